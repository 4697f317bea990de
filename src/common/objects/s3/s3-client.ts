import { S3Client } from '@aws-sdk/client-s3'

export interface S3ClientOptions {
  readonly region: string
  /** Another server than the region's own, for example `http://127.0.0.1:9000`. */
  readonly endpoint?: string
  /** The bucket in the path and not in the host name, as most servers other than AWS want it. */
  readonly pathStyle?: boolean
  /** Signs with dummy credentials: for an endpoint on loopback when the environment has no real ones. */
  readonly localCredentials?: boolean
  /** From sending the head of a request to the head of its answer, in milliseconds. Default 30 000. */
  readonly requestTimeout?: number
}

const CONNECTION_MS = 2_000
/** A part of 5 MB has to be sent in between. */
const REQUEST_MS = 30_000
/** Between two pieces of a body: whoever reads one may have to wait for something else in between. */
const IDLE_MS = 120_000

/** The one S3 client of the process, with its limits set by us: the SDK's own let a call hang for ever. */
export function createS3Client(options: S3ClientOptions): S3Client {
  const {
    region,
    endpoint,
    pathStyle = false,
    localCredentials = false,
    requestTimeout = REQUEST_MS,
  } = options
  const agent = { keepAlive: true, maxSockets: 50 }
  return new S3Client({
    region,
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    retryMode: 'standard',
    // Checksums that were added to the protocol lately: many servers take them for a part of the body. TLS has its own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECTION_MS,
      requestTimeout,
      throwOnRequestTimeout: true,
      socketTimeout: IDLE_MS,
      httpAgent: agent,
      httpsAgent: agent,
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(localCredentials && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  })
}
