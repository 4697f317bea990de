import { afterAll, beforeAll } from 'vitest'
import { PostgresStore } from '../../../../src/common/data/store/postgres/postgres-store.ts'
import { startPostgres } from '../../../support/postgres-server.ts'
import { runQueueConformance } from '../../../support/run-queue-conformance.ts'
import { describeOn, dropSchema, newSchema } from '../../data/store/postgres/fixture.ts'
import { embeddedFixtures, tableName } from './fixture.ts'

const started = await startPostgres()

describeOn(started, 'the embedded queue on PostgreSQL', (server) => {
  const schema = newSchema()
  const open = () => PostgresStore.open({ connectionString: server.connectionString, schema, tableName })
  const [first, second] = [open(), open()]
  const fixtures = embeddedFixtures(first, second)
  beforeAll(() => fixtures.prepare())
  afterAll(async () => {
    await first.close()
    await second.close()
    await dropSchema(server, schema)
  })

  runQueueConformance(fixtures.capabilities, () => fixtures.open())
})
