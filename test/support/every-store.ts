import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { CursorCodec } from '../../src/common/data/cursor.ts'
import type { DataContext } from '../../src/common/data/data-context.ts'
import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { DynamoDbStore } from '../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import { memoryContext } from './data-context.ts'
import { clientOf, startDynamoDbServer } from './dynamodb-servers.ts'

/** A data layer on a server that speaks DynamoDB's protocol, with these tables under names of their own. */
export async function dynamoDbContext(
  endpoint: string,
  ...tables: readonly TableDefinition[]
): Promise<DataContext> {
  const namespace = `t${randomBytes(5).toString('hex')}`
  const store = new DynamoDbStore({
    client: clientOf({ endpoint }),
    tableName: (base) => envTableName(base, { namespace }),
  })
  for (const table of tables) await store.createTable(table)
  return { store, cursors: new CursorCodec(Buffer.alloc(32, 7)) }
}

/** The same suite on SQLite in memory and on a DynamoDB server; the context is there when the tests run. */
export async function onEveryStore(
  tables: readonly TableDefinition[],
  suite: (context: () => DataContext) => void,
): Promise<void> {
  describe('on SQLite', () => {
    suite(lifetime(() => memoryContext(...tables)))
  })
  const server = await startDynamoDbServer()
  describe(`on DynamoDB (${server.name})`, () => {
    suite(lifetime(() => dynamoDbContext(server.endpoint, ...tables)))
    afterAll(() => server.stop())
  })
}

function lifetime(start: () => Promise<DataContext>): () => DataContext {
  let context: DataContext | undefined
  beforeAll(async () => {
    context = await start()
  })
  afterAll(() => context?.store.close())
  return () => {
    if (!context) throw new Error('The context is there in tests and hooks only')
    return context
  }
}
