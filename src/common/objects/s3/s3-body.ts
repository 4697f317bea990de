import { Readable } from 'node:stream'

/** A source of bytes on its way to S3, which notes how many there were, and whether it was the source that failed. */
export class S3Body {
  size = 0
  /** What the source threw, so that it is not taken for an error of S3. */
  failure: { readonly error: unknown } | undefined
  readonly #source: AsyncIterable<Uint8Array | string>

  constructor(source: AsyncIterable<Uint8Array | string>) {
    this.#source = source
  }

  stream(): Readable {
    return Readable.from(this.#parts())
  }

  async *#parts(): AsyncGenerator<Buffer> {
    try {
      for await (const part of this.#source) {
        const bytes = Buffer.from(part)
        this.size += bytes.length
        yield bytes
      }
    } catch (error) {
      this.failure = { error }
      throw error
    }
  }
}
