import type { ClientConfig, WireResponse } from './sdk-types.ts'

/** The service takes signatures within five minutes of its own time; the SDK corrects its clock from four on. */
const TOLERATED = 240_000

/** A `Date` that came so long after the request says nothing about the clock. */
const TOO_LATE = 900_000

/** One attempt, as to time. */
export interface Attempt {
  /** When it was sent, by this machine's clock. */
  readonly at: number
  /** The correction that it was signed with, or undefined for a client that is to have none. */
  readonly offset: number | undefined
}

/**
 * Follows the service's clock by the `Date` of each answer, as `AwsSdkSigV4Signer` of `@aws-sdk/core` does: it keeps
 * the correction where the SDK keeps it, and marks a failure that a wrong clock explains as one to try again.
 */
export class ClockSkew {
  readonly #config: ClientConfig
  #lastDate = ''
  #lastTime = NaN

  constructor(config: ClientConfig) {
    this.#config = config
  }

  async start(): Promise<Attempt> {
    const isOff = await this.#config.disableClockSkewCorrection()
    return { at: Date.now(), offset: isOff ? undefined : this.#config.systemClockOffset }
  }

  succeeded({ headers }: WireResponse, attempt: Attempt): void {
    if (attempt.offset !== undefined) this.#follow(headers, headers.date, attempt)
  }

  /** Marks the error when the clock was corrected: the SDK's retry strategy tries a call again that is so marked. */
  failed(error: unknown, attempt: Attempt): void {
    if (attempt.offset === undefined || !isFailure(error)) return
    const headers = error.$response?.headers ?? {}
    const date = error.ServerTime ?? headers.date
    if (date === undefined) return
    this.#follow(headers, date, attempt)
    const { systemClockOffset } = this.#config
    const isOff = Math.abs(systemClockOffset) >= TOLERATED && systemClockOffset !== attempt.offset
    if (isOff && error.$metadata) error.$metadata.clockSkewCorrected = true
  }

  /** An answer from a cache, which has an age, is no clock. */
  #follow({ age }: WireResponse['headers'], date: string | undefined, { at }: Attempt): void {
    if (date === undefined || age !== undefined) return
    if (date !== this.#lastDate) {
      this.#lastDate = date
      this.#lastTime = Date.parse(date)
    }
    const now = Date.now()
    if (Number.isNaN(this.#lastTime) || now - at > TOO_LATE) return
    this.#config.systemClockOffset = this.#lastTime - now
  }
}

interface Failure {
  readonly ServerTime?: string
  readonly $response?: WireResponse
  readonly $metadata?: { clockSkewCorrected?: boolean }
}

const isFailure = (error: unknown): error is Failure => typeof error === 'object' && error !== null
