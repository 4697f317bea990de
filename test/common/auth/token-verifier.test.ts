import { createHmac, createSign } from 'node:crypto'
import { exportSPKI } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TokenError, type VerifyToken } from '../../../src/common/auth/principal.ts'
import { RemoteKeys } from '../../../src/common/auth/remote-keys.ts'
import { tokenVerifier, type TokenVerifierOptions } from '../../../src/common/auth/token-verifier.ts'
import { CLIENT_ID, signingKey, TokenProvider, type SigningKey } from '../../support/token-provider.ts'

let provider: TokenProvider
let other: SigningKey
let verify: VerifyToken
beforeAll(async () => {
  provider = await TokenProvider.start()
  other = await signingKey('other')
  verify = verifier()
})
afterAll(() => provider.stop())

function verifier(changes: Partial<TokenVerifierOptions> = {}): VerifyToken {
  const keys = new RemoteKeys({ url: `${provider.issuer}/.well-known/jwks.json` })
  return tokenVerifier({
    issuer: provider.issuer,
    audiences: [CLIENT_ID, 'second-client'],
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    types: ['none', 'jwt', 'at+jwt'],
    uses: ['access', 'id'],
    clockToleranceSeconds: 30,
    findKey: keys.find,
    ...changes,
  })
}

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const now = (): number => Math.floor(Date.now() / 1000)

/** Signed by the provider's own key, whatever its header and payload say. */
async function signed(header: unknown, payload: unknown): Promise<string> {
  const text = `${encode(header)}.${encode(payload)}`
  const { KeyObject } = await import('node:crypto')
  return `${text}.${createSign('RSA-SHA256').update(text).sign(KeyObject.from(provider.key.privateKey), 'base64url')}`
}

describe('a good token', () => {
  it('of Cognito gives subject and scopes', async () => {
    const { subject, scopes } = await verify(await provider.token({ scope: 'openid api/write' }))
    expect(subject).toBe('ann')
    expect([...scopes]).toEqual(['openid', 'api/write'])
  })

  it.each([
    ['an id token', { token_use: 'id', client_id: undefined, aud: CLIENT_ID }],
    ['a list of audiences', { client_id: undefined, aud: ['x', 'second-client'] }],
    ['a clock that is a little behind', { exp: now() - 20 }],
    ['a clock that is a little ahead', { nbf: now() + 20 }],
    ['scopes as a list', { scope: undefined, scp: ['a', 'b'] }],
  ])('may have %s', async (_what, claims) => {
    expect((await verify(await provider.token(claims))).subject).toBe('ann')
  })

  it.each(['PS256', 'ES256', 'EdDSA'])('may be signed with %s where that is allowed', async (alg) => {
    const key = await signingKey(`key-${alg}`, alg)
    provider.keys = [provider.key, key]
    expect((await verifier()(await provider.token({}, {}, key))).subject).toBe('ann')
    await expect(verifier({ algorithms: ['RS256'] })(await provider.token({}, {}, key))).rejects.toThrow(
      'Invalid token: ',
    )
  })

  it('may be asked to be an access token of RFC 9068', async () => {
    const strict = verifier({ types: ['at+jwt'] })
    expect((await strict(await provider.token({}, { typ: 'at+jwt' }))).subject).toBe('ann')
    expect((await strict(await provider.token({}, { typ: 'application/AT+JWT' }))).subject).toBe('ann')
    await expect(strict(await provider.token({}, { typ: 'JWT' }))).rejects.toThrow('unexpected typ')
    await expect(strict(await provider.token())).rejects.toThrow('unexpected typ')
  })

  it('has key references that are of no interest', async () => {
    const header = { jku: 'http://127.0.0.1:1/x', x5u: 'http://127.0.0.1:1/x', jwk: other.jwk, x5t: 'x' }
    expect((await verify(await provider.token({}, header))).subject).toBe('ann')
  })
})

describe('a token is refused', () => {
  const claims: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['expired', { exp: now() - 40 }, 'Token expired'],
    ['not yet valid', { nbf: now() + 40 }, 'nbf'],
    ['without an end', { exp: undefined }, 'exp'],
    ['with an end that is text', { exp: '9999999999' }, 'exp'],
    ['without a subject', { sub: undefined }, 'sub'],
    ['with an empty subject', { sub: '' }, 'no subject'],
    ['with a subject that is a number', { sub: 7 }, 'no subject'],
    ['of another issuer', { iss: 'https://evil.example' }, 'iss'],
    ['of an issuer that only begins so', { iss: 'PREFIX/../evil' }, 'iss'],
    ['of a list of issuers', { iss: ['ISSUER', 'https://evil.example'] }, 'iss'],
    ['without an issuer', { iss: undefined }, 'iss'],
    ['for another client', { client_id: 'evil' }, 'Invalid audience'],
    ['for nobody', { client_id: undefined }, 'Invalid audience'],
    ['for another audience, of our client', { aud: 'evil' }, 'Invalid audience'],
    ['for an audience that is an object', { aud: { 0: CLIENT_ID } }, 'Invalid audience'],
    ['for a part of our name', { client_id: CLIENT_ID.slice(0, -1) }, 'Invalid audience'],
    ['for another use', { token_use: 'refresh' }, 'token_use'],
    ['for a list of uses', { token_use: ['access'] }, 'token_use'],
  ]
  it.each(claims)('%s', async (_what, changes, message) => {
    const text = JSON.stringify(changes).replace('ISSUER', provider.issuer).replace('PREFIX', provider.issuer)
    const removed = Object.fromEntries(Object.keys(changes).map((name) => [name, undefined]))
    const token = await provider.token({ ...removed, ...(JSON.parse(text) as object) })
    await expect(verify(token)).rejects.toThrow(TokenError)
    await expect(verify(token)).rejects.toThrow(message)
  })

  const headers: readonly (readonly [string, Record<string, unknown>])[] = [
    ['of another kind', { typ: 'secevent+jwt' }],
    ['that logs out', { typ: 'logout+jwt' }],
    ['with a kind that is no text', { typ: 7 }],
    ['with an unknown key', { kid: 'nobody' }],
    ['with a path for a key', { kid: '../../../../dev/null' }],
    ['with SQL for a key', { kid: "first' UNION SELECT 'x" }],
    ['with a number for a key', { kid: 7 }],
    ['with an extension that must be understood', { crit: ['exp'], exp: 1 }],
    ['with an empty list of such extensions', { crit: [] }],
    ['that is not base64url encoded', { crit: ['b64'], b64: false }],
  ]
  it.each(headers)('%s', async (_what, header) => {
    const token = await signed({ alg: 'RS256', kid: 'first', ...header }, provider.claims())
    await expect(verify(token)).rejects.toThrow(TokenError)
  })

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('with the algorithm "%s" and no signature', async (alg) => {
    const text = `${encode({ alg, kid: 'first' })}.${encode(provider.claims())}`
    await expect(verify(`${text}.`)).rejects.toThrow(TokenError)
    await expect(verify(`${text}.AA`)).rejects.toThrow(TokenError)
    await expect(verify(text)).rejects.toThrow(TokenError)
  })

  it('signed with HS256 and the public key as its secret', async () => {
    const text = `${encode({ alg: 'HS256', kid: 'first' })}.${encode(provider.claims())}`
    const secrets = [await exportSPKI(provider.key.publicKey), JSON.stringify(provider.key.jwk)]
    for (const secret of [...secrets, provider.key.jwk.n ?? '', ''])
      await expect(
        verify(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`),
      ).rejects.toThrow(TokenError)
  })

  it('signed with another key, which it brings along', async () => {
    for (const header of [
      { kid: 'first' },
      { kid: 'first', jwk: other.jwk },
      { kid: undefined, jwk: other.jwk },
      { kid: 'first', jku: `${provider.issuer}/.well-known/jwks.json` },
      { kid: 'other', x5c: [Buffer.from(await exportSPKI(other.publicKey)).toString('base64')] },
    ])
      await expect(verify(await provider.token({}, header, other))).rejects.toThrow(TokenError)
  })

  it('changed after it was signed', async () => {
    const [header = '', payload = '', signature = ''] = (await provider.token()).split('.')
    const forged = encode({ ...provider.claims(), sub: 'bob' })
    const changed = [
      `${header}.${forged}.${signature}`,
      `${encode({ alg: 'RS256', kid: 'first', typ: 'JWT' })}.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}.${payload}.${signature}=`,
      ` ${header}.${payload}.${signature}`,
      `${header}.${payload}.${signature}\n`,
    ]
    for (const token of changed) await expect(verify(token), token).rejects.toThrow(TokenError)
  })

  it('with two members of one name, though the signature is good', async () => {
    const payload = JSON.stringify(provider.claims())
    expect((await verify(await signed({ alg: 'RS256', kid: 'first' }, payload))).subject).toBe('ann')
    const twice = payload.replace('{', '{"sub":"bob",')
    await expect(verify(await signed({ alg: 'RS256', kid: 'first' }, twice))).rejects.toThrow('one name')
    const escaped = payload.replace('{', String.raw`{"s\u0075b":"bob",`)
    await expect(verify(await signed({ alg: 'RS256', kid: 'first' }, escaped))).rejects.toThrow('one name')
    const nested = payload.replace('{', '{"act":{"sub":"x","sub":"y"},')
    await expect(verify(await signed({ alg: 'RS256', kid: 'first' }, nested))).rejects.toThrow('one name')
    await expect(verify(await signed('{"alg":"none","alg":"RS256","kid":"first"}', payload))).rejects.toThrow(
      'one name',
    )
    const harmless = payload.replace(
      '{',
      String.raw`{"note":"\"sub\":\"bob\", \"sub\":1","list":[{"a":1},{"a":2}],`,
    )
    expect((await verify(await signed({ alg: 'RS256', kid: 'first' }, harmless))).subject).toBe('ann')
  })

  it('that is no token, or a payload that is no object', async () => {
    const texts = ['', 'x', '..', 'a.b.c', 'null', '{}', '%00', 'ü.ü.ü', `${'a'.repeat(9000)}.b.c`]
    for (const text of texts) await expect(verify(text), text).rejects.toThrow(TokenError)
    for (const payload of ['[]', 'null', '"x"', '7', '{', ''])
      await expect(verify(await signed({ alg: 'RS256', kid: 'first' }, payload))).rejects.toThrow(TokenError)
  })

  it('with words that cannot leave the header of the answer', async () => {
    const error: unknown = await verify(await provider.token({}, { kid: 'x"\r\nSet-Cookie: a' })).catch(
      (reason: unknown) => reason,
    )
    expect((error as Error).message).not.toMatch(/["\r\n\\]/)
  })
})
