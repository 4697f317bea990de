import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose'
import type { KeysEvent } from './keys-event.ts'
import { KeysUnavailableError } from './principal.ts'

const MINUTE = 60_000
/** Older keys are read anew in the background, and from `MAX_AGE` on before they are used. */
const FRESH = 5 * MINUTE
const MAX_AGE = 10 * MINUTE
/** How long an outage of the provider is survived on the keys that were read last. */
const STALE = 24 * 60 * MINUTE
/** Between two reads that a token with an unknown key, or an outage, asks for. */
const COOLDOWN = 30_000
const TIMEOUT = 5_000
const MAX_LENGTH = 262_144

type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>

export interface RemoteKeysOptions {
  readonly url: string
  /** The clock, in milliseconds; another one in tests. */
  readonly now?: () => number
  /** Told why a read failed while older keys still serve. */
  readonly observe?: (event: KeysEvent) => void
}

/**
 * The public keys of the provider (RFC 7517). Keys that rotate are found by one read a cooldown, however many tokens
 * ask; a provider that is down is survived for a day.
 */
export class RemoteKeys {
  readonly #options: RemoteKeysOptions
  readonly #now: () => number
  #find: FindKey | undefined
  #readAt = -Infinity
  #triedAt = -Infinity
  #reading: Promise<void> | undefined

  constructor(options: RemoteKeysOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** @throws KeysUnavailableError, or an error of jose when no key is the one of the token */
  find: FindKey = async (header, token) => {
    const find = await this.#current()
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayRead()) throw error
      await this.#tryToRead()
      return (this.#find ?? find)(header, token)
    }
  }

  async #current(): Promise<FindKey> {
    const age = this.#now() - this.#readAt
    if (age > MAX_AGE && (this.#reading ?? this.#mayRead())) await this.#tryToRead()
    else if (age > FRESH && this.#mayRead()) void this.#tryToRead()
    if (this.#find && this.#now() - this.#readAt <= STALE) return this.#find
    throw new KeysUnavailableError('The keys of the identity provider cannot be read')
  }

  #mayRead(): boolean {
    return this.#now() - this.#triedAt >= COOLDOWN
  }

  /** One read for all who wait for it; a failed one leaves the keys that there are. */
  async #tryToRead(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    await this.#reading.catch((error: unknown) =>
      this.#options.observe?.({ type: 'keys_unavailable', error }),
    )
  }

  async #read(): Promise<void> {
    this.#triedAt = this.#now()
    const response = await fetch(this.#options.url, {
      headers: { accept: 'application/json, application/jwk-set+json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (!response.ok) throw new Error(`The key set was answered with status ${response.status}`)
    const text = await response.text()
    if (text.length > MAX_LENGTH) throw new Error(`The key set is longer than ${MAX_LENGTH} characters`)
    const keys = JSON.parse(text) as JSONWebKeySet
    // An answer without keys is a fault of the provider, and would lock everybody out.
    if (!Array.isArray(keys.keys) || keys.keys.length === 0) throw new Error('The key set has no keys')
    this.#find = createLocalJWKSet(keys)
    this.#readAt = this.#now()
  }
}
