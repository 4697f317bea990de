import { CursorCodec } from '../../src/common/data/cursor.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import { loadConfig, type Config } from '../../src/config.ts'
import { createDependencies, createObjectStore, type Dependencies } from '../../src/dependencies.ts'
import { PassengerDataService } from '../../src/features/passengers/service/passenger-data-service.ts'
import type { Backend } from './rows.ts'
import { scalePassengers } from './scale-passengers.ts'

export interface AppParts {
  readonly config: Config
  readonly dependencies: Dependencies
}

/** The service's own configuration and dependencies, with every plugin switched on. */
export async function createParts(backend: Backend, sqlitePath: string): Promise<AppParts> {
  const config = loadConfig({
    DATA_BACKEND: backend,
    SQLITE_PATH: sqlitePath,
    CURSOR_SECRET: 'benchmark cursor secret',
    CORS_ALLOWED_ORIGINS: 'https://app.example.com',
    RATE_LIMIT_MAX: '1000000000',
    TLS_TERMINATED: 'true',
  })
  const dependencies = backend === 'sqlite' ? await createDependencies(config) : await stubbedDynamoDb(config)
  if (backend === 'sqlite') await fill(dependencies)
  return { config, dependencies }
}

/** As `createDependencies`, but for the transport; like there, SQLite does not load the AWS SDK. */
async function stubbedDynamoDb(config: Config): Promise<Dependencies> {
  const [{ withoutNetwork }, { createDynamoDbClient }, { DynamoDbStore }] = await Promise.all([
    import('./dynamodb-stub.ts'),
    import('../../src/common/data/store/dynamodb/client.ts'),
    import('../../src/common/data/store/dynamodb/dynamodb-store.ts'),
  ])
  const client = withoutNetwork(createDynamoDbClient({ region: config.AWS_REGION }))
  const store = new DynamoDbStore({ client, tableName: (base) => envTableName(base) })
  const secret = Buffer.from(config.CURSOR_SECRET ?? '')
  return {
    data: { store, cursors: new CursorCodec(secret) },
    ...(await createObjectStore(config, secret)),
    authentication: undefined,
    queue: undefined,
    checkReady: () => store.ping(),
    close: () => store.close(),
  }
}

async function fill({ data }: Dependencies): Promise<void> {
  const service = new PassengerDataService(data)
  await service.batchWrite(scalePassengers.map((passenger) => service.prepare(passenger)))
}
