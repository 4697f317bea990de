import { afterAll } from 'vitest'
import { PostgresStore } from '../../../../../src/common/data/store/postgres/postgres-store.ts'
import { envTableName } from '../../../../../src/common/data/table-name.ts'
import { startPostgres } from '../../../../support/postgres-server.ts'
import { runConformance } from '../../../../support/run-conformance.ts'
import { describeOn, dropSchema, newSchema } from './fixture.ts'

const started = await startPostgres()

describeOn(started, '54, 59 the store port on PostgreSQL', (server) => {
  const schema = newSchema()
  const store = PostgresStore.open({
    connectionString: server.connectionString,
    schema,
    tableName: (base) => envTableName(base, { namespace: 'kit' }),
  })
  afterAll(async () => {
    await store.close()
    await dropSchema(server, schema)
  })

  runConformance({ name: 'postgres' }, () => store)
})
