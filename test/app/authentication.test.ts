import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectInjected } from '../plugins/demo-app.ts'
import { aPassenger, PASSENGERS } from '../support/passengers.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { TokenProvider } from '../support/token-provider.ts'
import { DocumentSchemas, type OpenApiDocument, type Operation } from './openapi-document.ts'

/** Operations that look beyond one account, or that its user may not do. */
const FOR_ADMINS = new Set(['listNotifications', 'listUsers', 'depositCredit'])

let provider: TokenProvider
let test: TestApp
let document: OpenApiDocument
beforeAll(async () => {
  provider = await TokenProvider.start()
  test = await startTestApp(
    provider.environment({
      OIDC_READ_SCOPE: 'api/read',
      OIDC_WRITE_SCOPE: 'api/write',
      OIDC_ADMIN_SCOPE: 'api/admin',
      CORS_ALLOWED_ORIGINS: 'https://app.example',
      WORKER_CONCURRENCY: '0',
    }),
  )
  document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
})
afterAll(async () => {
  await test.close()
  await provider.stop()
})

const bearer = async (scope: string, claims = {}): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${await provider.token({ scope, ...claims })}`,
})

/** Each operation of the document, with something in the place of each path parameter. */
const operations = (): (readonly [InjectOptions, Operation, string])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      // A stream that began would not end.
      const query = path.includes('/sse/') ? '?lastEventId=1' : ''
      const url = path.replaceAll(/\{\w+\}/g, 'x') + query
      return [{ method: method.toUpperCase() as 'GET', url }, operation, path] as const
    }),
  )
const secured = () => operations().filter(([, { security }]) => security?.length !== 0)

const isForUsers = ([, { operationId }]: readonly [InjectOptions, Operation, string]): boolean =>
  !FOR_ADMINS.has(operationId)

describe('a service that asks for tokens', () => {
  it('says so in its document, for every operation but the public ones', () => {
    const open = operations().filter(([, { security }]) => security?.length === 0)
    expect(open.map(([{ url }]) => url).sort()).toEqual(['/health/live', '/health/ready', '/version'])
    for (const [{ method }, { operationId, security, responses }] of secured()) {
      const [{ bearer: scopes = [] } = {}] = security ?? []
      const byMethod = method === 'GET' ? 'api/read' : 'api/write'
      expect([[byMethod], ['api/admin']], operationId).toContainEqual(scopes)
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['401', '403', '503']))
    }
    expect(document.components).toMatchObject({
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    })
  })

  it('answers 401 without one, whatever the operation, and as documented', async () => {
    expect(secured().length).toBeGreaterThan(15)
    const schemas = new DocumentSchemas(document)
    for (const [request, { operationId, responses }] of secured()) {
      for (const method of request.method === 'GET' ? (['GET', 'HEAD'] as const) : [request.method]) {
        const response = await test.app.inject({ ...request, ...(method && { method }) })
        expect(response.statusCode, operationId).toBe(401)
        expect(response.headers['www-authenticate'], operationId).toBe('Bearer')
        if (method === 'HEAD') continue
        expectInjected(response, 'unauthorized')
        const schema = responses['401']?.content?.['application/problem+json']?.schema ?? {}
        expect(schemas.errors(schema, response.json()), operationId).toEqual([])
      }
    }
  })

  it('answers 403 to a token without the scope, and says which one it lacks', async () => {
    const wrong = { GET: await bearer('api/write'), other: await bearer('api/read openid') }
    for (const [request, { operationId }] of secured()) {
      const headers = request.method === 'GET' ? wrong.GET : wrong.other
      const response = await test.app.inject({ ...request, headers })
      expectInjected(response, 'forbidden')
      const own = request.method === 'GET' ? 'api/read' : 'api/write'
      const scope = FOR_ADMINS.has(operationId) ? 'api/admin' : own
      expect(response.headers['www-authenticate'], operationId).toBe(
        `Bearer error="insufficient_scope", scope="${scope}"`,
      )
    }
  })

  it('serves who has the scope', async () => {
    const write = await test.app.inject({
      method: 'POST',
      url: PASSENGERS,
      headers: await bearer('api/write'),
      payload: { ...aPassenger(), id: 'T 1' },
    })
    expect(write.statusCode).toBe(201)
    for (const scope of ['api/read', 'openid api/read', 'api/admin']) {
      const read = await test.app.inject({ url: `${PASSENGERS}/T%201`, headers: await bearer(scope) })
      expect(read.statusCode).toBe(200)
    }
  })

  it.each([
    ['a token that is over', async () => `Bearer ${await provider.token({ exp: 1 })}`, 'Token expired'],
    ['a token of another', async () => `Bearer ${await provider.token({ iss: 'x' })}`, 'Invalid token: '],
    ['no token', async () => 'Bearer', 'Missing Bearer token'],
    ['a password', async () => 'Basic YTpi', 'Missing Bearer token'],
    ['two tokens', async () => 'Bearer a.b.c d.e.f', 'Missing Bearer token'],
    ['no scheme', () => provider.token(), 'Missing Bearer token'],
  ])('answers 401 to %s', async (_what, header, detail) => {
    const response = await test.app.inject({ url: PASSENGERS, headers: { authorization: await header() } })
    expect(expectInjected(response, 'unauthorized').detail).toContain(detail)
    expect(response.headers['www-authenticate']).toMatch(/^Bearer error="invalid_(token|request)"/)
  })

  it('answers 401 to two Authorization headers: a gateway may have looked at the other one', async () => {
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { authorization } = await bearer('api/read')
    const { exchange, parseAnswer } = await import('../plugins/demo-app.ts')
    const { port } = test.app.server.address() as { port: number }
    const ask = async (lines: string): Promise<number> =>
      parseAnswer(
        await exchange(port, `GET ${PASSENGERS} HTTP/1.1\r\nHost: x\r\n${lines}Connection: close\r\n\r\n`),
      ).status
    expect(await ask(`Authorization: ${authorization}\r\n`)).toBe(200)
    expect(await ask(`Authorization: ${authorization}\r\nauthorization: Bearer x\r\n`)).toBe(401)
  })

  it('does not take a token from anywhere else', async () => {
    const token = await provider.token({ scope: 'api/read' })
    const response = await test.app.inject({
      url: `${PASSENGERS}?access_token=${token}`,
      headers: { cookie: `token=${token}`, 'x-authorization': `Bearer ${token}` },
    })
    expectInjected(response, 'unauthorized')
  })

  it('leaves public what has to be: health, version, documentation, problem pages, preflights', async () => {
    for (const url of [
      '/health/live',
      '/health/ready',
      '/version',
      '/openapi.json',
      '/docs',
      '/docs/static/index.html',
      '/problems',
      '/problems/unauthorized',
    ])
      expect((await test.app.inject(url)).statusCode, url).toBeLessThan(400)
    const origin = 'https://app.example'
    const preflight = await test.app.inject({
      method: 'OPTIONS',
      url: PASSENGERS,
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers['access-control-allow-origin']).toBe(origin)
    expect((await test.app.inject({ method: 'OPTIONS', url: PASSENGERS })).headers.allow).toContain('POST')
    // The signature of the URL is the permission there, and this one has none.
    expect((await test.app.inject('/objects/x')).statusCode).not.toBe(401)
  })

  it('still says 404 and 405 of what there is not', async () => {
    expectInjected(await test.app.inject('/api/v1/nothing'), 'route_not_found')
    expectInjected(await test.app.inject({ method: 'DELETE', url: PASSENGERS }), 'method_not_allowed')
  })

  it('has CORS headers on 401, 403 and 404', async () => {
    const origin = 'https://app.example'
    const requests = [
      { url: PASSENGERS },
      { url: PASSENGERS, headers: await bearer('none') },
      { url: '/nothing' },
    ]
    for (const request of requests) {
      const response = await test.app.inject({ ...request, headers: { ...request.headers, origin } })
      expect(response.statusCode).toBeGreaterThan(400)
      expect(response.headers['access-control-allow-origin']).toBe(origin)
      expect(response.headers['access-control-expose-headers']).toContain('WWW-Authenticate')
    }
  })

  it('keeps the answers of an Idempotency-Key apart', async () => {
    const ask = async (subject: string) =>
      test.app.inject({
        method: 'POST',
        url: PASSENGERS,
        headers: { ...(await bearer('api/write', { sub: subject })), 'idempotency-key': 'k1' },
        payload: aPassenger({ ticket: 'T 2' }),
      })
    const [first, again, other] = [await ask('ann'), await ask('ann'), await ask('bob')]
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.json()).toEqual(first.json())
    expect(other.headers['idempotent-replayed']).toBeUndefined()
    expect(other.json()).not.toEqual(first.json())
  })
})

describe('an account', () => {
  const owned = () =>
    secured().filter((each) => isForUsers(each) && /\{(userId|accountId|owner)\}/.test(each[2]))

  it('is its owner’s and the administrators’, in every operation with its id', async () => {
    const [own, others] = [
      await bearer('api/read api/write', { sub: 'x' }),
      await bearer('api/read api/write'),
    ]
    const admin = await bearer('api/admin')
    expect(owned().length).toBeGreaterThan(4)
    for (const [request, { operationId }] of owned()) {
      const response = await test.app.inject({ ...request, headers: others })
      expectInjected(response, 'forbidden')
      expect(response.json<{ detail: string }>().detail, operationId).toContain('another account')
      for (const headers of [own, admin]) {
        const { statusCode } = await test.app.inject({ ...request, headers })
        expect([401, 403], `${operationId} ${statusCode}`).not.toContain(statusCode)
      }
    }
  })

  it('is made by whom it is for, listed and given credit by administrators', async () => {
    const own = await bearer('api/read api/write', { sub: 'x' })
    const make = (payload: object) =>
      test.app.inject({ method: 'POST', url: '/api/v1/users', headers: own, payload })
    expectInjected(await make({ userId: 'y', email: 'y@example.org', name: 'Y' }), 'forbidden')
    const made = await make({ email: 'x@example.org', name: 'X' })
    expect(made.json()).toMatchObject({ userId: 'x', credit: 0 })
    const forAdmins = secured().filter(([, { operationId }]) =>
      /^(listUsers|depositCredit)$/.test(operationId),
    )
    expect(forAdmins).toHaveLength(2)
    for (const [request] of forAdmins) {
      const asked = { ...request, ...(request.method === 'POST' && { payload: { amount: 5 } }) }
      expectInjected(await test.app.inject({ ...asked, headers: own }), 'forbidden')
      const headers = await bearer('api/admin')
      expect((await test.app.inject({ ...asked, headers })).statusCode).toBe(200)
    }
  })

  it('is notified of jobs of its owner alone', async () => {
    const submit = async (notifyAccountId: string | null) => {
      const payload = { jobType: 'passenger_analysis', inputData: { passengerId: 'x' }, notifyAccountId }
      const headers = await bearer('api/write', { sub: 'x' })
      return test.app.inject({ method: 'POST', url: '/api/v1/jobs', headers, payload })
    }
    expect((await submit('x')).statusCode).toBe(202)
    expect((await submit(null)).statusCode).toBe(202)
    expectInjected(await submit('y'), 'forbidden')
  })

  it('is not anybody else’s by another spelling of the id', async () => {
    for (const id of ['X', 'x%20', 'x%00', 'x%2Fstories', '%78x', 'x;', 'x%2e']) {
      const headers = await bearer('api/read', { sub: 'x' })
      const { statusCode } = await test.app.inject({ url: `/api/v1/stories/${id}`, headers })
      expect([400, 403, 404], id).toContain(statusCode)
    }
    const headers = await bearer('api/read', { sub: 'x' })
    expect((await test.app.inject({ url: '/api/v1/stories/%78', headers })).statusCode).toBe(200)
  })
})

describe('an outage of the provider', () => {
  it('before any key was read is 503, never 401 or 500', async () => {
    const gone = await TokenProvider.start()
    const token = await gone.token()
    const one = await startTestApp(gone.environment({ CORS_ALLOWED_ORIGINS: '*' }))
    await gone.stop()
    const response = await one.app.inject({
      url: PASSENGERS,
      headers: { authorization: `Bearer ${token}`, origin: 'https://any.example' },
    })
    expectInjected(response, 'unavailable')
    expect(response.headers['retry-after']).toBe('5')
    expect(response.headers['access-control-allow-origin']).toBe('*')
    await one.close()
  })
})

describe('the start', () => {
  it.each([
    [{ AUTH_ENABLED: 'true' }, 'OIDC_ISSUER'],
    [{ AUTH_ENABLED: 'true', OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID'],
    [
      {
        AUTH_ENABLED: 'true',
        OIDC_ISSUER: 'http://id.example',
        OIDC_CLIENT_ID: 'x',
        APP_ENV: 'prod',
        CURSOR_SECRET: 'sixteen letters!',
      },
      'OIDC_JWKS_URL',
    ],
  ])('is refused with %o, by name', async (environment, name) => {
    await expect(startTestApp(environment)).rejects.toThrow(name)
  })
})
