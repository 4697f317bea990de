import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { NumericText, type Key } from '../../../../src/common/data/store/value.ts'
import { compareSequences, itemIdentity } from '../../../../src/common/data/changes/change-record.ts'
import { isNewer } from '../../../../src/common/streams/entity-event.ts'
import { changeOfWrite } from '../../../../src/common/data/changes/local-change.ts'
import { checkProperty } from '../expressions/property.ts'
import { change } from '../../streams/fixture.ts'

describe('sequences', () => {
  it('compare by value, however long', () => {
    checkProperty(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        (a, b) => {
          const expected = a < b ? -1 : a > b ? 1 : 0
          expect(Math.sign(compareSequences(`00${a}`, String(b)))).toBe(expected)
        },
      ),
    )
  })

  it('tell what is newer than what was applied last', () => {
    const event = {
      kind: 'remove',
      before: {},
      id: 'e',
      sequence: '100',
      model: 'm',
      key: {},
      isExpiry: false,
    } as const
    expect(['99', '100', '101', undefined].map((last) => isNewer(event, last))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})

describe('the identity of an item', () => {
  const of = (keys: Key, table = 't'): string => itemIdentity(change({}, { keys, table }))

  it('is the same for the same table and key only', () => {
    const keys: Key[] = [
      { pk: '1' }, { pk: 1 }, { pk: new NumericText('12345678901234567890') }, { pk: Uint8Array.of(1) },
      { pk: '1', sk: '' }, { pk: '1', sk: '1' }, { sk: '1' }, { pk: '["1' }, { pk: 'n1' }, { pk: '\ud800' },
    ] // prettier-ignore
    expect(new Set(keys.map((key) => of(key))).size).toBe(keys.length)
    expect(of({ pk: 'a', sk: 'b' })).toBe(of({ sk: 'b', pk: 'a' }))
    expect(of({ pk: 'a' }, 't')).not.toBe(of({ pk: 'a' }, 'u'))
  })
})

describe('a local change', () => {
  const table = defineTable({
    base: 'things',
    key: { pk: 'pk', sk: 'sk' },
    deployment: { tier: 'b', flag: 'F' },
  })
  const before = { pk: 'a', sk: 'b', n: 1 }
  const after = { ...before, n: 2 }
  const common = { tableName: 'dev_things', sequence: '7' }
  const named = { id: 'dev_things:7', table: 'dev_things', sequence: '7', keys: { pk: 'a', sk: 'b' } }

  it('is an insert, a modify or a removal', () => {
    expect(changeOfWrite(table, { ...common, after })).toEqual({ ...named, kind: 'insert', after })
    expect(changeOfWrite(table, { ...common, before, after })).toEqual({
      ...named,
      kind: 'modify',
      before,
      after,
    })
    expect(changeOfWrite(table, { ...common, before })).toEqual({ ...named, kind: 'remove', before })
  })

  it('has its time, and expires only when it is removed', () => {
    const extra = { time: new Date(0), isExpiry: true }
    expect(changeOfWrite(table, { ...common, ...extra, before })).toMatchObject({
      approximateTime: '1970-01-01T00:00:00.000Z',
      isExpiry: true,
    })
    expect(changeOfWrite(table, { ...common, ...extra, after })).not.toHaveProperty('isExpiry')
  })

  it('is none when nothing changed', () => {
    expect(changeOfWrite(table, common)).toBeUndefined()
    expect(changeOfWrite(table, { ...common, before, after: { ...before } })).toBeUndefined()
  })

  it('is of one item', () => {
    expect(() => changeOfWrite(table, { ...common, before, after: { ...after, sk: 'c' } })).toThrow(
      'A change of dev_things needs two records with the same key',
    )
  })
})
