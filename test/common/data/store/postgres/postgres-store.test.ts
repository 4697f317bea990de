import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { UnavailableError, ValidationError } from '../../../../../src/common/data/errors.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import type { StoredRecord } from '../../../../../src/common/data/store/value.ts'
import { startPostgres } from '../../../../support/postgres-server.ts'
import { deployment, describeOn, openStore, openThings, runSql, things } from './fixture.ts'

const started = await startPostgres()

describeOn(started, 'PostgreSQL', (server) => {
  const { connectionString } = server
  const item = (sk: string, more: StoredRecord = {}): StoredRecord => ({ pk: 'p', sk, ...more })

  test('two stores on one database see the same records and secrets', async () => {
    const { store, table, schema } = await openThings(server)
    const others = Array.from({ length: 4 }, () => openStore(server, { schema }).store)
    await table.write({ type: 'put', record: item('a', { n: 1 }) })
    expect(await others[0]?.table(things).get({ pk: 'p', sk: 'a' })).toEqual(item('a', { n: 1 }))

    const secrets = await Promise.all([store, ...others].map((each) => each.secret('cursor')))
    expect(secrets[0]).toHaveLength(32)
    expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1)
    expect(await store.secret('cursor')).toEqual(secrets[0])
    expect(await store.secret('other')).not.toEqual(secrets[0])
  })

  test('an operator can read the table', async () => {
    const { table, schema } = await openThings(server)
    await table.write({ type: 'put', record: item('a', { name: 'Ann', age: 30 }) })
    const sql = `SELECT pk, data->>'name' AS name, (data->>'age')::int AS age FROM "${schema}".dev_things WHERE sk = 'a'`
    expect(await runSql(connectionString, sql)).toEqual([{ pk: 'p', name: 'Ann', age: 30 }])
  })

  test('keeps what jsonb would refuse', async () => {
    const { table } = await openThings(server)
    const record = item('a\0b', { text: 'NUL \0, half a pair \ud800', 'half \udc00': 'name' })
    await table.write({ type: 'put', record })
    expect(await table.get({ pk: 'p', sk: 'a\0b' })).toEqual(record)
  })

  test('names that SQL or PostgreSQL would trip over are only names', async () => {
    const bases = [
      'a"b; DROP TABLE x; --',
      'Mixed',
      'mixed',
      'select',
      `${'long'.repeat(50)}1`,
      `${'long'.repeat(50)}2`,
    ]
    const attributes = ['ctid', 'data', 'pk', 'a"b', 'ünï', 'x'.repeat(200)]
    for (const [i, base] of bases.entries()) {
      const { store } = openStore(server, { tableName: () => base })
      const [pk = '', sk = '', gpk = '', gsk = ''] = [0, 1, 2, 3].map((n) => attributes[(i + n) % 6])
      const definition = defineTable({
        base: 'named',
        key: { pk, sk },
        indexes: { ['By.'.repeat(60)]: { pk: gpk, sk: gsk }, select: { pk: gsk, sk: pk } },
        deployment,
      })
      const record = { [pk]: 'p', [sk]: 's', [gpk]: 'gp', [gsk]: 'gs' }
      expect(await store.createTable(definition)).toBe(true)
      expect(await store.createTable(definition)).toBe(false)
      const table = store.table(definition)
      await table.write({ type: 'put', record })
      expect(await table.get({ [pk]: 'p', [sk]: 's' })).toEqual(record)
      expect((await table.range({ index: 'By.'.repeat(60), pk: 'gp' })).records).toEqual([record])
      expect((await table.range({ index: 'select', pk: 'gs', sk: { eq: 'p' } })).records).toEqual([record])
    }
  })

  test('names that differ by case or past the 63rd byte are different tables', async () => {
    const { schema, store } = openStore(server)
    const other = openStore(server, { schema, tableName: (base) => base }).store
    const bases = ['Mixed', 'mixed', `${'long'.repeat(50)}1`, `${'long'.repeat(50)}2`]
    for (const each of [store, other]) {
      for (const base of bases) {
        const definition = defineTable({ base, key: { pk: 'id' }, deployment })
        expect(await each.createTable(definition)).toBe(true)
        expect(await each.table(definition).count({})).toEqual({ matched: 0, read: 0 })
        await each.table(definition).write({ type: 'put', record: { id: 'a' } })
      }
    }
  })

  test('keys of the largest sizes, which no page of an index could hold as they are', async () => {
    const definition = defineTable({
      base: 'large',
      key: { pk: 'pk', sk: 'sk' },
      indexes: {
        byText: { pk: 'gp', sk: 'gs' },
        swapped: { pk: 'gs', sk: 'gp2' },
        bytes: { pk: { name: 'b', type: 'B' } },
      },
      deployment,
    })
    const { store } = openStore(server)
    await store.createTable(definition)
    const table = store.table(definition)
    // Random text cannot be compressed to fit.
    const text = (length: number): string => randomBytes(length).toString('base64').slice(0, length)
    const pk = text(2048)
    const [gp, gs, b] = [text(2048), text(1024), randomBytes(2048)]
    const records = [1, 2].map((n) => ({
      pk: `${pk.slice(0, 2047)}${n}`,
      sk: text(1024),
      gp,
      gs,
      gp2: text(1024),
      b: new Uint8Array(b),
    }))
    for (const record of records) await table.write({ type: 'put', record })
    for (const { sk, ...record } of records) {
      expect(await table.get({ pk: record.pk, sk })).toEqual({ sk, ...record })
      expect((await table.range({ pk: record.pk, sk: { gte: sk } })).records).toHaveLength(1)
    }
    for (const query of [
      { index: 'byText', pk: gp },
      { index: 'bytes', pk: new Uint8Array(b) },
      { index: 'swapped', pk: gs },
    ]) {
      const first = await table.range({ ...query, limit: 1 })
      expect(first.records).toHaveLength(1)
      const second = await table.range({ ...query, ...(first.next && { after: first.next }) })
      expect([...first.records, ...second.records]).toEqual(expect.arrayContaining(records))
    }
    expect((await table.range({ pk: pk.slice(0, 256) })).records).toEqual([])
  })

  test('one call reads at most 1000 records, and a walk sees each once', async () => {
    const { store, schema } = await openThings(server)
    const table = store.table(things)
    await runSql(
      connectionString,
      `INSERT INTO "${schema}".dev_things (pk, sk, data) SELECT 'p', sk, json_build_object('pk', 'p', 'sk', sk)
       FROM (SELECT 's' || lpad(i::text, 5, '0') AS sk FROM generate_series(0, 2499) i) s`,
    )
    const first = await table.range({ pk: 'p' })
    expect([first.read, first.next]).toEqual([1000, { pk: 'p', sk: 's00999' }])
    const second = await table.scan({ after: first.next ?? {} })
    const third = await table.range({ pk: 'p', after: second.next ?? {} })
    const keys = [first, second, third].flatMap(({ records }) => records.map(({ sk }) => sk))
    expect(keys).toEqual(Array.from({ length: 2500 }, (_, i) => `s${String(i).padStart(5, '0')}`))
    expect(third.next).toBeUndefined()
    expect(await table.count({ pk: 'p' })).toEqual({ matched: 2500, read: 2500 })
    expect(await table.count({ pk: 'p', limit: 2500 })).toEqual({ matched: 2500, read: 2500 })
    const counted = await table.count({ pk: 'p', limit: 2499, reverse: true })
    expect(counted).toEqual({ matched: 2499, read: 2499, next: { pk: 'p', sk: 's00001' } })
    const parts = await Promise.all([0, 1, 2].map((index) => table.count({ segment: { index, total: 3 } })))
    expect(parts.reduce((sum, { matched }) => sum + matched, 0)).toBe(2500)
    expect(Math.min(...parts.map(({ matched }) => matched))).toBeGreaterThanOrEqual(0)
  })

  test('no read leaves a transaction open', async () => {
    const pool = { applicationName: `reads-${randomBytes(4).toString('hex')}` }
    const { table } = await openThings(server, { pool })
    await table.get({ pk: 'p', sk: 'a' })
    await table.range({ pk: 'p' })
    await table
      .write({ type: 'delete', key: { pk: 'p', sk: 'a' }, condition: { op: 'exists', path: ['pk'] } })
      .catch(() => undefined)
    const sql = 'SELECT DISTINCT state FROM pg_stat_activity WHERE application_name = $1'
    expect(await runSql(connectionString, sql, [pool.applicationName])).toEqual([{ state: 'idle' }])
  })

  test('a caller may change what it gave while the write is under way', async () => {
    const { table } = await openThings(server)
    const list = ['a']
    const writes = [
      table.write({ type: 'put', record: item('a', { list }) }),
      table.write({
        type: 'update',
        key: { pk: 'p', sk: 'b' },
        update: [{ action: 'set', path: ['list'], value: list }],
      }),
    ]
    list.push('changed')
    await Promise.all(writes)
    expect((await table.range({ pk: 'p' })).records.map((record) => record.list)).toEqual([['a'], ['a']])
  })

  test('close waits for the calls under way, and nothing works after it', async () => {
    const { store, table } = await openThings(server)
    const writes = Array.from({ length: 50 }, (_, i) => table.write({ type: 'put', record: item(`k${i}`) }))
    // Several exchanges each, and some begin again.
    const increments = Array.from({ length: 50 }, () =>
      table.write({
        type: 'update',
        key: { pk: 'p', sk: 'n' },
        update: [{ action: 'increment', path: ['n'], by: 1, initial: 0 }],
      }),
    )
    const closing = store.close()
    expect(await Promise.all([...writes, ...increments])).toHaveLength(100)
    await closing
    await expect(table.get({ pk: 'p', sk: 'k0' })).rejects.toThrow(UnavailableError)
    await expect(table.write({ type: 'put', record: item('z') })).rejects.toThrow(UnavailableError)
    await expect(store.ping()).rejects.toThrow(UnavailableError)
    await store.close()
  })

  test('a table that is not there is named, with the way to make it', async () => {
    const { store } = openStore(server)
    const failed = store.table(things).get({ pk: 'p', sk: 'a' })
    await expect(failed).rejects.toThrow(/dev_things .*createTable/)
    await expect(failed).rejects.toBeInstanceOf(UnavailableError)
  })

  test('an address that does not fit is told without its password', async () => {
    const wrong = connectionString.replace(/:[^:@]*@/, ':hunter2@')
    const addresses = [
      wrong,
      wrong.replace(/\/[^/]*$/, '/absent'),
      'postgres://someone:hunter2@127.0.0.1:1/postgres',
      'postgres://someone:hunter2@host.invalid/postgres',
    ]
    for (const address of addresses) {
      const { store } = openStore(server, { connectionString: address, schema: 'public' })
      const error: unknown = await store.ping().catch((caught: unknown) => caught)
      if (error === undefined) continue
      expect(error).toBeInstanceOf(UnavailableError)
      const { message, stack, cause } = error as Error
      expect(message + String(stack) + JSON.stringify(cause) + String((cause as Error).stack)).not.toContain(
        'hunter2',
      )
    }
    expect(() => openStore(server, { connectionString: 'postgres://me:hunter2@:x:y' })).toThrow(
      ValidationError,
    )
  })
})
