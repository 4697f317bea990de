import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { DynamoDbStore } from '../../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { SqliteStore } from '../../../../src/common/data/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../../src/common/data/store/store.ts'
import { clientOf, startDynamoDbServer } from '../../../support/dynamodb-servers.ts'
import { embeddedFixtures, tableName } from './fixture.ts'
import { runQueueConformance } from '../../../support/run-queue-conformance.ts'

function onStores(first: Store, second: Store): void {
  const fixtures = embeddedFixtures(first, second)
  beforeAll(() => fixtures.prepare())
  runQueueConformance(fixtures.capabilities, () => fixtures.open())
}

describe('the embedded queue on SQLite in memory', () => {
  const store = SqliteStore.open({ path: ':memory:', tableName })
  afterAll(() => store.close())
  onStores(store, store)
})

describe('the embedded queue on a SQLite file that two have open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-queue-'))
  const [first, second] = [1, 2].map(() => SqliteStore.open({ path: join(folder, 'store.db'), tableName }))
  if (!first || !second) throw new Error('two stores')
  afterAll(async () => {
    await first.close()
    await second.close()
    rmSync(folder, { recursive: true, force: true })
  })
  onStores(first, second)
})

const server = await startDynamoDbServer()
if (!server.capabilities.has('transactions')) console.info(`Skipping ${server.name}: it has no transactions`)

describe.skipIf(!server.capabilities.has('transactions'))(`the embedded queue on ${server.name}`, () => {
  const store = new DynamoDbStore({ client: clientOf(server), tableName })
  afterAll(async () => {
    await store.close()
    await server.stop()
  })
  onStores(store, store)
})
