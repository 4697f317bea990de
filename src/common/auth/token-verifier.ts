import { errors, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { hasDuplicateMembers } from './duplicate-members.ts'
import { KeysUnavailableError, TokenError, type Principal, type VerifyToken } from './principal.ts'

export interface TokenVerifierOptions {
  /** The one that has to stand in `iss`, letter by letter. */
  readonly issuer: string
  /** One of them has to be in `aud`, or be the `client_id` of a token without `aud`: Cognito's access tokens. */
  readonly audiences: readonly string[]
  /** Signature algorithms; asymmetric ones only. */
  readonly algorithms: readonly string[]
  /** What the header's `typ` may be, in lower case; `none` for a header without. */
  readonly types: readonly string[]
  /** What Cognito's `token_use` may be; tokens without it are not asked. */
  readonly uses: readonly string[]
  readonly clockToleranceSeconds: number
  readonly findKey: JWTVerifyGetKey<CryptoKey>
  readonly now?: () => number
}

const MAX_LENGTH = 8192
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/** Verifies signed tokens (RFC 7519) as RFC 8725 advises: everything that a token could choose is fixed here. */
export function tokenVerifier(options: TokenVerifierOptions): VerifyToken {
  const { issuer, algorithms, findKey, clockToleranceSeconds, now = Date.now } = options
  return async (token) => {
    if (token.length > MAX_LENGTH) throw new TokenError(`Token longer than ${MAX_LENGTH} characters`)
    if (!COMPACT.test(token)) throw new TokenError('Invalid token: not a signed JWT')
    const { payload, protectedHeader } = await jwtVerify(token, findKey, {
      algorithms: [...algorithms],
      issuer,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now()),
    }).catch((error: unknown) => {
      throw explained(error)
    })
    if (token.split('.', 2).some((part) => hasDuplicateMembers(Buffer.from(part, 'base64url').toString())))
      throw new TokenError('Invalid token: two members of one name')
    checkKind(options, protectedHeader.typ, payload)
    checkAudience(options, payload)
    return principalOf(payload)
  }
}

function explained(error: unknown): unknown {
  if (error instanceof KeysUnavailableError) return error
  if (error instanceof errors.JWTExpired) return new TokenError('Token expired', { cause: error })
  const reason = error instanceof errors.JOSEError ? error.message : 'malformed'
  // It is put into a header, between quotes.
  return new TokenError(`Invalid token: ${reason.replace(/[^\x20-\x7e]|["\\]/g, "'")}`, { cause: error })
}

/** A token of this issuer that was made for something else is no permission (RFC 8725, section 2.8). */
function checkKind({ types, uses }: TokenVerifierOptions, typ: unknown, payload: JWTPayload): void {
  const type = typ === undefined ? 'none' : typ
  if (typeof type !== 'string' || !types.includes(type.toLowerCase().replace(/^application\//, '')))
    throw new TokenError('Invalid token: unexpected typ')
  const use = payload.token_use
  if (use !== undefined && !(typeof use === 'string' && uses.includes(use)))
    throw new TokenError('Invalid token: unexpected token_use')
}

function checkAudience({ audiences }: TokenVerifierOptions, { aud, client_id: client }: JWTPayload): void {
  const named: readonly unknown[] = aud === undefined ? [client] : [aud].flat()
  if (!named.some((name) => typeof name === 'string' && audiences.includes(name)))
    throw new TokenError('Invalid audience')
}

function principalOf({ sub: subject, scope, scp }: JWTPayload): Principal {
  if (typeof subject !== 'string' || subject === '') throw new TokenError('Invalid token: no subject')
  // `scope` is the standard's (RFC 8693); Entra and Okta write `scp`, as text or as a list.
  const granted = [scope, scp].flat().filter((each) => typeof each === 'string')
  return { subject, scopes: new Set(granted.flatMap((each) => each.split(' ')).filter(Boolean)) }
}
