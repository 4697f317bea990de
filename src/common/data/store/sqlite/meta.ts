import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { UnavailableError } from '../../errors.ts'
import type { Database } from './driver.ts'

/** The colon keeps it apart from every table of the service. */
const META = '":meta"'

/** What a file of another layout of tables and codecs would have to raise. */
const FORMAT = '1'

const SECRET_BYTES = 32

/** Marks a new file with the format of this store, and refuses one of another. @throws UnavailableError */
export function prepareMeta(database: Database): void {
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${META} (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID`,
  )
  const format = Buffer.from(metaValue(database, 'format', () => Buffer.from(FORMAT))).toString()
  if (format !== FORMAT) {
    throw new UnavailableError(`The embedded store has format ${format}; this version reads format ${FORMAT}`)
  }
}

/** A random key that the file keeps: the first caller makes it, all others, in any process, get the same. */
export function readSecret(database: Database, name: string): Uint8Array {
  return metaValue(database, `secret:${name}`, () => randomBytes(SECRET_BYTES))
}

/** Keeps a text under a name, in place of any other. */
export function keep(database: Database, name: string, text: string): void {
  const sql = `INSERT INTO ${META} VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`
  database.prepare(sql).run([name, Buffer.from(text)])
}

export function recall(database: Database, name: string): string | undefined {
  const [value] = database.prepare(`SELECT value FROM ${META} WHERE name = ?`).get([name]) ?? []
  return value instanceof Uint8Array ? Buffer.from(value).toString() : undefined
}

export function forget(database: Database, name: string): void {
  database.prepare(`DELETE FROM ${META} WHERE name = ?`).run([name])
}

function metaValue(database: Database, name: string, make: () => Uint8Array): Uint8Array {
  const select = database.prepare(`SELECT value FROM ${META} WHERE name = ?`)
  const known = select.get([name])?.[0]
  if (known instanceof Uint8Array) return new Uint8Array(known)
  database.prepare(`INSERT OR IGNORE INTO ${META} VALUES (?, ?)`).run([name, make()])
  const [value] = select.get([name]) ?? []
  if (!(value instanceof Uint8Array)) throw new UnavailableError(`The embedded store has lost its ${name}`)
  return new Uint8Array(value)
}
