import type { TableDefinition } from '../../model/table.ts'
import type { TableNameResolver } from '../../table-name.ts'
import type { Store, StoreTable, TableName, TransactionGet, TransactionWrite } from '../store.ts'
import type { TableDescription } from '../table-description.ts'
import type { ChangeFeed } from '../change-feed.ts'
import { LIMITS, requireAtMost } from '../sql/limits.ts'
import { LogUpkeep } from '../sql/log-upkeep.ts'
import { planAll } from '../sql/transaction-plan.ts'
import { streamedTables } from '../streamed-tables.ts'
import type { StoredRecord } from '../value.ts'
import { changeCatalog } from './catalog.ts'
import { ChangeNotices } from './change-notices.ts'
import { Database, type PoolOptions } from './database.ts'
import { describeTable, dropTable } from './describe-table.ts'
import { layoutTable } from './layout.ts'
import { readSecret } from './meta.ts'
import { PostgresFeed } from './postgres-feed.ts'
import { PostgresTable } from './postgres-table.ts'
import { createTable } from './schema.ts'
import { getTogether, planGet } from './snapshot.ts'
import { TableSql } from './table-sql.ts'
import { planWrite, requireDifferent } from './write-plan.ts'
import { Writer } from './writer.ts'

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, with what else libpq's URLs can say, such as `?sslmode=require`. */
  readonly connectionString: string
  readonly tableName: TableNameResolver
  /** Where all of its tables are; `public` by default. */
  readonly schema?: string
  readonly pool?: PoolOptions
}

/**
 * The store port on PostgreSQL 13 or newer, in a database with encoding UTF8: one table `pk, sk, data` a physical
 * table, read and written at READ COMMITTED. Connects when it is first asked for something, and again after a loss.
 */
export class PostgresStore implements Store {
  readonly backend = 'postgres'
  readonly limits = LIMITS
  readonly #tableName: TableNameResolver
  readonly #schema: string
  readonly #database: Database
  readonly #writer: Writer
  readonly #notices: ChangeNotices
  readonly #upkeep = new LogUpkeep(() => this.changes([]).trim([]))
  readonly #sql = new Map<TableDefinition, TableSql>()

  private constructor({ connectionString, tableName, schema = 'public', pool }: PostgresStoreOptions) {
    this.#tableName = tableName
    this.#schema = schema
    this.#database = new Database(connectionString, pool)
    this.#notices = new ChangeNotices(this.#database, schema)
    this.#writer = new Writer(this.#database, () => {
      this.#notices.changed()
      this.#upkeep.count()
    })
  }

  /**
   * Does no I/O: a wrong address shows in the first call.
   * @throws ValidationError for a connection string that cannot be read
   */
  static open(options: PostgresStoreOptions): PostgresStore {
    return new PostgresStore(options)
  }

  table(definition: TableDefinition): StoreTable {
    return new PostgresTable(definition, this.#sqlOf(definition), this.#database, this.#writer)
  }

  transact(writes: readonly TransactionWrite[]): Promise<void> {
    return this.#database.run(async () => {
      requireAtMost(writes.length, LIMITS.transaction, 'writes in a transaction')
      const planned = planAll(writes, (write) => planWrite(this.#sqlOf(write.table), write))
      requireDifferent(planned.map(({ identity }) => identity))
      if (planned.length > 0) await this.#writer.transact(planned)
    })
  }

  transactGet(gets: readonly TransactionGet[]): Promise<readonly (StoredRecord | undefined)[]> {
    return this.#database.run(async () => {
      requireAtMost(gets.length, LIMITS.transaction, 'items read together')
      const planned = gets.map((get) => planGet(this.#sqlOf(get.table), get))
      requireDifferent(planned.map(({ identity }) => identity))
      return planned.length === 0 ? [] : getTogether(this.#database, planned)
    })
  }

  createTable(definition: TableDefinition): Promise<boolean> {
    const { layout } = this.#sqlOf(definition)
    return this.#database.run(
      () =>
        this.#database.session(({ send }) =>
          changeCatalog(send, layout.schema, (run) => createTable(run, layout)),
        ),
      layout.name,
    )
  }

  changes(tables: readonly TableDefinition[]): ChangeFeed {
    const streamed = streamedTables(tables, this.#tableName)
    return new PostgresFeed(this.#database, this.#notices, this.#schema, streamed)
  }

  deleteTable({ base }: TableName): Promise<boolean> {
    const name = this.#tableName(base)
    return this.#database.run(
      () =>
        this.#database.session(({ send }) =>
          changeCatalog(send, this.#schema, (run) => dropTable(run, this.#schema, name)),
        ),
      name,
    )
  }

  describeTable({ base }: TableName): Promise<TableDescription | undefined> {
    const name = this.#tableName(base)
    return this.#database.run(() => describeTable(this.#database, this.#schema, name), name)
  }

  async ping(): Promise<void> {
    await this.#database.run(() => this.#database.query({ text: 'SELECT 1' }))
  }

  /**
   * A random key of 32 bytes that the database keeps under a name: the same for every process, made by the first.
   * @throws UnavailableError
   */
  secret(name: string): Promise<Uint8Array> {
    return this.#database.run(() => readSecret(this.#database, this.#schema, name))
  }

  /** Waits for the calls under way and closes every connection. */
  close(): Promise<void> {
    this.#notices.close()
    return this.#database.close()
  }

  #sqlOf(definition: TableDefinition): TableSql {
    let sql = this.#sql.get(definition)
    if (!sql) {
      sql = new TableSql(layoutTable(this.#schema, this.#tableName(definition.base), definition))
      this.#sql.set(definition, sql)
    }
    return sql
  }
}
