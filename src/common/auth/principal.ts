/** Who sent a request, as a verified token says. */
export interface Principal {
  /** The `sub` of the token: the id of the user's own account. */
  readonly subject: string
  readonly scopes: ReadonlySet<string>
}

/**
 * Verifies the text of a token.
 * @throws TokenError for a token that is not good, KeysUnavailableError when that cannot be found out
 */
export type VerifyToken = (token: string) => Promise<Principal>

/** The token is not good. The message may be told to the caller. */
export class TokenError extends Error {}

/** The provider's keys were never read, or too long ago: no token can be told good from bad. */
export class KeysUnavailableError extends Error {}

declare module 'fastify' {
  interface FastifyRequest {
    /** Where authentication is on and the route is not public. */
    principal?: Principal | null
  }
}
