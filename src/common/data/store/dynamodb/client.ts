import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { isLoopback } from '../../../loopback.ts'
import { usePlainPipeline } from './fast/plain-clients.ts'

export interface DynamoDbClientOptions {
  readonly region: string
  /** Another server than the region's own, for example `http://127.0.0.1:8000`. */
  readonly endpoint?: string
  /** Signs with dummy credentials: for an endpoint on loopback when the environment has no real ones. */
  readonly localCredentials?: boolean
  /** Attempts of one call, the first included. Default 3. */
  readonly maxAttempts?: number
  /** Time to open a connection, in milliseconds. Default 1000. */
  readonly connectionTimeout?: number
  /** Time from sending a request to its answer, and between two pieces of the answer, in milliseconds. Default 2500. */
  readonly requestTimeout?: number
  /** Connections kept open at most. Default 50, the SDK's own. */
  readonly maxSockets?: number
  /** Sends every call through the SDK's own pipeline: slower, for when the fast one is suspected. Default false. */
  readonly plainPipeline?: boolean
}

/**
 * The one DynamoDB client of the process, with its limits set by us: the SDK's own defaults change between versions,
 * and its `requestTimeout` only logs a warning, so that a call hangs for ever, unless `throwOnRequestTimeout` is set.
 *
 * @throws Error when dummy credentials are asked for anything but a loopback endpoint
 */
export function createDynamoDbClient(options: DynamoDbClientOptions): DynamoDBClient {
  const { region, endpoint, localCredentials = false, maxAttempts = 3 } = options
  if (localCredentials && (endpoint === undefined || !isLoopback(endpoint))) {
    throw new Error('Dummy DynamoDB credentials are only for an endpoint on loopback')
  }
  const client = new DynamoDBClient({
    region,
    maxAttempts,
    retryMode: 'standard',
    requestHandler: httpOptions(options),
    ...(endpoint !== undefined && { endpoint }),
    ...(localCredentials && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  })
  // It copies every request and answer deeply for a logger that, unless one is configured, throws the copy away.
  client.middlewareStack.remove('loggerMiddleware')
  if (options.plainPipeline) usePlainPipeline(client)
  return client
}

function httpOptions(options: DynamoDbClientOptions): NonNullable<DynamoDBClientConfig['requestHandler']> {
  const { connectionTimeout = 1000, requestTimeout = 2500, maxSockets = 50 } = options
  const agent = { keepAlive: true, maxSockets }
  return {
    connectionTimeout,
    requestTimeout,
    throwOnRequestTimeout: true,
    socketTimeout: requestTimeout,
    httpAgent: agent,
    httpsAgent: agent,
  }
}
