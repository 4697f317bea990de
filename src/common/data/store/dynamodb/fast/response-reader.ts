import { around, only } from './middleware.ts'
import { fromJsonText, hasBytesText } from './json-text.ts'
import { parseRecords } from './record-scanner.ts'
import { forRecords } from './records.ts'
import type {
  ClientConfig,
  ClientStack,
  HandlerResult,
  Output,
  SdkCommand,
  WireResponse,
} from './sdk-types.ts'

/**
 * Reads the answers to one kind of command. A success is parsed here; everything else (errors of the service, HTML,
 * truncated or unexpected answers) is left to the SDK's own deserialiser, and so fails exactly as it does there.
 */
export class ResponseReader {
  readonly #config: ClientConfig
  readonly #deserializer: ClientStack
  readonly #context: Readonly<Record<string, unknown>>

  /** @returns undefined for a client without the SDK's deserialiser */
  static of(stack: ClientStack, config: ClientConfig, command: SdkCommand): ResponseReader | undefined {
    const deserializer = only(stack, ['deserializerMiddleware'])
    return deserializer && new ResponseReader(config, deserializer, command)
  }

  private constructor(config: ClientConfig, deserializer: ClientStack, { schema }: SdkCommand) {
    this.#config = config
    this.#deserializer = deserializer
    this.#context = { logger: config.logger, __smithy_context: { operationSchema: schema } }
  }

  /** With records in place of items where they are wanted, and nothing speaks against it. @throws what the SDK throws */
  async read(response: WireResponse, isRecordRead: boolean): Promise<HandlerResult> {
    if (response.statusCode !== 200) return this.#leaveToSdk(response, this.#config.streamCollector)
    let bytes: Uint8Array
    try {
      bytes = await this.#collect(response.body)
    } catch (error) {
      return this.#leaveToSdk(response, async () => {
        throw error
      })
    }
    const output = this.#parse(bytes, isRecordRead)
    if (output === undefined) return this.#leaveToSdk(response, () => Promise.resolve(bytes))
    output.$metadata = metadataOf(response)
    return { response, output }
  }

  #collect(body: unknown): Promise<Uint8Array> | Uint8Array {
    if (body instanceof Uint8Array) return body
    return body === undefined || body === null ? new Uint8Array() : this.#config.streamCollector(body)
  }

  /** Undefined for anything but a JSON object. */
  #parse({ buffer, byteOffset, byteLength }: Uint8Array, isRecordRead: boolean): Output | undefined {
    try {
      const text = Buffer.from(buffer, byteOffset, byteLength).toString()
      const read = isRecordRead && !hasBytesText(text) ? parseRecords(text) : undefined
      if (read) return forRecords(withoutNulls(read))
      const output = fromJsonText(text, this.#config)
      return isObject(output) ? withoutNulls(output) : undefined
    } catch {
      return undefined
    }
  }

  #leaveToSdk(response: WireResponse, streamCollector: unknown): Promise<HandlerResult> {
    const context = { ...this.#context, streamCollector }
    return around(this.#deserializer, () => Promise.resolve({ response }), context)({})
  }
}

const isObject = (value: unknown): value is Output =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member that is null is none, to the SDK as to those who ask for an item that is not there. */
function withoutNulls(output: Output): Output {
  const names = Object.keys(output)
  if (!names.some((name) => output[name] === null)) return output
  return Object.fromEntries(Object.entries(output).filter(([, member]) => member !== null))
}

/** As the SDK's `HttpProtocol.deserializeMetadata` has it; the sender adds the number of attempts. */
function metadataOf({ statusCode, headers }: WireResponse): Output {
  return {
    httpStatusCode: statusCode,
    requestId: headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'],
    extendedRequestId: headers['x-amz-id-2'],
    cfId: headers['x-amz-cf-id'],
  }
}
