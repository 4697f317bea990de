import assert from 'node:assert/strict'
import { ValidationError } from '../errors.ts'
import { NumericText, ValueSet, type StoredRecord } from '../store/value.ts'
import {
  assertRecords,
  assertSame,
  onTable,
  put,
  putAll,
  ranges,
  rejects,
  scans,
  walk,
  type ConformanceCase,
} from './conformance-case.ts'
import { genericTable, scanTable, simpleTable, textTable } from './conformance-tables.ts'

const attributes = {
  name: 'reserved',
  status: null,
  'a.b': 'dots',
  a: { b: 'inner' },
  '#hash': 1,
  $dollar: { $n: '1' },
  $$: [true],
  tags: new ValueSet('SS', ['x', 'y']),
  bytes: Uint8Array.of(0, 255),
  big: new NumericText('12345678901234567890'),
}

/** Reads that ask for some attributes only. */
export const projectionConformance: readonly ConformanceCase[] = [
  onTable(
    simpleTable,
    'fetches the attributes that are asked for, whatever their names',
    async (table, id) => {
      await put(table, { id, ...attributes })
      for (const [name, value] of Object.entries(attributes)) {
        assertSame(await table.get({ id }, { attributes: [name] }), { [name]: value }, name)
        assertSame(await table.get({ id }, { attributes: [name, 'id'], consistent: true }), {
          id,
          [name]: value,
        })
      }
      const names = Object.keys(attributes)
      assertSame(await table.get({ id }, { attributes: names }), attributes)
      assertSame(await table.get({ id }, { attributes: ['tags', 'absent', 'tags'] }), {
        tags: attributes.tags,
      })
    },
  ),

  onTable(simpleTable, 'tells an item that has none of the attributes from no item', async (table, id) => {
    await put(table, { id, a: 1 })
    assertSame(await table.get({ id }, { attributes: ['absent'] }), {})
    assertSame(await table.get({ id: `${id}?` }, { attributes: ['absent'] }), undefined)
  }),

  onTable(simpleTable, 'a read must ask for something', async (table, id) => {
    await rejects(table.get({ id }, { attributes: [] }), ValidationError)
    await rejects(table.batchGet([{ id }], { attributes: [] }), ValidationError)
    await rejects(table.range({ pk: id, attributes: [] }), ValidationError)
    await rejects(table.scan({ attributes: [] }), ValidationError)
  }),

  onTable(simpleTable, 'a batch fetches the attributes that are asked for', async (table, id) => {
    const ids = ['1', '2', '3'].map((n) => id + n)
    await putAll(
      table,
      ids.map((each, size) => ({ id: each, size, ...attributes })),
    )
    const keys = [...ids, `${id}?`].map((each) => ({ id: each }))
    const { records } = await table.batchGet(keys, { attributes: ['size', 'big', 'absent'] })
    assertRecords(
      records.toSorted((a, b) => Number(a.size) - Number(b.size)),
      ids.map((_id, size) => ({ size, big: attributes.big })),
    )
  }),

  onTable(textTable, 'a range fetches the attributes that are asked for', async (table, pk) => {
    await putAll(table, numbered(pk))
    const values = numbered(pk).map(({ value = null }) => ({ value }))
    const read = ranges(table)
    assertRecords(await walk(read, { pk, attributes: ['value'] }), values)
    assertRecords(await walk(read, { pk, attributes: ['value'], limit: 2 }), values, 'in pages')
    const reverse = { pk, attributes: ['value'], limit: 3, reverse: true }
    assertRecords(await walk(read, reverse), values.toReversed(), 'backward')
    assertRecords(
      await walk(read, { pk, attributes: ['sk', 'absent'] }),
      numbered(pk).map(({ sk = null }) => ({ sk })),
    )
    assert.deepEqual(await table.range({ pk, attributes: ['absent'], limit: 2 }), {
      records: [{}, {}],
      next: { pk, sk: 's1' },
      read: 2,
    })
  }),

  onTable(textTable, 'a filter sees what is not fetched', async (table, pk) => {
    await putAll(table, numbered(pk))
    const [first, second] = [{ value: 'v3' }, { value: 'v4' }]
    const byAttribute = { op: 'between', path: ['n'], low: 3, high: 4 } as const
    assertRecords(await walk(ranges(table), { pk, attributes: ['value'], filter: byAttribute }), [
      first,
      second,
    ])
    const byKey = { op: 'between', path: ['sk'], low: 's3', high: 's4' } as const
    assertRecords(await walk(ranges(table), { pk, attributes: ['value'], filter: byKey }), [first, second])
    const both = { op: 'or', conditions: [byKey, { op: 'eq', path: ['n'], value: 0 }] } as const
    const found = await walk(ranges(table), { pk, attributes: ['value', 'n'], filter: both })
    assertRecords(found, [
      { value: 'v0', n: 0 },
      { ...first, n: 3 },
      { ...second, n: 4 },
    ])
  }),

  onTable(textTable, 'a count is of items, whatever is fetched', async (table, pk) => {
    await putAll(table, numbered(pk))
    assert.deepEqual(await table.count({ pk, attributes: ['value'] }), { matched: 6, read: 6 })
    const filter = { op: 'gt', path: ['n'], value: 3 } as const
    assert.deepEqual(await table.count({ pk, attributes: ['value'], filter }), { matched: 2, read: 6 })
  }),

  onTable(genericTable, 'an index gives what it carries of the attributes', async (table, pk) => {
    const keys = { gsi0_pk: `${pk}0`, gsi0_sk: 'g', gsi1_pk: `${pk}1`, gsi1_sk: 1, lsi0_sk: 7 }
    const number = Number.parseInt(pk.slice(0, 8), 16)
    await put(table, { pk, sk: 'a', ...keys, gsi2_pk: number, shown: 's', hidden: 'h' })
    const asked = ['hidden', 'shown', 'pk']
    const one = async (index: string, key: string | number, names = asked) =>
      (await walk(ranges(table), { index, pk: key, attributes: names }))[0]
    assertSame(await one('gsi0', keys.gsi0_pk), { hidden: 'h', shown: 's', pk }, 'an index of all')
    assertSame(await one('lsi0', pk), { hidden: 'h', shown: 's', pk }, 'a local index')
    assertSame(await one('gsi1', keys.gsi1_pk), { pk }, 'an index of keys')
    assertSame(await one('gsi1', keys.gsi1_pk, ['hidden']), {}, 'nothing of it')
    assertSame(await one('gsi1', keys.gsi1_pk, ['gsi1_sk', 'sk']), { gsi1_sk: 1, sk: 'a' })
    assertSame(await one('gsi2', number), { shown: 's', pk }, 'an index of some')
  }),

  onTable(scanTable, 'a scan fetches the attributes that are asked for', async (table, id) => {
    const ids = Array.from({ length: 5 }, (_id, n) => `${id}-${n}`)
    await putAll(
      table,
      ids.map((each, n) => ({ id: each, n, owner: id })),
    )
    const filter = { op: 'eq', path: ['owner'], value: id } as const
    const sorted = (records: readonly StoredRecord[]) =>
      records.toSorted((a, b) => Number(a.n) - Number(b.n)).map(({ n = null }) => n)
    const found = await walk(scans(table), { filter, attributes: ['n'] })
    assert.ok(found.every((record) => Object.keys(record).join() === 'n'))
    assert.deepEqual(sorted(found), [0, 1, 2, 3, 4])
    const parts: StoredRecord[] = []
    for (const index of [0, 1, 2]) {
      parts.push(...(await walk(scans(table), { filter, attributes: ['n'], segment: { index, total: 3 } })))
    }
    assert.deepEqual(sorted(parts), [0, 1, 2, 3, 4])
    const bare = await walk(scans(table), { attributes: ['id'], limit: 50 })
    assert.ok(ids.every((each) => bare.some((record) => record.id === each)))
    assert.ok(bare.every((record) => Object.keys(record).join() === 'id'))
  }),
]

const numbered = (pk: string): StoredRecord[] =>
  Array.from({ length: 6 }, (_id, n) => ({ pk, sk: `s${n}`, n, value: `v${n}`, padding: 'x'.repeat(20) }))
