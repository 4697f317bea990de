import { createRequire } from 'node:module'
import { toDataError } from './sqlite-errors.ts'

/** What SQLite stores in the columns of this project. */
export type SqlValue = string | number | null | Uint8Array

export type SqlRow = readonly SqlValue[]

/** A prepared statement; errors are those of the taxonomy. */
export interface Statement {
  get(params: readonly SqlValue[]): SqlRow | undefined
  all(params: readonly SqlValue[]): readonly SqlRow[]
  /** The number of rows changed. */
  run(params: readonly SqlValue[]): number
}

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface RawStatement {
  get(...params: readonly SqlValue[]): unknown
  all(...params: readonly SqlValue[]): readonly unknown[]
  run(...params: readonly SqlValue[]): { readonly changes: number | bigint }
  setReturnArrays?(arrays: boolean): void
}

interface RawDatabase {
  exec(sql: string): void
  prepare(sql: string): RawStatement
  close(): void
}

interface Engine {
  readonly DatabaseSync: new (path: string) => RawDatabase
}

export const IN_MEMORY = ':memory:'

const BUSY_TIMEOUT_MS = 10_000
const WAL_ATTEMPTS = 50

/**
 * Opens a database file, or one in memory. The only place that knows which engine is underneath: `node:sqlite` where
 * Node has it without a flag, else its drop-in for Node 20.
 *
 * @throws UnavailableError when the file cannot be opened
 */
export function openDatabase(path: string): Database {
  const raw = guarded(() => new (loadEngine().DatabaseSync)(path))
  const database: Database = {
    exec: (sql) => {
      guarded(() => {
        raw.exec(sql)
      })
    },
    prepare: (sql) => wrapStatement(guarded(() => raw.prepare(sql))),
    close: () => {
      raw.close()
    },
  }
  try {
    configure(database, path)
    return database
  } catch (error) {
    raw.close()
    throw error
  }
}

function configure(database: Database, path: string): void {
  database.exec(
    `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000`,
  )
  if (path === IN_MEMORY) return
  enableWal(database)
  // In WAL mode an engine may default to NORMAL, which loses acknowledged writes with the power.
  database.exec('PRAGMA synchronous = FULL; PRAGMA mmap_size = 2147418112')
}

/** The change of the journal mode does not wait for other connections, whatever the busy timeout says. */
function enableWal(database: Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (attempt === WAL_ATTEMPTS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

let engine: Engine | undefined

function loadEngine(): Engine {
  engine ??= builtinEngine() ?? (createRequire(import.meta.url)('@photostructure/sqlite') as Engine)
  return engine
}

/** Node 22 calls its own SQLite experimental in a warning that tells a user of this service nothing. */
function builtinEngine(): Engine | undefined {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule('node:sqlite') as Engine | undefined
  } finally {
    process.emitWarning = emitWarning
  }
}

function wrapStatement(raw: RawStatement): Statement {
  raw.setReturnArrays?.(true)
  // Node before 22.16 returns rows as objects only; their members stand in column order.
  const toRow = raw.setReturnArrays ? (row: unknown) => row as SqlRow : rowOfObject
  return {
    get: (params) => {
      try {
        const row = raw.get(...params)
        return row === undefined ? undefined : toRow(row)
      } catch (error) {
        throw toDataError(error)
      }
    },
    all: (params) => guarded(() => raw.all(...params).map(toRow)),
    run: (params) => {
      try {
        return Number(raw.run(...params).changes)
      } catch (error) {
        throw toDataError(error)
      }
    },
  }
}

const rowOfObject = (row: unknown): SqlRow => Object.values(row as Record<string, SqlValue>)

function guarded<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    throw toDataError(error)
  }
}
