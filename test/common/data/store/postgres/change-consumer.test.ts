import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { CursorCodec } from '../../../../../src/common/data/cursor.ts'
import { PostgresStore } from '../../../../../src/common/data/store/postgres/postgres-store.ts'
import { envTableName } from '../../../../../src/common/data/table-name.ts'
import type { NamedContext } from '../../../../support/every-store.ts'
import { startOwnPostgres, startPostgres, type PostgresServer } from '../../../../support/postgres-server.ts'
import { entitiesTable } from '../../../../support/story-model.ts'
import { consumerSuite, subjectOf, until } from '../../../streams/consumer-suite.ts'
import { describeOn, dropSchema, newSchema } from './fixture.ts'

const [shared, own] = [await startPostgres(), await startOwnPostgres()]

async function openContext(server: PostgresServer, schema: string): Promise<NamedContext> {
  const { connectionString } = server
  const store = PostgresStore.open({ connectionString, schema, tableName: envTableName })
  await store.createTable(entitiesTable)
  return { store, cursors: new CursorCodec(randomBytes(32)), tableName: envTableName }
}

describeOn(shared, 'consumers on PostgreSQL', (server) => {
  const schema = newSchema()
  let context: NamedContext | undefined
  beforeAll(async () => {
    context = await openContext(server, schema)
  })
  afterAll(async () => {
    await context?.store.close()
    await dropSchema(server, schema)
  })
  consumerSuite(() => {
    if (!context) throw new Error('The context is there in tests only')
    return context
  })
})

describeOn(own, 'a server that crashes', (server) => {
  test('consumers and what they read outlive it: every acknowledged write is handled, in order', async () => {
    const context = await openContext(server, newSchema())
    onTestFinished(() => context.store.close())
    const { stories, owner, consumer } = subjectOf(context)
    const seen: number[] = []
    const { events } = consumer((event) => {
      if (event.kind !== 'remove') seen.push(event.after.rank)
    })
    const acknowledged: number[] = []
    const write = async (rank: number) => {
      await stories.save({ owner, storyId: 'a', rank }).then(
        () => acknowledged.push(rank),
        () => undefined,
      )
    }
    for (let rank = 0; rank < 20; rank++) await write(rank)
    await until(() => seen.length >= 10)
    const writing = (async () => {
      for (let rank = 20; rank < 60; rank++) await write(rank)
    })()
    await server.end('crash')
    await until(() => events.some(({ type }) => type === 'consumer_interrupted'))
    await server.start()
    await writing
    for (let rank = 60; rank < 80; rank++) await write(rank)
    expect(acknowledged.length).toBeGreaterThan(35)
    await until(() => acknowledged.every((rank) => seen.includes(rank)), 30_000)
    // A batch may come again as a whole, but nothing comes before what was written before it.
    const first = [...new Set(seen)]
    expect(first).toEqual(first.toSorted((a, b) => a - b))
  })
})
