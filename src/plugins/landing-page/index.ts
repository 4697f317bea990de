import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isAcceptable } from '../content-negotiation.ts'
import '../route-config.ts'
import { ICON } from '../icon.ts'
import type { LandingPageOptions } from './landing-page-options.ts'
import { operationsOf, type ShownOperation } from './operations.ts'
import { pageOf } from './page.ts'
import { SCRIPT } from './script.ts'
import { snapshots } from './snapshot.ts'
import { STYLE } from './style.ts'

export type { LandingPageOptions } from './landing-page-options.ts'

const ASSETS = '/landing'

/** Its own style, script, icon and requests; nothing inline, nothing of another host. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** No operations of the API, and for everybody. */
const OPEN = { schema: { hide: true }, config: { access: 'public' } } as const

/** A page at `/` for people. Whoever does not ask for HTML gets 404 there, as without the page. */
export async function landingPage(app: FastifyInstance, options: LandingPageOptions): Promise<void> {
  const read = snapshots(options)
  let operations: readonly ShownOperation[] | undefined

  app.get('/', OPEN, async (request, reply) => {
    vary(reply)
    if (!wantsHtml(request.headers.accept)) {
      reply.callNotFound()
      return reply
    }
    operations ??= operationsOf(await app.openapiDocument())
    const origin = options.publicUrl ?? originOf(request)
    const page = pageOf({ options, operations, snapshot: await read(), origin, assets: ASSETS })
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .type('text/html; charset=utf-8')
      .send(page)
  })

  serve(app, 'style.css', 'text/css; charset=utf-8', STYLE)
  serve(app, 'script.js', 'text/javascript; charset=utf-8', SCRIPT)
  serve(app, 'icon.svg', 'image/svg+xml', ICON)
}

/** Asked for anew with each page, and sent only when it changed: a new version of the service has no old style. */
function serve(app: FastifyInstance, name: string, type: string, text: string): void {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  app.get(`${ASSETS}/${name}`, OPEN, (request, reply) => {
    void reply.headers({ etag, 'cache-control': 'no-cache' })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type(type).send(text)
  })
}

// A bare `*/*` is no wish for HTML: it is what curl sends.
const wantsHtml = (accept = ''): boolean =>
  /\btext\/html\b/i.test(accept) && isAcceptable(accept, ['text/html'])

/** A cache must not give a program the page of a browser. */
function vary(reply: FastifyReply): void {
  const others = reply.getHeader('vary')
  reply.header('vary', others === undefined ? 'Accept' : `${String(others)}, Accept`)
}

/** The client chose its Host, so it is shown only when it can be one. */
function originOf({ protocol, host }: FastifyRequest): string {
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? `${protocol}://${host}` : ''
}
