import { randomUUID } from 'node:crypto'
import { ClockSkew } from './clock-skew.ts'
import { around } from './middleware.ts'
import type { RequestTemplate } from './request-template.ts'
import type { ResponseReader } from './response-reader.ts'
import type {
  ClientConfig,
  ClientStack,
  Credentials,
  HandlerResult,
  SendOptions,
  WireRequest,
  WireResponse,
} from './sdk-types.ts'

/** One call on its way. The SDK's retry middleware hands it from attempt to attempt. */
export interface Call {
  /** What the retry middleware writes its headers to. */
  readonly request: WireRequest
  readonly body: string
  readonly options: SendOptions
  readonly isRecordRead: boolean
  readonly template: RequestTemplate
  /** Those of the first attempt; the next ones ask again. */
  credentials: Credentials | undefined
  /** What came of the first attempt, for the retry middleware to be told as its own. */
  failure?: { readonly error: unknown; readonly invocation: string } | undefined
}

const INVOCATION_ID = 'amz-sdk-invocation-id'

/** Sends commands of one kind: signs each attempt, and has the SDK's own middleware decide on the next one. */
export class Sender {
  readonly #config: ClientConfig
  readonly #retries: ClientStack
  readonly #reader: ResponseReader
  readonly #context: Readonly<Record<string, unknown>>
  readonly #clockSkew: ClockSkew
  readonly #handler: (call: Call) => Promise<HandlerResult>
  /** Nothing but the retry middleware stands around an attempt. */
  readonly #isBare: boolean

  constructor(config: ClientConfig, retries: ClientStack, reader: ResponseReader, commandName: string) {
    this.#config = config
    this.#retries = retries
    this.#reader = reader
    this.#context = { clientName: 'DynamoDBClient', commandName, logger: config.logger, __smithy_context: {} }
    this.#clockSkew = new ClockSkew(config)
    this.#handler = this.#wrap(this.#context)
    this.#isBare = retries.identify().length === 1
  }

  /** @throws what the SDK throws */
  async send(call: Call): Promise<HandlerResult> {
    const { abortSignal } = call.options
    const handler = abortSignal
      ? this.#wrap({ ...this.#context, __smithy_context: { abortSignal } })
      : (attempted: Call) => this.#once(attempted)
    const used = call.credentials
    try {
      return await handler(call)
    } catch (error) {
      if (!isExpired(error) || !(await this.#hasNewCredentials(used))) throw error
      return handler(call)
    }
  }

  /**
   * The first attempt without the retry middleware, which makes an error with its stack for each call, whatever comes of
   * it. Once the attempt has failed, the middleware is told of it as of its own first one, and goes on from there.
   */
  async #once(call: Call): Promise<HandlerResult> {
    const strategy = await this.#config.retryStrategy()
    // Others, such as the adaptive one, may count what they are asked.
    if (!this.#isBare || !isStandard(strategy)) return this.#handler(call)
    const token = await strategy.acquireInitialRetryToken('')
    const { headers } = call.request
    const invocation = randomUUID()
    headers[INVOCATION_ID] = invocation
    headers['amz-sdk-request'] = `attempt=1; max=${await this.#config.maxAttempts()}`
    try {
      const result = await this.#attempt(call)
      strategy.recordSuccess(token)
      Object.assign(result.output.$metadata as object, { attempts: 1, totalRetryDelay: 0 })
      return result
    } catch (error) {
      call.failure = { error, invocation }
      return this.#handler(call)
    }
  }

  #wrap(context: object): (call: Call) => Promise<HandlerResult> {
    return around(this.#retries, (call: Call) => this.#attempt(call), context)
  }

  async #attempt(call: Call): Promise<HandlerResult> {
    const { request, body, options, template, failure } = call
    if (failure) {
      call.failure = undefined
      request.headers[INVOCATION_ID] = failure.invocation
      throw failure.error
    }
    const credentials = call.credentials ?? (await this.#config.credentials())
    call.credentials = undefined
    const timing = await this.#clockSkew.start()
    template.sign(request, body, credentials, timing.at + (timing.offset ?? 0))
    try {
      const { response } = await handle(this.#config, request, options)
      const result = await this.#reader.read(response, call.isRecordRead)
      this.#clockSkew.succeeded(response, timing)
      return result
    } catch (error) {
      this.#clockSkew.failed(error, timing)
      throw error
    }
  }

  /** The provider may have given us credentials that the service has withdrawn before their time. */
  async #hasNewCredentials(used: Credentials | undefined): Promise<boolean> {
    try {
      const fresh = await this.#config.credentials({ forceRefresh: true })
      return fresh.accessKeyId !== used?.accessKeyId || fresh.sessionToken !== used.sessionToken
    } catch {
      return false
    }
  }
}

/** The types of the SDK's own request handlers are less exact than its documentation. */
function handle(
  { requestHandler }: ClientConfig,
  request: WireRequest,
  options: SendOptions,
): Promise<{ response: WireResponse }> {
  return requestHandler.handle(request as never, options) as Promise<{ response: WireResponse }>
}

type Strategy = Awaited<ReturnType<ClientConfig['retryStrategy']>>
type StandardStrategy = Extract<Strategy, { recordSuccess: unknown }>

const isStandard = (strategy: Strategy): strategy is StandardStrategy =>
  'acquireInitialRetryToken' in strategy && 'mode' in strategy && strategy.mode === 'standard'

const isExpired = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'ExpiredTokenException' || error.name === 'ExpiredToken')
