import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import type { Config } from './config.ts'
import { ConfigError } from './config.ts'
import { createAuthentication } from './authentication.ts'
import type { KeysEvent } from './common/auth/keys-event.ts'
import { CursorCodec } from './common/data/cursor.ts'
import type { DataContext, DataEvent } from './common/data/data-context.ts'
import { observedStore, type StoreCall } from './common/data/store/observed-store.ts'
import type { Store } from './common/data/store/store.ts'
import type { ObjectStore } from './common/objects/object-store.ts'
import { envTableName, type TableNameResolver } from './common/data/table-name.ts'
import { isLoopback } from './common/loopback.ts'
import { EmbeddedQueue } from './common/queue/embedded/embedded-queue.ts'
import type { Queue } from './common/queue/queue.ts'
import type { OutboxEvent } from './common/queue/outbox-event.ts'
import type { AuthenticationOptions } from './plugins/authentication.ts'
import { tables } from './tables.ts'

/** Name of the queue, and of the outbox before SQS: what waits in the store is sent on when the backend is changed. */
export const JOBS = 'jobs'

/** What an operator should know of what the service depends on. */
export type DependencyEvent = DataEvent | OutboxEvent | KeysEvent

/** What features are built from. */
export interface Dependencies {
  readonly data: DataContext
  /** Where jobs wait; undefined with `QUEUE_BACKEND=sqs` and no `SQS_QUEUE_URL`. */
  readonly queue: Queue | undefined
  readonly objects: ObjectStore
  /** Serves the URLs of an object store that cannot do so itself. */
  readonly objectRoutes: FastifyPluginAsync | undefined
  /** Undefined where authentication is off. */
  readonly authentication: AuthenticationOptions | undefined
  /** @throws when a backend does not answer */
  checkReady(): Promise<void>
  close(): Promise<void>
}

interface Backend {
  readonly store: Store
  /** Key material of the store's own, when it keeps one for all its processes. */
  readonly cursorSecret: Uint8Array | undefined
}

/**
 * Builds every client and backend that the configuration asks for. The only place that does.
 * `observe` hears what an operator should know, `observeCall` of each call of the store.
 * @throws ConfigError when a needed secret is missing
 */
export async function createDependencies(
  config: Config,
  observe: (event: DependencyEvent) => void = () => undefined,
  observeCall?: (call: StoreCall) => void,
): Promise<Dependencies> {
  const authentication = await createAuthentication(config, observe)
  const { store: plain, cursorSecret } = await createBackend(config)
  const store = observeCall ? observedStore(plain, observeCall) : plain
  const secret = sharedSecret(config, cursorSecret)
  const data: DataContext = { store, cursors: new CursorCodec(secret), observe }
  const { objects, objectRoutes } = await createObjectStore(config, secret)
  if (
    config.CREATE_TABLES ??
    (config.DATA_BACKEND !== 'dynamodb' || config.DYNAMODB_ENDPOINT !== undefined)
  ) {
    for (const table of tables) await store.createTable(table)
  }
  const queue = await createQueue(config, data, observe)
  return {
    data,
    objects,
    objectRoutes,
    queue,
    authentication,
    checkReady: () => store.ping(),
    async close() {
      await queue?.close()
      await objects.close()
      await store.close()
    },
  }
}

/** `secret` signs the URLs of the local store. */
export async function createObjectStore(
  config: Config,
  secret: Uint8Array,
): Promise<Pick<Dependencies, 'objects' | 'objectRoutes'>> {
  if (config.OBJECT_STORE === 's3')
    return { objects: await createS3ObjectStore(config), objectRoutes: undefined }
  const { LocalObjectStore } = await import('./common/objects/local/local-object-store.ts')
  const { SignedUrls } = await import('./common/objects/local/signed-url.ts')
  const { objectRoutes } = await import('./common/objects/local/object-routes.ts')
  const urls = new SignedUrls(secret, config.PUBLIC_URL ?? '')
  const objects = new LocalObjectStore({ path: config.OBJECTS_PATH, urls })
  return { objects, objectRoutes: objectRoutes(objects) }
}

async function createS3ObjectStore(config: Config): Promise<ObjectStore> {
  const {
    S3_BUCKET: bucket,
    S3_ENDPOINT: endpoint,
    S3_PATH_STYLE: pathStyle = endpoint !== undefined,
  } = config
  if (bucket === undefined) {
    throw new ConfigError('Bad configuration:\n  S3_BUCKET: needed with OBJECT_STORE=s3')
  }
  const { createS3Client } = await import('./common/objects/s3/s3-client.ts')
  const { S3ObjectStore } = await import('./common/objects/s3/s3-object-store.ts')
  const client = createS3Client({
    region: config.AWS_REGION,
    ...(endpoint !== undefined && { endpoint }),
    pathStyle,
    localCredentials: wantsLocalCredentials(config, endpoint),
  })
  return new S3ObjectStore({ client, bucket })
}

/** The deployed name of each table. */
export const tableNamesOf =
  ({ APP_NAMESPACE: namespace, APP_ENV: environment }: Config): TableNameResolver =>
  (base) =>
    envTableName(base, { namespace, environment })

/** Backends are imported on demand: a start on SQLite does not pay for loading the AWS SDK. */
async function createBackend(config: Config): Promise<Backend> {
  const tableName = tableNamesOf(config)
  if (config.DATA_BACKEND === 'sqlite') {
    const { SqliteStore } = await import('./common/data/store/sqlite/sqlite-store.ts')
    const store = SqliteStore.open({ path: config.SQLITE_PATH, tableName })
    return { store, cursorSecret: store.secret('cursor') }
  }
  if (config.DATA_BACKEND === 'postgres') {
    if (config.DATABASE_URL === undefined) {
      throw new ConfigError('Bad configuration:\n  DATABASE_URL: needed with DATA_BACKEND=postgres')
    }
    const { PostgresStore } = await import('./common/data/store/postgres/postgres-store.ts')
    const store = PostgresStore.open({ connectionString: config.DATABASE_URL, tableName })
    return {
      store,
      cursorSecret: config.CURSOR_SECRET === undefined ? await store.secret('cursor') : undefined,
    }
  }
  const { createDynamoDbClient } = await import('./common/data/store/dynamodb/client.ts')
  const { DynamoDbStore } = await import('./common/data/store/dynamodb/dynamodb-store.ts')
  const endpoint = config.DYNAMODB_ENDPOINT
  const client = createDynamoDbClient({
    region: config.AWS_REGION,
    ...(endpoint !== undefined && { endpoint }),
    plainPipeline: config.DYNAMODB_PLAIN_SDK,
    localCredentials: wantsLocalCredentials(config, endpoint),
  })
  return { store: new DynamoDbStore({ client, tableName }), cursorSecret: undefined }
}

async function createQueue(
  config: Config,
  data: DataContext,
  observe: (event: OutboxEvent) => void,
): Promise<Queue | undefined> {
  if (config.QUEUE_BACKEND === 'embedded') return new EmbeddedQueue({ data, name: JOBS })
  const { SQS_QUEUE_URL: queueUrl, SQS_DEAD_LETTER_URL: deadLetterUrl, SQS_ENDPOINT: endpoint } = config
  if (queueUrl === undefined) return undefined
  const { createSqsClient } = await import('./common/queue/sqs/sqs-client.ts')
  const { SqsQueue } = await import('./common/queue/sqs/sqs-queue.ts')
  const client = createSqsClient({
    region: config.AWS_REGION,
    ...(endpoint !== undefined && { endpoint }),
    localCredentials: wantsLocalCredentials(config, endpoint),
  })
  return new SqsQueue({ client, data, name: JOBS, queueUrl, deadLetterUrl, observe })
}

/** An emulator on this machine takes any, and the SDK does not start without. */
const wantsLocalCredentials = ({ hasAwsCredentials }: Config, endpoint: string | undefined): boolean =>
  endpoint !== undefined && isLoopback(endpoint) && !hasAwsCredentials

/**
 * Key material of cursors and signed URLs, from which each makes a key of its own. A shared backend has several
 * processes, and a cursor given by one must open in another. In `dev` a key that lasts as long as the process will do.
 */
function sharedSecret(config: Config, ownSecret: Uint8Array | undefined): Uint8Array {
  if (config.CURSOR_SECRET !== undefined) return Buffer.from(config.CURSOR_SECRET)
  if (ownSecret) return ownSecret
  if (config.APP_ENV === 'dev') return randomBytes(32)
  throw new ConfigError(
    `Bad configuration:\n  CURSOR_SECRET: needed with DATA_BACKEND=${config.DATA_BACKEND} and APP_ENV=${config.APP_ENV}`,
  )
}
