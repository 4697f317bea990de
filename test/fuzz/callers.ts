import { SignJWT } from 'jose'
import { signingKey, type SigningKey, type TokenProvider } from '../support/token-provider.ts'
import type { Dice } from './dice.ts'
import type { FuzzRequest } from './request.ts'

/** Scopes as the service under test is configured. */
export const SCOPES = {
  OIDC_READ_SCOPE: 'api/read',
  OIDC_WRITE_SCOPE: 'api/write',
  OIDC_ADMIN_SCOPE: 'api/admin',
} as const
export const ADMIN: string = SCOPES.OIDC_ADMIN_SCOPE
const BOTH = `openid ${SCOPES.OIDC_READ_SCOPE} ${SCOPES.OIDC_WRITE_SCOPE}`

/** Who sends a request. */
export interface Caller {
  readonly what: string
  /** The header; none where it is undefined. */
  readonly authorization: string | undefined
  /** What a good token says; undefined where there is none or it is not good. */
  readonly token: { readonly subject: string; readonly scopes: readonly string[] } | undefined
}

/** Names of ids of users, in paths and in answers. */
export const OWNERS: readonly string[] = ['userId', 'accountId', 'owner']
const OWNER = new RegExp(`\\{(?:${OWNERS.join('|')})\\}`)

/** Whose resource the path names; undefined for one that is nobody's, and for what is no path of the operation. */
export function ownerOf({ operation, url }: FuzzRequest): string | undefined {
  const [before = '', after] = operation.template.split(OWNER)
  if (after === undefined || !url.startsWith(before)) return undefined
  const [owner = ''] = url.slice(before.length).split(/[/?]/, 1)
  try {
    return decodeURIComponent(owner)
  } catch {
    return undefined
  }
}

/** Of a hundred requests; the rest has a token that is not good. */
const SHARES: readonly (readonly [string, number])[] = [
  ['the owner', 45],
  ['an administrator', 12],
  ['somebody else', 10],
  ['a reader', 8],
  ['a writer', 5],
  ['nobody', 5],
]

/** Chooses who sends each request, and makes their tokens. */
export class Callers {
  readonly #provider: TokenProvider
  readonly #stranger: SigningKey
  readonly #good = new Map<string, Promise<string>>()

  private constructor(provider: TokenProvider, stranger: SigningKey) {
    this.#provider = provider
    this.#stranger = stranger
  }

  static async of(provider: TokenProvider): Promise<Callers> {
    // Of the same name as the key of the provider, but another.
    return new Callers(provider, await signingKey(provider.key.kid))
  }

  async choose(dice: Dice, request: FuzzRequest): Promise<Caller> {
    const owner = ownerOf(request) ?? ''
    // A token without a subject is no good one.
    const subject = owner === '' ? dice.of(['ann', 'bob', 'ünï 漢']) : owner
    let rest = dice.below(100)
    switch (SHARES.find(([, share]) => (rest -= share) < 0)?.[0]) {
      case 'the owner':
        return this.#caller('the owner', subject, BOTH)
      case 'an administrator':
        return this.#caller('an administrator', 'root', ADMIN)
      case 'somebody else':
        return this.#caller('somebody else', `${subject}x`, BOTH)
      case 'a reader':
        return this.#caller('a reader', subject, SCOPES.OIDC_READ_SCOPE)
      case 'a writer':
        return this.#caller('a writer', subject, SCOPES.OIDC_WRITE_SCOPE)
      case 'nobody':
        return { what: 'nobody', authorization: undefined, token: undefined }
      default:
        return this.#bad(dice, subject)
    }
  }

  /** Sees everything. */
  administrator(): Promise<Caller> {
    return this.#caller('an administrator', 'root', ADMIN)
  }

  async #caller(what: string, subject: string, scope: string): Promise<Caller> {
    return {
      what,
      authorization: `Bearer ${await this.#token(subject, scope)}`,
      token: { subject, scopes: scope.split(' ') },
    }
  }

  #token(subject: string, scope: string): Promise<string> {
    const name = `${scope} ${subject}`
    const known = this.#good.get(name)
    if (known) return known
    const token = this.#provider.token({ sub: subject, scope, exp: now() + 7200 })
    this.#good.set(name, token)
    return token
  }

  /** One that would see everything, if it were good. */
  async #bad(dice: Dice, subject: string): Promise<Caller> {
    const claims = { sub: subject, scope: `${BOTH} ${ADMIN}` }
    const good = await this.#token(subject, claims.scope)
    const [head = '', payload = '', signature = ''] = good.split('.')
    const provider = this.#provider
    const [what, header] = await dice.of<() => Promise<readonly [string, string]>>([
      async () => ['expired', `Bearer ${await provider.token({ ...claims, exp: now() - 60 })}`],
      async () => ['of tomorrow', `Bearer ${await provider.token({ ...claims, nbf: now() + 86_400 })}`],
      async () => [
        'of another issuer',
        `Bearer ${await provider.token({ ...claims, iss: 'https://x.example' })}`,
      ],
      async () => ['for another client', `Bearer ${await provider.token({ ...claims, client_id: 'other' })}`],
      async () => ['for another use', `Bearer ${await provider.token({ ...claims, token_use: 'refresh' })}`],
      async () => [
        'without an end',
        `Bearer ${await provider.token({ ...claims, exp: undefined as never })}`,
      ],
      async () => ['signed by another', `Bearer ${await provider.token(claims, {}, this.#stranger)}`],
      async () => [
        'of an unknown key',
        `Bearer ${await provider.token(claims, { kid: '../../etc/passwd' })}`,
      ],
      async () => ['of another type', `Bearer ${await provider.token(claims, { typ: 'dpop+jwt' })}`],
      async () => ['signed with the public key', `Bearer ${await this.#symmetric(claims)}`],
      async () => ['without a signature', `Bearer ${encode({ alg: 'none' })}.${payload}.`],
      async () => [
        'with another payload',
        `Bearer ${head}.${encode({ ...claims, sub: 'root' })}.${signature}`,
      ],
      async () => ['cut', `Bearer ${good.slice(0, -3)}`],
      async () => ['twice', `Bearer ${good} ${good}`],
      async () => ['too long', `Bearer ${good}${'A'.repeat(8192)}`],
      async () => [
        'no token',
        dice.of(['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic cm9vdDpyb290', good, '']),
      ],
    ])()
    return { what: `a token ${what}`, authorization: header, token: undefined }
  }

  /** The classic confusion: the key that everybody knows, as a secret. */
  async #symmetric(claims: object): Promise<string> {
    const { kid, jwk } = this.#provider.key
    const secret = Buffer.from(JSON.stringify(jwk))
    return new SignJWT({ ...this.#provider.claims(), ...claims })
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(secret)
  }
}

const now = (): number => Math.floor(Date.now() / 1000)

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
