import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { UnavailableError } from '../../errors.ts'
import type { TableDefinition } from '../../model/table.ts'
import type { TableNameResolver } from '../../table-name.ts'
import type { ChangeFeed } from '../change-feed.ts'
import { ChangeSignal } from '../change-signal.ts'
import { LIMITS, requireAtMost } from '../sql/limits.ts'
import { LogUpkeep } from '../sql/log-upkeep.ts'
import { planAll } from '../sql/transaction-plan.ts'
import { streamedTables } from '../streamed-tables.ts'
import type { Store, StoreTable, TableName, TransactionGet, TransactionWrite } from '../store.ts'
import type { TableDescription } from '../table-description.ts'
import type { StoredRecord } from '../value.ts'
import { describeTable } from './describe-table.ts'
import { IN_MEMORY, openDatabase, type Database } from './driver.ts'
import { layoutTable } from './layout.ts'
import { prepareMeta, readSecret } from './meta.ts'
import { toDataError } from './sqlite-errors.ts'
import { ReadBatch } from './read-batch.ts'
import { SqliteTable } from './sqlite-table.ts'
import { SqliteFeed } from './sqlite-feed.ts'
import { tablesOf, type Job, type WireTable } from './wire.ts'
import { WriteEngine } from './write-engine.ts'
import { encodeWrite, requireDifferentItems, type KnownTable } from './write-encoder.ts'
import { WriteQueue, type Committer } from './write-queue.ts'
import { WorkerCommitter } from './writer-client.ts'

export interface SqliteStoreOptions {
  /** The database file, whose folder is made when needed; `:memory:` for a store that ends with the process. */
  readonly path: string
  readonly tableName: TableNameResolver
}

/**
 * The embedded store: one SQLite file, safe to share between processes. Reads run on the calling thread; writes are
 * grouped into durable transactions on a thread of their own, and are acknowledged when they are on disk.
 */
export class SqliteStore implements Store {
  readonly backend = 'sqlite'
  readonly limits = LIMITS
  readonly #path: string
  readonly #tableName: TableNameResolver
  readonly #database: Database
  readonly #reads: ReadBatch
  readonly #queue: WriteQueue
  /** The tables in use, by the numbers the writer knows them by. */
  readonly #wireTables: WireTable[] = []
  readonly #known = new Map<TableDefinition, KnownTable>()
  readonly #handles = new Map<TableDefinition, SqliteTable>()
  readonly #signal = new ChangeSignal()
  readonly #upkeep = new LogUpkeep(() => this.changes([]).trim([]))
  #closing: Promise<void> | undefined

  private constructor({ path, tableName }: SqliteStoreOptions) {
    this.#path = path
    this.#tableName = tableName
    this.#database = openPrepared(path)
    this.#reads = new ReadBatch(this.#database)
    this.#queue = new WriteQueue(
      path === IN_MEMORY
        ? inlineCommitter(this.#database, this.#wireTables)
        : new WorkerCommitter(path, this.#wireTables),
      (jobs) => {
        this.#committed(jobs)
      },
    )
  }

  /** @throws UnavailableError when the file cannot be made or opened */
  static open(options: SqliteStoreOptions): SqliteStore {
    if (options.path !== IN_MEMORY) makeFolder(dirname(options.path))
    return new SqliteStore(options)
  }

  table(definition: TableDefinition): StoreTable {
    return this.#handle(definition)
  }

  async transact(writes: readonly TransactionWrite[]): Promise<void> {
    requireAtMost(writes.length, LIMITS.transaction, 'writes in a transaction')
    const encoded = planAll(writes, (write) => encodeWrite(this.#knownTable(write.table), write))
    requireDifferentItems(encoded)
    if (encoded.length > 0) await this.#queue.submit({ kind: 'transact', writes: encoded })
  }

  async transactGet(gets: readonly TransactionGet[]): Promise<readonly (StoredRecord | undefined)[]> {
    this.#requireOpen()
    requireAtMost(gets.length, LIMITS.transaction, 'items read together')
    const prepared = gets.map((get) => this.#handle(get.table).prepareGet(get.key, get))
    requireDifferentItems(prepared)
    // Other processes, and the writer's thread, commit whenever they like; within a transaction none of it is seen.
    this.#database.exec('BEGIN')
    try {
      return prepared.map((get) => get.read())
    } finally {
      this.#database.exec('COMMIT')
    }
  }

  async createTable(definition: TableDefinition): Promise<boolean> {
    const { id } = this.#knownTable(definition)
    const { created = false } = await this.#queue.submit({ kind: 'create', table: id })
    return created
  }

  async deleteTable({ base }: TableName): Promise<boolean> {
    const { dropped = false } = await this.#queue.submit({ kind: 'drop', name: this.#tableName(base) })
    return dropped
  }

  async describeTable({ base }: TableName): Promise<TableDescription | undefined> {
    this.#requireOpen()
    return describeTable(this.#database, this.#tableName(base))
  }

  changes(tables: readonly TableDefinition[]): ChangeFeed {
    const streamed = streamedTables(tables, this.#tableName)
    return new SqliteFeed(this.#database, this.#queue, this.#signal, streamed)
  }

  async ping(): Promise<void> {
    this.#requireOpen()
    this.#database.exec('SELECT 1')
  }

  /**
   * A random key of 32 bytes that the file keeps under a name: the same for every process, made by the first.
   * @throws UnavailableError
   */
  secret(name: string): Uint8Array {
    this.#requireOpen()
    return readSecret(this.#database, name)
  }

  /** Waits for what is under way, folds the log into the file and lets go of it. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#queue.close()
    this.#reads.flush()
    if (this.#path !== IN_MEMORY) this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#database.close()
  }

  #committed(jobs: readonly Job[]): void {
    const isStreamed = (table: number): boolean => this.#wireTables[table]?.definition.stream !== undefined
    if (!jobs.some((job) => tablesOf(job).some(isStreamed))) return
    this.#signal.fire()
    this.#upkeep.count()
  }

  #requireOpen(): void {
    if (this.#closing) throw new UnavailableError('The store is closed')
  }

  #handle(definition: TableDefinition): SqliteTable {
    let handle = this.#handles.get(definition)
    if (!handle) {
      handle = new SqliteTable(definition, this.#knownTable(definition), {
        database: this.#database,
        reads: this.#reads,
        queue: this.#queue,
      })
      this.#handles.set(definition, handle)
    }
    return handle
  }

  #knownTable(definition: TableDefinition): KnownTable {
    let known = this.#known.get(definition)
    if (!known) {
      const name = this.#tableName(definition.base)
      known = { id: this.#wireTables.length, layout: layoutTable(name, definition) }
      this.#wireTables.push({ id: known.id, name, definition })
      this.#known.set(definition, known)
    }
    return known
  }
}

function openPrepared(path: string): Database {
  const database = openDatabase(path)
  try {
    prepareMeta(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw toDataError(error)
  }
}

/** An in-memory database belongs to its connection, so its writes run on it; there is no disk to wait for. */
function inlineCommitter(database: Database, tables: readonly WireTable[]): Committer {
  const engine = new WriteEngine(database)
  let tablesSent = 0
  return {
    commit: async (jobs) => {
      const replies = engine.run({ tables: tables.slice(tablesSent), jobs })
      tablesSent = tables.length
      return replies
    },
    close: () => Promise.resolve(),
  }
}
