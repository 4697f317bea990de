import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttributeMap } from '../../../../../../src/common/data/store/dynamodb/attribute-value.ts'
import { parseRecords } from '../../../../../../src/common/data/store/dynamodb/fast/record-scanner.ts'
import { toRecord } from '../../../../../../src/common/data/store/dynamodb/records.ts'

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.record({ S: fc.string({ unit: 'grapheme' }) }),
    fc.record({ N: fc.oneof(fc.integer().map(String), fc.bigInt({ max: 10n ** 37n }).map(String)) }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(fc.string(), { minLength: 1 }) }),
    fc.record({ NS: fc.uniqueArray(fc.integer().map(String), { minLength: 1 }) }),
    fc.record({ L: fc.array(tie('value')) }),
    fc.record({ M: fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }) }),
  ),
})).value
const names = fc.oneof(
  { arbitrary: fc.string(), weight: 20 },
  { arbitrary: fc.constantFrom('Items', 'Item', 'S', 'N', '_w', '__proto__'), weight: 1 },
)
const item = fc.dictionary(names, value, { noNullPrototype: true }) as fc.Arbitrary<AttributeMap>

describe('parseRecords', () => {
  test('reads what the generic way makes of the same items, or leaves it to that', () => {
    let read = 0
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const key = { id: { S: 'a' } }
        const output = { Count: items.length, Items: items, LastEvaluatedKey: key }
        const records = parseRecords(JSON.stringify(output))
        if (!records) return
        read++
        expect(records).toEqual({ ...output, Items: items.map(toRecord) })
      }),
      { numRuns: 2000 },
    )
    expect(read).toBeGreaterThan(200)
  })

  test('reads one item, items by table, and no item', () => {
    const stored = { id: { S: 'a "b" \\' }, n: { N: '1.50' }, _w: { S: 'token' } }
    const record = { id: 'a "b" \\', n: 1.5 }
    expect(parseRecords(JSON.stringify({ Item: stored }))).toEqual({ Item: record })
    expect(parseRecords(JSON.stringify({ Responses: { t: [stored, stored], u: [] } }))).toEqual({
      Responses: { t: [record, record], u: [] },
    })
    expect(parseRecords('{}')).toEqual({})
  })

  test.each([
    ['an unknown type', '{"Item":{"a":{"X":"1"}}}'],
    ['a number that is none', '{"Item":{"a":{"N":"x"}}}'],
    ['an attribute of no type', '{"Item":{"a":"b"}}'],
    ['null for an item', '{"Item":null}'],
    ['a prototype', '{"Item":{"__proto__":{"S":"a"}}}'],
    ['blanks', '{"Item": {"a":{"S":"b"}}}'],
    ['a text that is cut', '{"Items":[{"a":{"S":"b"}}'],
    ['more than one value', '{}{}'],
    ['no JSON', '<html>'],
  ])('leaves %s to the generic way', (_what, text) => {
    expect(parseRecords(text)).toBeUndefined()
  })
})
