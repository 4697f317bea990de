import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { envTableName } from '../../src/common/data/table-name.ts'
import { passengersTable } from '../../src/features/passengers/model/passenger-table.ts'
import type { DataWork } from './data-work.ts'
import { scaleId, scalePassengers } from './scale-passengers.ts'

interface RawStatement {
  get(...params: unknown[]): unknown
  all(...params: unknown[]): unknown[]
  run(...params: unknown[]): unknown
}

interface Engine {
  readonly DatabaseSync: new (path: string) => {
    exec(sql: string): void
    prepare(sql: string): RawStatement
  }
}

const held: unknown[] = []

interface DataRow {
  readonly data: string
}

/**
 * What one would write by hand on the same file: prepared statements and JSON, no checks. The same durability, but
 * each write waits for the disk by itself, and the thread with it.
 */
export function rawSqlite(path: string): DataWork {
  const database = new (loadEngine().DatabaseSync)(path)
  database.exec('PRAGMA synchronous = FULL; PRAGMA mmap_size = 2147418112; PRAGMA busy_timeout = 10000')
  const table = `"${envTableName(passengersTable.base)}"`
  const get = database.prepare(`SELECT data FROM ${table} WHERE pk = ?`)
  const page = database.prepare(`SELECT data FROM ${table} ORDER BY pk LIMIT 101`)
  const save = database.prepare(`UPDATE ${table} SET data = ? WHERE pk = ?`)
  database.exec(
    'CREATE TABLE IF NOT EXISTS raw_jobs (id TEXT PRIMARY KEY, due INTEGER, body TEXT) WITHOUT ROWID',
  )
  database.exec('CREATE INDEX IF NOT EXISTS raw_jobs_due ON raw_jobs (due)')
  const send = database.prepare('INSERT INTO raw_jobs VALUES (?, ?, ?)')
  const lease = database.prepare(
    'UPDATE raw_jobs SET due = ?1 + 30000 WHERE id = (SELECT id FROM raw_jobs WHERE due <= ?1 ORDER BY due LIMIT 1) RETURNING *',
  )
  const end = database.prepare('DELETE FROM raw_jobs WHERE id = ?')
  // An engine may close a database that nobody holds, whatever its statements are still used for.
  held.push(database)
  const decode = (row: unknown): unknown => JSON.parse((row as DataRow).data)
  return {
    get: async () => decode(get.get(scaleId(0))),
    'query-100': async () => page.all().map(decode),
    save: async () => save.run(JSON.stringify({ ...scalePassengers[0], version: 1 }), scaleId(0)),
    job: async () => {
      send.run(randomUUID(), Date.now(), JSON.stringify({ jobId: 'one' }))
      const row = lease.get(Date.now()) as { id: string; body: string }
      JSON.parse(row.body)
      end.run(row.id)
    },
  }
}

const loadEngine = (): Engine =>
  (process.getBuiltinModule('node:sqlite') as Engine | undefined) ??
  (createRequire(import.meta.url)('@photostructure/sqlite') as Engine)
