import { SQSClient } from '@aws-sdk/client-sqs'

export interface SqsClientOptions {
  readonly region: string
  /** Another server than the region's own, for example `http://127.0.0.1:4566`. */
  readonly endpoint?: string
  /** Signs with dummy credentials: for an endpoint on loopback when the environment has no real ones. */
  readonly localCredentials?: boolean
}

const CONNECTION_MS = 1_000
/** From sending a request to its answer; a receive that waits has its wait besides. */
export const REQUEST_MS = 2_000
/** SQS waits at most so long for messages. */
export const LONGEST_WAIT_MS = 20_000

/** The one SQS client of the process, with its limits set by us: the SDK's own let a call hang for ever. */
export function createSqsClient({ region, endpoint, localCredentials = false }: SqsClientOptions): SQSClient {
  return new SQSClient({
    region,
    // What is not sent now is sent from the outbox, and receiving is repeated anyway.
    maxAttempts: 2,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout: REQUEST_MS,
      throwOnRequestTimeout: true,
      socketTimeout: LONGEST_WAIT_MS + REQUEST_MS,
      httpAgent: { keepAlive: true, maxSockets: 50 },
      httpsAgent: { keepAlive: true, maxSockets: 50 },
    },
    ...(endpoint !== undefined && { endpoint, useQueueUrlAsEndpoint: false }),
    ...(localCredentials && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  })
}
