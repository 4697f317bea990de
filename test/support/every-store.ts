import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { CursorCodec } from '../../src/common/data/cursor.ts'
import type { DataContext } from '../../src/common/data/data-context.ts'
import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { DynamoDbStore } from '../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { PostgresStore } from '../../src/common/data/store/postgres/postgres-store.ts'
import { envTableName, type TableNameResolver } from '../../src/common/data/table-name.ts'
import { memoryContext } from './data-context.ts'
import { clientOf, startDynamoDbServer } from './dynamodb-servers.ts'

/** A data layer, and how its store names its tables. */
export interface NamedContext extends DataContext {
  readonly tableName: TableNameResolver
}

/** A data layer on a server that speaks DynamoDB's protocol, with these tables under names of their own. */
export async function dynamoDbContext(
  endpoint: string,
  ...tables: readonly TableDefinition[]
): Promise<NamedContext> {
  const namespace = `t${randomBytes(5).toString('hex')}`
  const tableName = (base: string): string => envTableName(base, { namespace })
  const store = new DynamoDbStore({ client: clientOf({ endpoint }), tableName })
  for (const table of tables) await store.createTable(table)
  return { store, cursors: new CursorCodec(Buffer.alloc(32, 7)), tableName }
}

/** A data layer in a PostgreSQL database, with these tables under names of their own. */
async function postgresContext(
  connectionString: string,
  tables: readonly TableDefinition[],
): Promise<NamedContext> {
  const namespace = `t${randomBytes(5).toString('hex')}`
  const tableName = (base: string): string => envTableName(base, { namespace })
  const store = PostgresStore.open({ connectionString, tableName })
  for (const table of tables) await store.createTable(table)
  return { store, cursors: new CursorCodec(Buffer.alloc(32, 7)), tableName }
}

/**
 * The same suite on SQLite in memory, on a DynamoDB server, and on PostgreSQL where its address is given; the context is
 * there when the tests run.
 */
export async function onEveryStore(
  tables: readonly TableDefinition[],
  suite: (context: () => NamedContext) => void,
): Promise<void> {
  describe('on SQLite', () => {
    suite(lifetime(async () => ({ ...(await memoryContext(...tables)), tableName: envTableName })))
  })
  const databaseUrl = process.env.DATABASE_URL
  describe.skipIf(databaseUrl === undefined)('on PostgreSQL', () => {
    suite(lifetime(() => postgresContext(databaseUrl ?? '', tables)))
  })
  const server = await startDynamoDbServer()
  describe(`on DynamoDB (${server.name})`, () => {
    suite(lifetime(() => dynamoDbContext(server.endpoint, ...tables)))
    afterAll(() => server.stop())
  })
}

function lifetime(start: () => Promise<NamedContext>): () => NamedContext {
  let context: NamedContext | undefined
  beforeAll(async () => {
    context = await start()
  })
  afterAll(() => context?.store.close())
  return () => {
    if (!context) throw new Error('The context is there in tests and hooks only')
    return context
  }
}
