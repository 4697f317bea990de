import type { DynamoDBClient, DynamoDBClientResolvedConfig } from '@aws-sdk/client-dynamodb'

/*
 * The SDK's own types, taken from its client: the packages that declare them are not dependencies of ours.
 */

/** A client's configuration as its commands are given it. */
export type ClientConfig = DynamoDBClientResolvedConfig

/** A client's middleware. */
export type ClientStack = DynamoDBClient['middlewareStack']

export type Credentials = Awaited<ReturnType<ClientConfig['credentials']>>

/** What a caller may give with a call (`client.send(command, options)`). */
export interface SendOptions {
  readonly abortSignal?: AbortSignal
  readonly requestTimeout?: number
  readonly metricsRecorder?: unknown
}

/** The SDK's request, as a request handler is given it. */
export interface WireRequest {
  method: string
  protocol: string
  hostname: string
  port?: number | undefined
  path: string
  query?: Record<string, unknown>
  headers: Record<string, string>
  username?: string | undefined
  password?: string | undefined
  fragment?: string | undefined
  body?: unknown
}

/** The SDK's answer, as a request handler gives it. */
export interface WireResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

/** An operation's output; what is in it is the operation's own affair. */
export type Output = Record<string, unknown>

export interface HandlerResult {
  readonly response: unknown
  readonly output: Output
}

/** What a command's middleware comes down to. */
export type Handler = (args: { readonly input: object }) => Promise<HandlerResult>

/** The part of every command of the SDK that is overridden. */
export interface SdkCommand {
  readonly input: object
  readonly schema?: unknown
  resolveMiddleware(stack: ClientStack, configuration: ClientConfig, options?: SendOptions): Handler
}
