import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valuesEqual } from '../../../../src/common/data/expressions/equality.ts'
import { toAttributeMap } from '../../../../src/common/data/store/dynamodb/attribute-value.ts'
import { NumericText, ValueSet, type StoredRecord } from '../../../../src/common/data/store/value.ts'
import {
  changeOfStreamRecord,
  type LambdaStreamRecord,
} from '../../../../src/common/data/changes/dynamodb-stream-record.ts'
import { MalformedRecordError } from '../../../../src/common/data/changes/malformed-record-error.ts'
import { readStreamEvent, type LambdaStreamEvent } from '../../../../src/common/streams/stream-event.ts'
import { decodeImage } from '../../../../src/common/data/changes/stream-image.ts'
import { storedRecord } from '../expressions/arbitraries.ts'
import { checkProperty } from '../expressions/property.ts'
import { ENTITIES, lambdaImage, streamRecord } from '../../streams/fixture.ts'

const item: StoredRecord = { pk: 'USER#ada', sk: 'PROFILE', owner: 'ada' }

/** A good record with one place changed; undefined takes the member away. */
function broken(path: string, value: unknown): LambdaStreamRecord {
  const record = structuredClone(streamRecord({ before: item, after: item })) as Record<string, unknown>
  const names = path.split('/').slice(1)
  const last = names.pop() ?? ''
  const place = names.reduce((at, name) => at[name] as Record<string, unknown>, record)
  place[last] = value
  return record
}

const ROOT: readonly [string, unknown][] = [
  ['null', null],
  ['undefined', undefined],
  ['text', 'record'],
  ['a number', 7],
  ['a list', [1]],
  ['an empty object', {}],
]

let deep: object = { S: 'x' }
for (let i = 0; i < 100_000; i += 1) deep = { L: [deep] }

const BROKEN: readonly [path: string, value: unknown, message: string][] = [
  ['/eventID', undefined, '/eventID is missing'],
  ['/eventID', 5, '/eventID is not text'],
  ['/eventName', undefined, '/eventName is missing'],
  ['/eventName', 'UPSERT', '/eventName is not a kind of change'],
  ['/eventName', 'constructor', '/eventName is not a kind of change'],
  ['/eventSourceARN', undefined, '/eventSourceARN is missing'],
  ['/eventSourceARN', 'arn:aws:sqs:eu-west-1:1:queue', '/eventSourceARN does not name a table'],
  ['/eventSourceARN', 'arn:aws:dynamodb:eu-west-1:1:table/', '/eventSourceARN does not name a table'],
  ['/dynamodb', undefined, '/dynamodb/SequenceNumber is missing; /dynamodb/Keys is missing'],
  ['/dynamodb', null, '/dynamodb/Keys is missing'],
  ['/dynamodb/SequenceNumber', undefined, '/dynamodb/SequenceNumber is missing'],
  ['/dynamodb/SequenceNumber', '12x', '/dynamodb/SequenceNumber is not a number'],
  ['/dynamodb/SequenceNumber', 12, '/dynamodb/SequenceNumber is not text'],
  ['/dynamodb/Keys', undefined, '/dynamodb/Keys is missing'],
  ['/dynamodb/Keys', {}, '/dynamodb/Keys is not one or two attributes'],
  ['/dynamodb/Keys', 'pk', '/dynamodb/Keys is not a map'],
  ['/dynamodb/Keys', { pk: { BOOL: true } }, '/dynamodb/Keys has a value that cannot be a key'],
  ['/dynamodb/Keys', { pk: 'plain' }, '/dynamodb/Keys/pk is not an attribute value'],
  ['/dynamodb/NewImage', [], '/dynamodb/NewImage is not a map'],
  ['/dynamodb/NewImage', { a: null }, '/dynamodb/NewImage/a is not an attribute value'],
  ['/dynamodb/NewImage', { a: {} }, '/dynamodb/NewImage/a is not an attribute value'],
  ['/dynamodb/NewImage', { a: { S: 'x', N: '1' } }, '/dynamodb/NewImage/a is not an attribute value'],
  ['/dynamodb/NewImage', { a: { X: 'x' } }, '/dynamodb/NewImage/a has the unknown type X'],
  ['/dynamodb/NewImage', { a: { toString: 'x' } }, 'has the unknown type toString'],
  ['/dynamodb/NewImage', { a: { S: 5 } }, '/dynamodb/NewImage/a/S is not text'],
  ['/dynamodb/NewImage', { a: { N: 5 } }, '/dynamodb/NewImage/a/N is not the text of a number'],
  ['/dynamodb/NewImage', { a: { N: 'five' } }, '/dynamodb/NewImage/a/N is not the text of a number'],
  ['/dynamodb/NewImage', { a: { N: '9'.repeat(39) } }, '/dynamodb/NewImage/a/N is not the text of a number'],
  ['/dynamodb/NewImage', { a: { B: '%%%' } }, '/dynamodb/NewImage/a/B is not base64 or bytes'],
  ['/dynamodb/NewImage', { a: { B: { 0: 1 } } }, '/dynamodb/NewImage/a/B is not text'],
  ['/dynamodb/NewImage', { a: { BOOL: 'true' } }, '/dynamodb/NewImage/a/BOOL is not a boolean'],
  ['/dynamodb/NewImage', { a: { NULL: false } }, '/dynamodb/NewImage/a/NULL is not true'],
  ['/dynamodb/NewImage', { a: { L: {} } }, '/dynamodb/NewImage/a/L is not a list'],
  ['/dynamodb/NewImage', { a: { L: [{ S: 'x' }, 5] } }, '/dynamodb/NewImage/a/L/1 is not an attribute value'],
  ['/dynamodb/NewImage', { a: { M: 'x' } }, '/dynamodb/NewImage/a/M is not a map'],
  [
    '/dynamodb/NewImage',
    { 'a/b~': { M: { c: 1 } } },
    '/dynamodb/NewImage/a~1b~0/M/c is not an attribute value',
  ],
  ['/dynamodb/NewImage', { a: { SS: [] } }, '/dynamodb/NewImage/a/SS is an empty set'],
  ['/dynamodb/NewImage', { a: { SS: [1] } }, '/dynamodb/NewImage/a/SS/0 is not text'],
  ['/dynamodb/NewImage', { a: { NS: ['x'] } }, '/dynamodb/NewImage/a/NS/0 is not the text of a number'],
  ['/dynamodb/OldImage', { a: { BS: ['?'] } }, '/dynamodb/OldImage/a/BS/0 is not base64 or bytes'],
]

function failure(record: unknown): MalformedRecordError {
  try {
    changeOfStreamRecord(record as LambdaStreamRecord)
  } catch (error) {
    if (error instanceof MalformedRecordError) return error
    throw error
  }
  throw new Error('the record was taken')
}

describe('a DynamoDB stream record (capability 57)', () => {
  it('becomes a change record', () => {
    const after = { ...item, owner: 'eve' }
    const record = streamRecord({ before: item, after }, { eventID: 'e1' })
    expect(changeOfStreamRecord(record)).toEqual({
      id: 'e1',
      table: ENTITIES,
      sequence: record.dynamodb?.SequenceNumber,
      approximateTime: '2026-09-21T14:13:20.000Z',
      kind: 'modify',
      keys: { pk: 'USER#ada', sk: 'PROFILE' },
      before: item,
      after,
    })
  })

  it('is an insert, a modify or a removal, with the images that there are', () => {
    expect(changeOfStreamRecord(streamRecord({ after: item }))).toMatchObject({ kind: 'insert', after: item })
    expect(changeOfStreamRecord(streamRecord({ before: item }))).toMatchObject({
      kind: 'remove',
      before: item,
    })
    const keysOnly = changeOfStreamRecord(broken('/dynamodb/NewImage', null))
    expect(keysOnly).not.toHaveProperty('after')
  })

  it.each([
    ['arn:aws-cn:dynamodb:cn-north-1:123456789012:table/a.b-C_1/stream/2024-06-10T19:26:16.525', 'a.b-C_1'],
    ['arn:aws:dynamodb:ddblocal:000000000000:table/Music/stream/x', 'Music'],
  ])('takes the table name from %s', (eventSourceARN, table) => {
    expect(changeOfStreamRecord(streamRecord({ after: item }, { eventSourceARN }))).toMatchObject({ table })
  })

  it.each(['principalId', 'PrincipalId'])('tells a removal by time to live by %s', (name) => {
    const userIdentity = { type: 'Service', [name]: 'dynamodb.amazonaws.com' }
    expect(changeOfStreamRecord(streamRecord({ before: item }, { userIdentity })).isExpiry).toBe(true)
    expect(changeOfStreamRecord(streamRecord({ after: item }, { userIdentity }))).not.toHaveProperty(
      'isExpiry',
    )
    expect(changeOfStreamRecord(streamRecord({ before: item }))).not.toHaveProperty('isExpiry')
  })

  it.each([
    [new Date(5000), '1970-01-01T00:00:05.000Z'],
    [1.5, '1970-01-01T00:00:01.500Z'],
    [1e300],
    ['x'],
    [null],
  ])('reads the time %s, and leaves out what is none', (time, iso = undefined as string | undefined) => {
    const change = changeOfStreamRecord(broken('/dynamodb/ApproximateCreationDateTime', time))
    expect(change.approximateTime).toBe(iso)
  })
})

describe('a malformed record', () => {
  it.each(ROOT)('that is %s is refused with everything that is missing', (_name, record) => {
    expect(failure(record).issues.map(({ path }) => path)).toEqual([
      '/eventID',
      '/eventName',
      '/eventSourceARN',
      '/dynamodb/SequenceNumber',
      '/dynamodb/Keys',
    ])
  })

  it.each(BROKEN)('with %s = %j: %s', (path, value, message) => {
    expect(failure(broken(path, value)).message).toContain(message)
  })

  it('that is nested without end does not exhaust the stack', () => {
    const record = streamRecord({ after: item })
    const failed = failure({ ...record, dynamodb: { ...record.dynamodb, NewImage: { deep } } })
    expect(failed.message).toContain('is nested too deeply')
  })

  it('bears its id when it has one', () => {
    expect(failure({ eventID: 'e7' })).toMatchObject({ id: 'e7', code: 'validation' })
  })

  it('never crashes with anything but its own error', () => {
    checkProperty(
      fc.property(
        fc.anything(),
        fc.constantFrom('', '/dynamodb', '/dynamodb/Keys', '/dynamodb/NewImage'),
        (junk, path) => {
          const record = path === '' ? junk : broken(path, junk)
          try {
            changeOfStreamRecord(record as LambdaStreamRecord)
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedRecordError)
          }
        },
      ),
    )
  })
})

describe('a batch', () => {
  it('gives its changes in order and names what cannot be read', () => {
    const records = [
      streamRecord({ after: item }),
      {},
      streamRecord({ before: item }),
      broken('/eventName', 'X'),
    ]
    const { changes, malformed } = readStreamEvent({ Records: records })
    expect(changes.map(({ kind }) => kind)).toEqual(['insert', 'remove'])
    expect(malformed.map(({ id }) => id)).toEqual([undefined, records[3]?.eventID])
  })

  it.each([null, undefined, {}, [], 'x', { Records: {} }, { Records: null }])('is not %j', (event) => {
    expect(() => readStreamEvent(event as unknown as LambdaStreamEvent)).toThrow(
      'Malformed stream record: /Records is missing or not a list',
    )
  })
})

describe('an image', () => {
  it('has every type, bytes as base64 text or as bytes', () => {
    const record: StoredRecord = {
      s: '', n: 1.5, big: new NumericText('12345678901234567890123'), t: true, nil: null,
      b: Uint8Array.of(1, 2, 255), l: [1, 'x', [Uint8Array.of(0)]], m: { deep: { er: null } },
      ss: new ValueSet('SS', ['a', 'b']), ns: new ValueSet('NS', [1, 2]), bs: new ValueSet('BS', [Uint8Array.of(9)]),
    } // prettier-ignore
    expect(decodeImage(lambdaImage(record), '')).toEqual(record)
    expect(decodeImage(toAttributeMap(record), '')).toEqual(record)
  })

  it('keeps hostile names as data', () => {
    const image = JSON.parse('{"__proto__":{"S":"x"},"constructor":{"M":{"__proto__":{"N":"1"}}}}') as object
    const record = decodeImage(image, '')
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
    expect(Object.keys(record)).toEqual(['__proto__', 'constructor'])
  })

  it('of any record that was stored reads as that record', () => {
    checkProperty(
      fc.property(storedRecord, (record) => {
        expect(valuesEqual(decodeImage(lambdaImage(record), ''), record)).toBe(true)
      }),
    )
  })
})
