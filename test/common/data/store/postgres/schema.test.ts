import { expect, test } from 'vitest'
import { ValidationError } from '../../../../../src/common/data/errors.ts'
import { defineTable, type TableDefinition } from '../../../../../src/common/data/model/table.ts'
import type { Statement } from '../../../../../src/common/data/store/postgres/pipeline.ts'
import { layoutTable } from '../../../../../src/common/data/store/postgres/layout.ts'
import { PathSql } from '../../../../../src/common/data/store/postgres/path-sql.ts'
import { TableSql } from '../../../../../src/common/data/store/postgres/table-sql.ts'
import { startPostgres } from '../../../../support/postgres-server.ts'
import { deployment, describeOn, openStore, openThings, runSql, things } from './fixture.ts'

const started = await startPostgres()
const key = { pk: 'pk', sk: 'sk' }

describeOn(started, 'tables on PostgreSQL', (server) => {
  const { connectionString } = server

  const indexNames = async (schema: string): Promise<unknown[]> => {
    const sql = `SELECT indexname FROM pg_indexes WHERE schemaname = $1 ORDER BY 1`
    return (await runSql(connectionString, sql, [schema])).map(({ indexname }) => indexname)
  }

  test('processes that start at once create a table once, and its schema', async () => {
    const { store, schema } = openStore(server)
    const others = Array.from({ length: 7 }, () => openStore(server, { schema }).store)
    const created = await Promise.all([store, ...others].map((each) => each.createTable(things)))
    expect(created.filter((each) => each)).toHaveLength(1)
    expect(await indexNames(schema)).toEqual([
      'dev_things::key',
      'dev_things:byGroup',
      'dev_things:byKind',
      'dev_things:byTime',
      'dev_things:inverted',
    ])
  })

  test('an index that is added holds what was there before', async () => {
    const { store, schema } = openStore(server)
    const plain = defineTable({ base: 'grown', key, deployment })
    await store.createTable(plain)
    const put = (definition: TableDefinition, sk: string, kind: unknown) =>
      store.table(definition).write({ type: 'put', record: { pk: 'p', sk, kind: kind as string } })
    await put(plain, 'a', 'k')
    await put(plain, 'wrong type', 7)
    await put(plain, 'empty', '')
    await runSql(
      connectionString,
      `INSERT INTO "${schema}".dev_grown (pk, sk, data)
       SELECT 'q', i::text, json_build_object('pk', 'q', 'sk', i::text, 'kind', 'many') FROM generate_series(1, 1234) i`,
    )

    const indexed = defineTable({ base: 'grown', key, indexes: { byKind: { pk: 'kind' } }, deployment })
    const again = openStore(server, { schema }).store
    expect(await Promise.all([store.createTable(indexed), again.createTable(indexed)])).toEqual([
      false,
      false,
    ])
    expect((await store.table(indexed).range({ index: 'byKind', pk: 'k' })).records).toHaveLength(1)
    expect(await store.table(indexed).count({ index: 'byKind' })).toEqual({ matched: 1235, read: 1235 })

    // The columns stay behind and grow stale; an index that comes back is right all the same.
    await store.createTable(plain)
    expect(await indexNames(schema)).toEqual(['dev_grown::key'])
    await put(plain, 'a', 'other')
    await store.createTable(indexed)
    expect((await store.table(indexed).range({ index: 'byKind', pk: 'k' })).records).toEqual([])
    expect((await store.table(indexed).range({ index: 'byKind', pk: 'other' })).records).toHaveLength(1)
  })

  test('an index that is declared anew is built anew, and one of an operator stays', async () => {
    const { store, schema } = openStore(server)
    await store.createTable(defineTable({ base: 'changed', key, indexes: { byX: { pk: 'x' } }, deployment }))
    await runSql(connectionString, `CREATE INDEX operators ON "${schema}".dev_changed (md5(data::text))`)
    const definition = defineTable({
      base: 'changed',
      key,
      indexes: { byX: { pk: 'x', sk: { name: 'y', type: 'N' } } },
      deployment,
    })
    const table = store.table(definition)
    expect(await store.createTable(definition)).toBe(false)
    for (const y of [10, 9, -1])
      await table.write({ type: 'put', record: { pk: 'p', sk: String(y), x: 'x', y } })
    const { records } = await table.range({ index: 'byX', pk: 'x' })
    expect(records.map(({ y }) => y)).toEqual([-1, 9, 10])
    expect(await indexNames(schema)).toEqual(['dev_changed::key', 'dev_changed:byX', 'operators'])
  })

  test('refuses a table that has another key', async () => {
    const { store, schema } = openStore(server)
    await store.createTable(defineTable({ base: 'other', key: { pk: 'id' }, deployment }))
    await runSql(connectionString, `CREATE TABLE "${schema}".dev_foreign (id int PRIMARY KEY)`)
    for (const [base, declared] of [
      ['other', key],
      ['other', { pk: { name: 'id', type: 'N' } }],
      ['foreign', { pk: 'id' }],
    ] as const) {
      await expect(store.createTable(defineTable({ base, key: declared, deployment }))).rejects.toThrow(
        ValidationError,
      )
    }
  })

  test('every question is answered from its index, without a sort', async () => {
    const { store, schema } = await openThings(server)
    await runSql(
      connectionString,
      `INSERT INTO "${schema}".dev_things (pk, sk, p_group, s_rank, data)
       SELECT 'p' || i % 4, 's' || i, 'g' || i % 3, int4send(i),
         json_build_object('pk', 'p' || i % 4, 'sk', 's' || i, 'group', 'g' || i % 3)
       FROM generate_series(1, 20000) i`,
    )
    await runSql(connectionString, `ANALYZE "${schema}".dev_things`)
    const layout = layoutTable(schema, 'dev_things', things)
    const { primary } = layout
    const byGroup = layout.indexes.get('byGroup')
    if (!byGroup) throw new Error('no such index')
    const plan = async ({ text, values = [] }: Statement): Promise<string> => {
      const rows = await runSql(connectionString, `EXPLAIN ${text}`, values)
      return rows.map((row) => String(row['QUERY PLAN'])).join('\n')
    }
    const slice = { bounds: {}, reverse: false, segment: undefined }
    const after = (...values: (string | Uint8Array)[]) => ({ lower: { values, inclusive: false } })
    const table = new PathSql(layout.table, primary, primary.partition)
    const index = new PathSql(layout.table, byGroup, primary.partition)
    const sql = new TableSql(layout)
    const plans = {
      'dev_things::key': [
        sql.select(['p1', 's1']),
        sql.selectAll([
          ['p1', 's1'],
          ['p2', 's2'],
        ]),
        sql.lock([
          ['p1', 's1'],
          ['p2', 's2'],
        ]),
        table.rows({ ...slice, partition: 'p1' }, 129),
        table.rows({ ...slice, partition: 'p1', bounds: after('s50') }, 129),
        table.rows({ ...slice, partition: 'p1', bounds: after('s50'), reverse: true }, 129),
        table.rows({ ...slice, partition: undefined, bounds: after('p1', 's50') }, 129),
      ],
      'dev_things:byGroup': [
        index.rows({ ...slice, partition: 'g1' }, 129),
        index.rows({ ...slice, partition: 'g1', reverse: true }, 129),
        index.rows({ ...slice, partition: 'g1', bounds: after(Buffer.of(0, 0, 1, 0), 'p1', 's1') }, 129),
      ],
    }
    for (const [name, statements] of Object.entries(plans)) {
      for (const statement of statements) {
        const text = await plan(statement)
        expect(text, statement.text).toContain(`using "${name}"`)
        expect(text, statement.text).not.toMatch(/Seq Scan|Bitmap/)
        if (!statement.text.includes('unnest')) expect(text, statement.text).not.toContain('Sort')
      }
    }
    expect((await store.table(things).range({ pk: 'p1', limit: 5 })).read).toBe(5)
  })
})
