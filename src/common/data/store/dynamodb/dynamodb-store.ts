import { ListTablesCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { TableDefinition } from '../../model/table.ts'
import type { ChangeFeed } from '../change-feed.ts'
import { ChangeSignal } from '../change-signal.ts'
import { streamedTables } from '../streamed-tables.ts'
import type { TableNameResolver } from '../../table-name.ts'
import type { CallOptions, Store, StoreTable, TableName, TransactionGet, TransactionWrite } from '../store.ts'
import type { TableDescription } from '../table-description.ts'
import type { StoredRecord } from '../value.ts'
import { meteredClient } from './capacity.ts'
import { Calls } from './calls.ts'
import { createTable, deleteTable } from './create-table.ts'
import { describeTable } from './describe-table.ts'
import { DynamoDbFeed } from './dynamodb-feed.ts'
import { checkCount, DynamoDbTable, LIMITS } from './dynamodb-table.ts'
import { describe, type ErrorContext } from './error-mapping.ts'
import type { StreamClient } from './stream-client.ts'
import { TableCommands } from './table-commands.ts'
import { getTogether } from './transaction-get.ts'
import { transactionItems, transactItems } from './transaction.ts'

export interface DynamoDbStoreOptions {
  /** See `createDynamoDbClient`. The store takes it over, and destroys it when it is closed. */
  readonly client: DynamoDBClient
  readonly tableName: TableNameResolver
}

/** The store port on DynamoDB, or any server that speaks its protocol. */
export class DynamoDbStore implements Store {
  readonly backend = 'dynamodb'
  readonly limits = LIMITS
  readonly #client: DynamoDBClient
  readonly #tableName: TableNameResolver
  readonly #calls = new Calls()
  readonly #signal = new ChangeSignal()
  #streams: Promise<StreamClient> | undefined

  constructor({ client, tableName }: DynamoDbStoreOptions) {
    this.#client = client
    this.#tableName = tableName
  }

  table(definition: TableDefinition): StoreTable {
    const changed = (): void => {
      if (definition.stream !== undefined) this.#signal.fire()
    }
    return new DynamoDbTable(this.#client, this.#calls, definition, this.#tableName(definition.base), changed)
  }

  async transact(writes: readonly TransactionWrite[], { meter }: CallOptions = {}): Promise<void> {
    if (writes.length === 0) return
    checkCount(writes.length, LIMITS.transaction, 'writes in one transaction')
    const parts = writes.map((write) => ({
      write,
      commands: new TableCommands(write.table, this.#tableName(write.table.base)),
    }))
    await this.#calls.run(
      async () => transactItems(meteredClient(this.#client, meter), transactionItems(parts)),
      onlyTable(parts.map(({ commands }) => commands)),
    )
    if (writes.some(({ table }) => table.stream !== undefined)) this.#signal.fire()
  }

  async transactGet(
    gets: readonly TransactionGet[],
    { meter }: CallOptions = {},
  ): Promise<readonly (StoredRecord | undefined)[]> {
    if (gets.length === 0) return []
    checkCount(gets.length, LIMITS.transaction, 'items read together')
    const parts = gets.map((get) => ({
      get,
      commands: new TableCommands(get.table, this.#tableName(get.table.base)),
    }))
    return this.#calls.run(
      async () => getTogether(meteredClient(this.#client, meter), parts),
      onlyTable(parts.map(({ commands }) => commands)),
    )
  }

  async createTable(definition: TableDefinition): Promise<boolean> {
    const tableName = this.#tableName(definition.base)
    return this.#calls.run(() => createTable(this.#client, definition, tableName), { definition, tableName })
  }

  async deleteTable({ base }: TableName): Promise<boolean> {
    const tableName = this.#tableName(base)
    return this.#calls.run(() => deleteTable(this.#client, tableName))
  }

  async describeTable({ base }: TableName): Promise<TableDescription | undefined> {
    return this.#calls.run(() => describeTable(this.#client, this.#tableName(base)))
  }

  changes(tables: readonly TableDefinition[]): ChangeFeed {
    const names = [...streamedTables(tables, this.#tableName).keys()]
    return new DynamoDbFeed(() => this.#streamClient(), this.#calls, this.#signal, names)
  }

  async ping(): Promise<void> {
    await this.#calls.run(async () => {
      try {
        await this.#client.send(new ListTablesCommand({ Limit: 1 }))
      } catch (error) {
        // A role that may not list tables has been answered all the same.
        if (describe(error).name !== 'AccessDeniedException') throw error
      }
    })
  }

  /** Loaded on demand: what is deployed leaves the streams to Lambda. */
  #streamClient(): Promise<StreamClient> {
    this.#streams ??= import('./stream-client.ts').then((module) => new module.StreamClient(this.#client))
    return this.#streams
  }

  async close(): Promise<void> {
    await this.#calls.idle()
    this.#client.destroy()
  }
}

/** The table that a transaction is about, when it is about one only. */
function onlyTable(parts: readonly TableCommands[]): ErrorContext | undefined {
  const [first, ...others] = parts
  return others.every(({ tableName }) => tableName === first?.tableName) ? first : undefined
}
