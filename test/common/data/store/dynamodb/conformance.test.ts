import { afterAll, describe } from 'vitest'
import { DynamoDbStore } from '../../../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { envTableName } from '../../../../../src/common/data/table-name.ts'
import { clientOf, startDynamoDbServers } from '../../../../support/dynamodb-servers.ts'
import { runConformance } from '../../../../support/run-conformance.ts'

const servers = await startDynamoDbServers()

describe.each(servers)('the store port on $name', (server) => {
  const store = new DynamoDbStore({
    client: clientOf(server),
    tableName: (base) => envTableName(base, { namespace: 'kit' }),
  })
  afterAll(async () => {
    await store.close()
    await server.stop()
  })

  runConformance(server, () => store)
})
