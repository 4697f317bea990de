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
}

/** Sends commands of one kind: signs each attempt, and has the SDK's own middleware decide on the next one. */
export class Sender {
  readonly #config: ClientConfig
  readonly #retries: ClientStack
  readonly #reader: ResponseReader
  readonly #context: Readonly<Record<string, unknown>>
  readonly #clockSkew: ClockSkew
  readonly #handler: (call: Call) => Promise<HandlerResult>

  constructor(config: ClientConfig, retries: ClientStack, reader: ResponseReader, commandName: string) {
    this.#config = config
    this.#retries = retries
    this.#reader = reader
    this.#context = { clientName: 'DynamoDBClient', commandName, logger: config.logger, __smithy_context: {} }
    this.#clockSkew = new ClockSkew(config)
    this.#handler = this.#wrap(this.#context)
  }

  /** @throws what the SDK throws */
  async send(call: Call): Promise<HandlerResult> {
    const { abortSignal } = call.options
    const handler = abortSignal
      ? this.#wrap({ ...this.#context, __smithy_context: { abortSignal } })
      : this.#handler
    const used = call.credentials
    try {
      return await handler(call)
    } catch (error) {
      if (!isExpired(error) || !(await this.#hasNewCredentials(used))) throw error
      return handler(call)
    }
  }

  #wrap(context: object): (call: Call) => Promise<HandlerResult> {
    return around(this.#retries, (call: Call) => this.#attempt(call), context)
  }

  async #attempt(call: Call): Promise<HandlerResult> {
    const { request, body, options, template } = call
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

const isExpired = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'ExpiredTokenException' || error.name === 'ExpiredToken')
