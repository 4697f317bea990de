import { ValidationError } from '../errors.ts'
import { NumericText, ValueSet, type StoredRecord, type StoredValue } from '../store/value.ts'
import { assertSame, onTable, put, rejects, type ConformanceCase } from './conformance-case.ts'
import { simpleTable } from './conformance-tables.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

/** A map with a name that an object literal cannot hold. */
const hostileNames = JSON.parse(
  '{"__proto__":{"polluted":true},"constructor":"c","prototype":1,"toString":null,"hasOwnProperty":false}',
) as StoredRecord

const VALUES: Readonly<Record<string, StoredValue>> = {
  'empty text': '',
  'text with every kind of character':
    'a "quoted" \\ back\u0000slash\n\t\u007f é \u2028 \uE000 \uFFFF \u{1F600}',
  'long text': 'x'.repeat(100_000),
  zero: 0,
  'whole number': 42,
  'negative fraction': -0.1,
  'largest safe integer': Number.MAX_SAFE_INTEGER,
  'large double': 1e100,
  'small double': 1.5e-100,
  'sum with a rounding error': 0.1 + 0.2,
  'integer beyond 2^53': new NumericText('9007199254740993'),
  'integer of 38 digits': new NumericText('-12345678901234567890123456789012345678'),
  'fraction of 38 digits': new NumericText('1234567890.1234567890123456789012345678'),
  true: true,
  false: false,
  null: null,
  bytes: bytes(0, 1, 127, 128, 255),
  'no bytes': bytes(),
  'empty list': [],
  'empty map': {},
  'mixed list': ['a', 1, null, true, [], {}, bytes(1), new NumericText('9007199254740993')],
  'nested map': { a: { b: { c: [{ d: ['e'] }] } } },
  'text set': new ValueSet('SS', ['b', 'a', '\u{1F600}']),
  'number set': new ValueSet('NS', [3, -1.5, 0, new NumericText('9007199254740993')]),
  'byte set': new ValueSet('BS', [bytes(2), bytes(1, 0), bytes(255)]),
  'set in a list in a map': { tags: [new ValueSet('SS', ['a'])] },
  'map names that look like operators': {
    $set: 1,
    $: 2,
    ' ': 3,
    'a.b': 4,
    'a[0]': 5,
    '#n0': 6,
    ':v0': 7,
    'a b': 8,
  },
  'map that looks like a marshalled value': { S: 'a', N: '1', L: [{ S: 'b' }], NULL: true },
}

/** Every value type comes back as it went in. */
export const valueConformance: readonly ConformanceCase[] = [
  ...Object.entries(VALUES).map(([name, value]) =>
    onTable(simpleTable, `keeps a value: ${name}`, async (table, id) => {
      await put(table, { id, value })
      assertSame(await table.get({ id }), { id, value })
      const updated = await table.write({
        type: 'update',
        key: { id },
        update: [{ action: 'set', path: ['copy'], value }],
        returns: 'after',
      })
      assertSame(updated.record, { id, value, copy: value })
    }),
  ),

  onTable(simpleTable, 'keeps maps nested 30 deep', async (table, id) => {
    let value: StoredValue = 'bottom'
    for (let depth = 0; depth < 30; depth++) value = depth % 2 ? [value] : { down: value }
    await put(table, { id, value })
    assertSame(await table.get({ id }), { id, value })
  }),

  onTable(
    simpleTable,
    'keeps map names that an object inherits, also through a refused write',
    async (table, id) => {
      await put(table, { id, value: hostileNames })
      assertSame(await table.get({ id }), { id, value: hostileNames })
      const page = await table.range({ pk: id })
      assertSame(page.records[0], { id, value: hostileNames })
      const refused = await table
        .write({ type: 'delete', key: { id }, condition: { op: 'missing', path: ['id'] } })
        .catch((error: unknown) => error as { code: string; current?: StoredRecord })
      assertSame('code' in refused ? refused.code : undefined, 'condition_failed')
      assertSame('current' in refused ? refused.current : undefined, { id, value: hostileNames })
    },
    { needs: ['item in refusal'], notOn: { dynalite: 'loses a map entry named __proto__' } },
  ),

  onTable(
    simpleTable,
    'keeps attribute names that an object inherits, but for __proto__',
    async (table, id) => {
      const record: StoredRecord = {
        id,
        constructor: 'c',
        prototype: 1,
        toString: null,
        hasOwnProperty: false,
      }
      await put(table, record)
      assertSame(await table.get({ id }), record)
      const hostile = JSON.parse(`{"id":"${id}","__proto__":{"polluted":true}}`) as StoredRecord
      await rejects(put(table, hostile), ValidationError)
      const update = [{ action: 'set', path: ['__proto__'], value: 1 }] as const
      await rejects(table.write({ type: 'update', key: { id }, update }), ValidationError)
      assertSame(await table.get({ id }), record)
    },
  ),

  onTable(simpleTable, 'refuses an empty attribute or map name', async (table, id) => {
    await rejects(put(table, { id, '': 1 }), ValidationError)
    await rejects(put(table, { id, map: { '': 1 } }), ValidationError)
    const update = [{ action: 'set', path: ['map'], value: [{ '': 1 }] }] as const
    await rejects(table.write({ type: 'update', key: { id }, update }), ValidationError)
    assertSame(await table.get({ id }), undefined)
  }),

  onTable(simpleTable, 'equal numbers are one number however they are written', async (table, id) => {
    await put(table, { id, a: new NumericText('1.50'), b: new NumericText('15e-1'), c: -0 })
    assertSame(await table.get({ id }), { id, a: 1.5, b: 1.5, c: 0 })
  }),

  onTable(simpleTable, 'refuses a value that it cannot keep', async (table, id) => {
    const impossible: Record<string, unknown> = {
      NaN: NaN,
      infinity: -Infinity,
      'number too large': 1e126,
      'number too small': 1e-131,
      '39 digits': new NumericText('123456789012345678901234567890123456789'),
      'empty set': new ValueSet('SS', []),
      'mixed set': new ValueSet('SS', ['a', 1]),
      undefined,
    }
    for (const [name, value] of Object.entries(impossible)) {
      for (const record of [
        { id, value },
        { id, map: { list: [value] } },
      ]) {
        await rejects(put(table, record as StoredRecord), ValidationError).catch((error: unknown) => {
          throw new Error(`${name} was not refused`, { cause: error })
        })
      }
    }
    assertSame(await table.get({ id }), undefined)
  }),

  onTable(simpleTable, 'keeps its own copy of what it is given and gives out', async (table, id) => {
    const list: StoredValue[] = ['a']
    const record = { id, list, map: { name: 'a' } }
    const writing = put(table, record)
    await writing
    list.push('changed')
    record.map.name = 'changed'
    const first = await table.get({ id })
    assertSame(first, { id, list: ['a'], map: { name: 'a' } })
    Object.assign(first ?? {}, { list: 'changed' })
    assertSame(await table.get({ id }), { id, list: ['a'], map: { name: 'a' } })
  }),
]
