import { randomBytes } from 'node:crypto'
import { UnavailableError } from '../../errors.ts'
import { changeCatalog } from './catalog.ts'
import type { Database } from './database.ts'
import { quote } from './names.ts'
import { isMissingTable } from './postgres-errors.ts'

const SECRET_BYTES = 32

/** The colon keeps it apart from every table of the service. */
const metaTable = (schema: string): string => `${quote(schema)}.${quote(':meta')}`

/** A random key that the database keeps: the first caller makes it, all others, in any process, get the same. */
export async function readSecret(database: Database, schema: string, name: string): Promise<Uint8Array> {
  const key = `secret:${name}`
  const known = await select(database, schema, key)
  if (known) return known
  await database.query({
    text: `INSERT INTO ${metaTable(schema)} (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    values: [key, randomBytes(SECRET_BYTES)],
  })
  const made = await select(database, schema, key)
  if (!made) throw new UnavailableError(`The PostgreSQL database has lost its ${key}`)
  return made
}

async function select(database: Database, schema: string, key: string): Promise<Uint8Array | undefined> {
  const statement = {
    text: `SELECT encode(value, 'hex') FROM ${metaTable(schema)} WHERE name = $1`,
    values: [key],
  }
  const result = await database.query(statement).catch(async (error: unknown) => {
    if (!isMissingTable(error)) throw error
    await createMeta(database, schema)
    return database.query(statement)
  })
  const hex = result.rows[0]?.[0]
  return typeof hex === 'string' ? new Uint8Array(Buffer.from(hex, 'hex')) : undefined
}

async function createMeta(database: Database, schema: string): Promise<void> {
  await database.session(({ send }) =>
    changeCatalog(send, schema, async (run) => {
      await run(
        `CREATE TABLE IF NOT EXISTS ${metaTable(schema)} (name text PRIMARY KEY, value bytea NOT NULL)`,
      )
    }),
  )
}
