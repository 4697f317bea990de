import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import {
  KeysUnavailableError,
  TokenError,
  type Principal,
  type VerifyToken,
} from '../common/auth/principal.ts'
import { HttpProblem, unavailable } from '../common/http/http-error.ts'
import { problems } from '../common/http/responses.ts'
import { DOCS_PREFIX } from './openapi-options.ts'
import './route-config.ts'
import { prependHook } from './route-hooks.ts'

/** The scopes that requests need; empty where a good token is enough. */
export interface RequiredScopes {
  readonly read: string
  readonly write: string
  /** Gives what the others give, and every account. Without it nobody may do what only an administrator may. */
  readonly admin: string
}

export interface AuthenticationOptions {
  readonly verify: VerifyToken
  readonly scopes: RequiredScopes
}

/** Name of the scheme in the OpenAPI document. */
const SCHEME = 'bearer'

export const securitySchemes = {
  [SCHEME]: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A signed token (RFC 7519, checked as RFC8725 advises) of the configured OpenID provider',
  },
} as const

const READS = new Set(['GET', 'HEAD'])
const BEARER = /^Bearer +(\S+)$/i
const RETRY_AFTER_SECONDS = 5

/** What a route asks of those who call it. */
interface Guard {
  readonly scope: string
  readonly isForAdmins: boolean
  /** The path parameter that has to be the caller's own id. */
  readonly ownedBy: string | undefined
}

/**
 * Refuses every route to callers without a good token, except those that say `access: 'public'`; then checks scope and
 * ownership. It hangs on the routes, so that public ones do not pay, and unknown paths stay 404 and 405.
 */
function authentication(app: FastifyInstance, options: AuthenticationOptions, done: () => void): void {
  const { verify, scopes } = options
  app.decorateRequest('principal', null)
  app.addHook('onRoute', (route) => {
    const { access, ownedBy } = route.config ?? {}
    if (access === 'public' || route.url === DOCS_PREFIX || route.url.startsWith(`${DOCS_PREFIX}/`)) {
      if (route.schema) route.schema = { ...route.schema, security: [] }
      return
    }
    const isRead = [route.method].flat().every((method) => READS.has(method)) || access === 'read'
    const guard = { scope: isRead ? scopes.read : scopes.write, isForAdmins: access === 'admin', ownedBy }
    document(route, access === 'admin' ? scopes.admin : guard.scope)
    prependHook(route, (request, _reply, next) => {
      authenticate(request, verify).then(
        (principal) => {
          request.principal = principal
          next(refusal(guard, principal, scopes.admin, request))
        },
        (error: unknown) => {
          next(error as Error)
        },
      )
    })
  })
  done()
}

async function authenticate({ raw }: FastifyRequest, verify: VerifyToken): Promise<Principal> {
  const { authorization } = raw.headers
  if (authorization === undefined) throw unauthorized('Missing Bearer token', 'Bearer')
  // Node keeps the first of two such headers; a gateway before us may have looked at the other.
  const given = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization')
  const token = given.length > 1 ? undefined : BEARER.exec(authorization)?.[1]
  if (token === undefined) throw unauthorized('Missing Bearer token', 'Bearer error="invalid_request"')
  try {
    return await verify(token)
  } catch (error) {
    if (error instanceof KeysUnavailableError) throw unavailable('unavailable', RETRY_AFTER_SECONDS, error)
    if (!(error instanceof TokenError)) throw error
    const { message } = error
    throw unauthorized(message, `Bearer error="invalid_token", error_description="${message}"`, error)
  }
}

const unauthorized = (detail: string, challenge: string, cause?: unknown): HttpProblem =>
  new HttpProblem('unauthorized', detail, { headers: { 'www-authenticate': challenge }, cause })

/** 403 in place of 404 for another's account: it is said before anything is looked up, so it tells nothing. */
function refusal(
  { scope, isForAdmins, ownedBy }: Guard,
  { subject, scopes }: Principal,
  admin: string,
  request: FastifyRequest,
): HttpProblem | undefined {
  if (admin !== '' && scopes.has(admin)) return undefined
  if (isForAdmins) return insufficient('The operation is for administrators.', admin)
  if (scope !== '' && !scopes.has(scope)) return insufficient(`The token lacks the scope ${scope}.`, scope)
  if (ownedBy !== undefined && Reflect.get(request.params as object, ownedBy) !== subject)
    return new HttpProblem('forbidden', 'The token is for another account.')
  return undefined
}

function insufficient(detail: string, scope: string): HttpProblem {
  const needed = scope === '' ? '' : `, scope="${scope}"`
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope"${needed}` }
  return new HttpProblem('forbidden', detail, { headers })
}

/** 403 always: a route may refuse by what the body says. */
function document(route: RouteOptions, scope: string): void {
  if (!route.schema || route.schema.hide === true) return
  route.schema = {
    ...route.schema,
    security: [{ [SCHEME]: scope === '' ? [] : [scope] }],
    response: { ...(route.schema.response as object), ...problems(401, 403, 503) },
  }
}

/** Register it only where authentication is on, before the routes. */
export const authenticationPlugin = fp(authentication, { name: 'authentication', fastify: '5.x' })
