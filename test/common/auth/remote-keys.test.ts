import { jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeysEvent } from '../../../src/common/auth/keys-event.ts'
import { KeysUnavailableError } from '../../../src/common/auth/principal.ts'
import { RemoteKeys } from '../../../src/common/auth/remote-keys.ts'
import { signingKey, TokenProvider } from '../../support/token-provider.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let provider: TokenProvider
let now: number
let keys: RemoteKeys
let events: KeysEvent[]
beforeEach(async () => {
  provider = await TokenProvider.start()
  now = 1_000_000 * SECOND
  events = []
  keys = new RemoteKeys({
    url: `${provider.issuer}/.well-known/jwks.json`,
    now: () => now,
    observe: (event) => events.push(event),
  })
})
afterEach(() => provider.stop())

const isGood = async (token: string): Promise<boolean> =>
  jwtVerify(token, keys.find).then(
    () => true,
    (error: unknown) => {
      if (error instanceof KeysUnavailableError) throw error
      return false
    },
  )

describe('the keys of a provider', () => {
  it('are read once for many tokens at once, and not again for a while', async () => {
    const token = await provider.token()
    expect(await Promise.all(Array.from({ length: 20 }, () => isGood(token)))).not.toContain(false)
    now += 4 * MINUTE
    expect(await isGood(token)).toBe(true)
    expect(provider.reads).toBe(1)
  })

  it('are read again in the background before they are old', async () => {
    const token = await provider.token()
    await isGood(token)
    now += 6 * MINUTE
    expect(await isGood(token)).toBe(true)
    await expect.poll(() => provider.reads).toBe(2)
  })

  it('may rotate: a new key is found with the first token that it signed', async () => {
    await isGood(await provider.token())
    now += MINUTE
    provider.keys = [await signingKey('second'), provider.key]
    expect(await isGood(await provider.token())).toBe(true)
    expect(provider.reads).toBe(2)
  })

  it('are asked for once a cooldown, however many unknown keys are named', async () => {
    await isGood(await provider.token())
    now += MINUTE
    const unknown = await Promise.all(
      Array.from({ length: 50 }, (_, i) => provider.token({}, { kid: `unknown-${i}` })),
    )
    for (const token of unknown) expect(await isGood(token)).toBe(false)
    expect(provider.reads).toBe(2)
    now += 31 * SECOND
    expect(await isGood(unknown[0] ?? '')).toBe(false)
    expect(provider.reads).toBe(3)
  })

  it('may be withdrawn: ten minutes later nothing is believed that they signed', async () => {
    const token = await provider.token()
    await isGood(token)
    provider.keys = [await signingKey('second')]
    now += 11 * MINUTE
    expect(await isGood(token)).toBe(false)
  })

  it('serve on for a day while the provider is down, with one try a cooldown', async () => {
    const token = await provider.token()
    await isGood(token)
    provider.isDown = true
    now += 23 * HOUR
    for (let i = 0; i < 20; i += 1) expect(await isGood(token)).toBe(true)
    expect(provider.reads).toBe(2)
    expect(events).toMatchObject([{ type: 'keys_unavailable' }])
    now += 2 * HOUR
    await expect(isGood(token)).rejects.toThrow(KeysUnavailableError)
    provider.isDown = false
    now += MINUTE
    expect(await isGood(token)).toBe(true)
  })

  it('are not to be had before the provider has answered once; then they are', async () => {
    const token = await provider.token()
    provider.isDown = true
    await expect(isGood(token)).rejects.toThrow(KeysUnavailableError)
    await expect(isGood(token)).rejects.toThrow(KeysUnavailableError)
    expect(provider.reads).toBe(1)
    provider.isDown = false
    now += 31 * SECOND
    expect(await isGood(token)).toBe(true)
  })

  it('are kept when the provider answers with none', async () => {
    const token = await provider.token()
    await isGood(token)
    provider.keys = []
    now += 11 * MINUTE
    expect(await isGood(token)).toBe(true)
  })
})
