import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDbStore } from '../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { SqliteStore } from '../../src/common/data/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/common/data/store/store.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import { clientOf, startDynoxide } from '../support/dynamodb-servers.ts'
import { readingsTable, sharedTable } from './models.ts'
import type { Quirk } from './quirks.ts'
import { createTables } from './run/final-state.ts'

export const backendNames = ['sqlite', 'sqlite-file', 'dynoxide', 'dynamodb', 'postgres'] as const
export type BackendName = (typeof backendNames)[number]

/** Programs that a run does when it is not told how many: as many as a minute or so allows. */
export const defaultRuns: Readonly<Record<BackendName, number>> = {
  sqlite: 5000,
  'sqlite-file': 500,
  dynoxide: 300,
  dynamodb: 100,
  postgres: 300,
}

export interface OpenBackend {
  readonly store: Store
  readonly quirks: ReadonlySet<Quirk>
  close(): Promise<void>
}

/** Runs side by side on one server stay apart. */
const tableName = (base: string): string => envTableName(base, { namespace: `programs${process.pid}` })

/** A store with its tables, or the reason why there is none here. */
export async function openBackend(name: BackendName): Promise<OpenBackend | string> {
  const backend = await opened(name)
  if (typeof backend !== 'string') await createTables(backend.store)
  return backend
}

async function opened(name: BackendName): Promise<OpenBackend | string> {
  switch (name) {
    case 'sqlite':
      return openSqlite(':memory:')
    case 'sqlite-file':
      return openSqliteFile()
    case 'dynoxide':
      return openDynoxide()
    case 'dynamodb':
      return openDynamoDb()
    case 'postgres':
      return openPostgres()
  }
}

function openSqlite(path: string): OpenBackend {
  const store = SqliteStore.open({ path, tableName })
  return { store, quirks: new Set(), close: () => store.close() }
}

function openSqliteFile(): OpenBackend {
  const folder = mkdtempSync(join(tmpdir(), 'random-programs-'))
  const { store } = openSqlite(join(folder, 'store.db'))
  return {
    store,
    quirks: new Set(),
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openDynoxide(): Promise<OpenBackend | string> {
  const server = await startDynoxide()
  if (!server) return 'there is no dynoxide for this platform'
  const store = new DynamoDbStore({ client: clientOf(server), tableName })
  return {
    store,
    quirks: new Set<Quirk>(['tells of new items', 'finds prefixes in either case']),
    async close() {
      await store.close()
      await server.stop()
    },
  }
}

function openDynamoDb(): OpenBackend | string {
  const endpoint = process.env.DYNAMODB_ENDPOINT
  if (!endpoint) return 'DYNAMODB_ENDPOINT is not set'
  const store = new DynamoDbStore({ client: clientOf({ endpoint }), tableName })
  return {
    store,
    quirks: new Set(),
    async close() {
      await store.close()
      const client = clientOf({ endpoint })
      for (const { base } of [sharedTable, readingsTable])
        await client.send(new DeleteTableCommand({ TableName: tableName(base) }))
      client.destroy()
    },
  }
}

async function openPostgres(): Promise<OpenBackend | string> {
  const connectionString = process.env.DATABASE_URL
  if (!connectionString) return 'DATABASE_URL is not set'
  // Its driver is not loaded for the others.
  const { PostgresStore } = await import('../../src/common/data/store/postgres/postgres-store.ts')
  const { Client } = (await import('pg')).default
  const store = PostgresStore.open({ connectionString, tableName })
  return {
    store,
    quirks: new Set(),
    async close() {
      await store.close()
      const client = new Client({ connectionString })
      await client.connect()
      for (const { base } of [sharedTable, readingsTable]) await client.query(`DROP TABLE ${tableName(base)}`)
      await client.end()
    },
  }
}
