import { toJsonText } from './json-text.ts'
import { hasLogger, isStock, only } from './middleware.ts'
import { isPlain } from './plain-clients.ts'
import { RequestTemplate } from './request-template.ts'
import { ResponseReader } from './response-reader.ts'
import { isForRecords } from './records.ts'
import { Sender } from './sender.ts'
import type {
  ClientConfig,
  ClientStack,
  Credentials,
  Handler,
  HandlerResult,
  SdkCommand,
  SendOptions,
  WireRequest,
} from './sdk-types.ts'

/** The SDK's own pipeline for one command, with this configuration. */
type Pipeline = (configuration: ClientConfig) => Handler

/** The fast way of one client; undefined in the map means that it has none. */
const lanes = new WeakMap<ClientConfig, FastLane | undefined>()

/** @returns undefined for a client whose calls take the SDK's own pipeline */
export function laneOf(stack: ClientStack, config: ClientConfig): FastLane | undefined {
  if (!lanes.has(config)) lanes.set(config, FastLane.of(stack, config))
  return lanes.get(config)
}

/**
 * Sends the commands of one client without the SDK's serialiser, endpoint rules and signer, which are nine tenths of
 * what a call costs. Kept are the client's own credentials, request handler, retry middleware and error deserialiser.
 *
 * The first call goes through the SDK, and what it sends is learned from: the fast lane opens when it can make that
 * request again to the letter, and stays closed for good when it cannot.
 */
export class FastLane {
  readonly #stack: ClientStack
  readonly #config: ClientConfig
  readonly #senders = new Map<string, Sender | undefined>()
  readonly #wrappers: readonly string[]
  #template: RequestTemplate | undefined
  #isClosed = false

  /** A client with middleware of its own, or a logger, needs the pipeline that calls them. */
  static of(stack: ClientStack, config: ClientConfig): FastLane | undefined {
    if (isPlain(config) || !isStock(stack)) return undefined
    const isLogged = hasLogger(stack) && config.logger.constructor.name !== 'NoOpLogger'
    return isLogged ? undefined : new FastLane(stack, config)
  }

  private constructor(stack: ClientStack, config: ClientConfig) {
    this.#stack = stack
    this.#config = config
    // In Lambda each invocation has a trace of its own, which goes on to whatever it calls.
    const isLambda = process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined
    this.#wrappers = isLambda ? ['recursionDetectionMiddleware', 'retryMiddleware'] : ['retryMiddleware']
  }

  /** Sends one command, fast or, until that is known to be right, through the SDK. */
  async send(
    operation: string,
    command: SdkCommand,
    options: SendOptions,
    plain: Pipeline,
  ): Promise<HandlerResult> {
    if (this.#isClosed) return plain(this.#config)(command)
    const credentials = await this.#config.credentials()
    const template = this.#template
    // The endpoint may have the account's id in it.
    if (template?.accountId !== credentials.accountId || template === undefined) {
      return plain(this.#learning(credentials))(command)
    }
    const sender = this.#senderOf(operation, command)
    if (!sender) return plain(this.#config)(command)
    const body = toJsonText(command.input, this.#config)
    const request = template.request(operation, body)
    const isRecordRead = isForRecords(command)
    return sender.send({ request, body, options, isRecordRead, template, credentials })
  }

  #senderOf(operation: string, command: SdkCommand): Sender | undefined {
    if (this.#senders.has(operation)) return this.#senders.get(operation)
    const retries = only(this.#stack, this.#wrappers)
    const reader = ResponseReader.of(this.#stack, this.#config, command)
    const sender = retries && reader && new Sender(this.#config, retries, reader, `${operation}Command`)
    this.#senders.set(operation, sender)
    return sender
  }

  /** The client's configuration with a request handler that learns from the first request that passes. */
  #learning(credentials: Credentials): ClientConfig {
    const { requestHandler } = this.#config
    const handle = (request: unknown, options: unknown): unknown => {
      this.#learn(request as WireRequest, credentials)
      return requestHandler.handle(request as never, options as never)
    }
    // The client's own handler stays as it is: other calls are using it. The SDK, too, copies configurations by member.
    const recorder = Object.create(requestHandler, { handle: { value: handle } }) as typeof requestHandler
    return { ...this.#config, requestHandler: recorder }
  }

  #learn(request: WireRequest, credentials: Credentials): void {
    // The provider has given others to the SDK meanwhile: nothing can be said of this request, but of the next one.
    if (!request.headers.authorization?.includes(`=${credentials.accessKeyId}/`)) return
    this.#template = RequestTemplate.learn(request, credentials)
    this.#isClosed = this.#template === undefined
  }
}
