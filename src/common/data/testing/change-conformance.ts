import assert from 'node:assert/strict'
import type { ChangeRecord } from '../changes/change-record.ts'
import { compareSequences } from '../changes/change-record.ts'
import type { ChangeFeed, FeedPosition } from '../store/change-feed.ts'
import type { Store, StoreTable } from '../store/store.ts'
import { NumericText, ValueSet, type StoredValue } from '../store/value.ts'
import { assertSame, onTable, put, rejects, textOf, type ConformanceCase } from './conformance-case.ts'
import { ConditionFailedError, TransactionFailedError } from '../errors.ts'
import { genericTable, simpleTable, textTable } from './conformance-tables.ts'

interface Stream {
  readonly table: StoreTable
  /** The partition that is this case's own. */
  readonly id: string
  readonly feed: ChangeFeed
  readonly store: Store
  /** Where the case began. */
  readonly start: FeedPosition
  /** The changes of this case's partition since the start, once there are so many. */
  readonly changes: (count: number) => Promise<ChangeRecord[]>
}

const DEADLINE_MS = 10_000

const streamCase = (name: string, run: (stream: Stream) => Promise<void>): ConformanceCase =>
  onTable(
    genericTable,
    name,
    async (table, id, store) => {
      const feed = feedOf(store)
      const start = await feed.end()
      const changes = (count: number): Promise<ChangeRecord[]> => collect(feed, start, id, count)
      await run({ table, id, feed, store, start, changes })
    },
    { needs: ['streams'] },
  )

function feedOf(store: Store): ChangeFeed {
  return store.changes([genericTable])
}

/** The changes of one partition; waits for as many as are asked for. */
async function collect(
  feed: ChangeFeed,
  from: FeedPosition,
  id: string,
  count: number,
): Promise<ChangeRecord[]> {
  const changes: ChangeRecord[] = []
  const watch = feed.watch()
  const deadline = Date.now() + DEADLINE_MS
  try {
    for (let position = from; ;) {
      const batch = await feed.read(position)
      assert.deepEqual(batch.malformed, [])
      changes.push(...batch.changes.filter(({ keys }) => keys.pk === id))
      position = batch.next
      if (!batch.isEnd) continue
      if (changes.length >= count || Date.now() > deadline) break
      await watch.next()
    }
  } finally {
    watch.close()
  }
  assert.equal(changes.length, count, 'number of changes')
  return changes
}

const kinds = (changes: readonly ChangeRecord[]): string[] =>
  changes.map(({ kind, keys }) => `${kind} ${textOf(keys, 'sk')}`)

/** Every kind of value, and texts that a log could spoil. */
const VALUES: Readonly<Record<string, StoredValue>> = {
  number: -0.25,
  long: new NumericText('12345678901234567890.123'),
  bytes: new Uint8Array([0, 255, 128]),
  sets: [new ValueSet('SS', ['a', "it's"]), new ValueSet('BS', [new Uint8Array([1])])],
  map: { $n: '1', 'a"b': null, true: true },
  text: `nul \u0000, line\nbreak, 'quotes' "both" \\`,
}

/** A feed of changes, on tables that declare a stream. */
export const changeConformance: readonly ConformanceCase[] = [
  streamCase('an item is made, changed and removed: three changes with both images', async (stream) => {
    const { table, id, changes } = stream
    const key = { pk: id, sk: 'a' }
    const [first, second] = [
      { ...key, n: 1, ...VALUES },
      { ...key, n: 2, gsi0_pk: id, gsi0_sk: 'x' },
    ]
    await put(table, first)
    await put(table, second)
    await table.write({ type: 'delete', key })
    const [insert, modify, remove, ...others] = await changes(3)
    assert.ok(insert && modify && remove && others.length === 0)
    assert.deepEqual([insert.kind, modify.kind, remove.kind], ['insert', 'modify', 'remove'])
    for (const change of [insert, modify, remove]) {
      assert.deepEqual(change.keys, key)
      assert.ok(change.table.endsWith('conformance_generic'))
      assert.ok(Math.abs(Date.parse(change.approximateTime ?? '') - Date.now()) < 60_000)
      assert.ok(!change.isExpiry)
    }
    assertSame(insert.before, undefined)
    assertSame(insert.after, first)
    assertSame(modify.before, first)
    assertSame(modify.after, second)
    assertSame(remove.before, second)
    assertSame(remove.after, undefined)
    assert.ok(compareSequences(insert.sequence, modify.sequence) < 0)
    assert.ok(compareSequences(modify.sequence, remove.sequence) < 0)
    assert.equal(new Set([insert.id, modify.id, remove.id]).size, 3)
  }),

  streamCase('a write that changes nothing, and one that fails, are no changes', async (stream) => {
    const { table, id, changes } = stream
    const key = { pk: id, sk: 'a' }
    await put(table, { ...key, a: 1, b: { c: [1, 2] } })
    await put(table, { ...key, a: 1, b: { c: [1, 2] } })
    await put(table, { b: { c: [1, 2] }, a: 1, ...key })
    await table.write({ type: 'update', key, update: [{ action: 'set', path: ['a'], value: 1 }] })
    await table.write({ type: 'delete', key: { pk: id, sk: 'absent' } })
    await rejects(
      table.write({ type: 'put', record: key, condition: { op: 'missing', path: ['pk'] } }),
      ConditionFailedError,
    )
    await put(table, { ...key, a: 2 })
    assert.deepEqual(kinds(await changes(2)), ['insert a', 'modify a'])
  }),

  streamCase('a batch is as many changes as it has writes that change something', async (stream) => {
    const { table, id, changes } = stream
    const sks = Array.from({ length: 25 }, (_, i) => `s${i + 10}`)
    await table.batchWrite(sks.map((sk) => ({ type: 'put', record: { pk: id, sk } })))
    await table.batchWrite([
      ...sks.slice(0, 3).map((sk) => ({ type: 'delete' as const, key: { pk: id, sk } })),
      { type: 'put', record: { pk: id, sk: 's20' } },
      { type: 'put', record: { pk: id, sk: 's21', a: 1 } },
    ])
    const all = kinds(await changes(29))
    assert.deepEqual(
      all.slice(0, 25).toSorted(),
      sks.map((sk) => `insert ${sk}`),
    )
    assert.deepEqual(all.slice(25).toSorted(), ['modify s21', 'remove s10', 'remove s11', 'remove s12'])
  }),

  {
    ...streamCase('a transaction is its changes when it is done, and none when it is not', async (stream) => {
      const { table, id, store, changes } = stream
      await put(table, { pk: id, sk: 'a' })
      const absent = { op: 'missing', path: ['pk'] } as const
      await store.transact([
        { table: genericTable, type: 'check', key: { pk: id, sk: 'absent' }, condition: absent },
        { table: genericTable, type: 'put', record: { pk: id, sk: 'b' } },
        {
          table: genericTable,
          type: 'update',
          key: { pk: id, sk: 'a' },
          update: [{ action: 'set', path: ['n'], value: 1 }],
        },
        { table: genericTable, type: 'delete', key: { pk: id, sk: 'gone' } },
        { table: textTable, type: 'put', record: { pk: id, sk: 'unstreamed' } },
      ])
      await rejects(
        store.transact([
          { table: genericTable, type: 'put', record: { pk: id, sk: 'c' } },
          { table: genericTable, type: 'check', key: { pk: id, sk: 'a' }, condition: absent },
        ]),
        TransactionFailedError,
      )
      await put(table, { pk: id, sk: 'z' })
      const [first, ...others] = kinds(await changes(4))
      assert.equal(first, 'insert a')
      assert.deepEqual(others.slice(0, 2).toSorted(), ['insert b', 'modify a'])
      assert.deepEqual(others.slice(2), ['insert z'])
    }),
    needs: ['streams', 'transactions'],
  },

  streamCase(
    'concurrent writers: the changes of each item come in order, none is missing',
    async (stream) => {
      const { table, id, changes } = stream
      const update = [{ action: 'increment', path: ['n'], by: 1, initial: 0 }] as const
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          table.write({ type: 'update', key: { pk: id, sk: `s${i % 4}` }, update }),
        ),
      )
      const all = await changes(40)
      for (let item = 0; item < 4; item++) {
        const own = all.filter(({ keys }) => keys.sk === `s${item}`)
        assert.deepEqual(
          own.map(({ before, after }) => [before?.n, after?.n]),
          Array.from({ length: 10 }, (_, i) => [i === 0 ? undefined : i, i + 1]),
        )
      }
    },
  ),

  streamCase('a position gives the same again, and small steps give what large ones give', async (stream) => {
    const { table, id, feed, start, changes } = stream
    for (let i = 0; i < 7; i++) await put(table, { pk: id, sk: `s${i}` })
    const expected = kinds(await changes(7))
    assert.deepEqual(kinds(await changes(7)), expected)
    const ids: string[] = []
    let position = start
    for (let i = 0; i < 10_000; i++) {
      const batch = await feed.read(position, 2)
      const again = await feed.read(position, 2)
      assert.deepEqual(
        batch.changes.map((each) => each.id),
        again.changes.slice(0, batch.changes.length).map((each) => each.id),
      )
      const own = batch.changes.filter(({ keys }) => keys.pk === id)
      ids.push(...kinds(own))
      position = batch.next
      if (batch.isEnd && ids.length >= 7) break
    }
    assert.deepEqual(ids, expected)
  }),

  streamCase(
    'a new reader sees the oldest that is kept; one at the end sees what comes after',
    async (stream) => {
      const { table, id, feed } = stream
      await put(table, { pk: id, sk: 'old' })
      await collect(feed, stream.start, id, 1)
      const end = await feed.end()
      await put(table, { pk: id, sk: 'new' })
      assert.deepEqual(kinds(await collect(feed, end, id, 1)), ['insert new'])
      let position: FeedPosition | undefined
      const seen: ChangeRecord[] = []
      for (let i = 0; i < 10_000 && seen.length < 2; i++) {
        const batch = await feed.read(position)
        seen.push(...batch.changes.filter(({ keys }) => keys.pk === id))
        position = batch.next
      }
      assert.deepEqual(kinds(seen), ['insert old', 'insert new'])
    },
  ),

  streamCase('a reader is woken by a change', async (stream) => {
    const { table, id, feed } = stream
    const watch = feed.watch()
    const started = performance.now()
    await put(table, { pk: id, sk: 'a' })
    await watch.next()
    assert.ok(performance.now() - started < DEADLINE_MS)
    watch.close()
    // Closed, it lets go at once.
    await watch.next()
  }),

  onTable(
    simpleTable,
    'a table that declares no stream has no feed',
    async (_table, _id, store) => {
      assert.throws(() => store.changes([simpleTable]), /declares no stream/)
    },
    { needs: ['streams'] },
  ),
]
