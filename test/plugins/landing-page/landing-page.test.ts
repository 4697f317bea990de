import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { landingPage, type LandingPageOptions } from '../../../src/plugins/landing-page/index.ts'
import { TokenProvider } from '../../support/token-provider.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

describe('the landing page of the service', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await startTestApp({}, { jobTypes: [], withOwnJobTypes: true })
  })
  afterAll(() => test.close())

  const get = async (url: string, headers: Record<string, string> = html) => test.app.inject({ url, headers })

  it('says what there is: every feature, every table with keys, indexes and items, every operation', async () => {
    await test.app.inject({
      method: 'PUT',
      url: '/api/v1/passengers/1',
      payload: { ticket: '1', name: 'A. Nobody', pclass: 3, survived: 0, sex: 'male' },
    })
    const { statusCode, headers, body } = await get('/')
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('Healthy: SQLite answers')
    for (const tag of ['passengers', 'jobs', 'stories']) expect(body).toContain(`id="feature-${tag}"`)
    expect(body).toMatch(/<b id="name-passengers">passengers<\/b>\s+<span>1 item</)
    expect(body).toMatch(/ticket-index<\/th><td><code>ticket<\/code><\/td><td><code>id/)
    for (const table of ['passengers', 'jobs', 'entities', 'idempotency', 'messages'])
      expect(body.match(new RegExp(`id="table-${table}"`, 'g')), table).toHaveLength(1)
    const { paths } = (await get('/openapi.json')).json<{ paths: Record<string, object> }>()
    for (const path of Object.keys(paths).filter((each) => each.startsWith('/api/')))
      expect(body).toContain(`</b> ${path}</code>`)
  })

  it('links only to what is there, and its first requests work', async () => {
    const { body } = await get('/')
    const links = new Set([...body.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, path = '']) => path))
    expect(links.size).toBeGreaterThan(8)
    for (const path of links) {
      if (path === '/api/v1/jobs/') continue // the empty row that the script fills
      const { statusCode } = await test.app.inject({ url: path, headers: { host: 'localhost' } })
      expect([200, 302, 404].includes(statusCode), `${path}: ${statusCode}`).toBe(true)
      if (!path.startsWith('/api/v1/passengers/')) expect(statusCode, path).not.toBe(404)
    }
    const [, example = ''] = /data-body="([^"]+)"/.exec(body) ?? []
    const payload = JSON.parse(example.replaceAll('&quot;', '"')) as object
    expect((await test.app.inject({ method: 'POST', url: '/api/v1/jobs', payload })).statusCode).toBe(202)
  })

  it('shows the newest jobs', async () => {
    const submitted = await test.app.inject({
      method: 'POST',
      url: '/api/v1/jobs',
      payload: { jobType: 'passenger_export', inputData: {} },
    })
    const { jobId } = submitted.json<{ jobId: string }>()
    expect((await get('/')).body).toContain(`data-id="${jobId}"`)
  })

  it('is HTML only for those who ask for it by name', async () => {
    for (const accept of ['*/*', 'application/json', 'text/html;q=0', 'text/*']) {
      const response = await get('/', { accept })
      expect(response.statusCode, accept).toBe(404)
      expect(response.json()).toMatchObject({ code: 'route_not_found' })
      expect(response.headers.vary).toBe('Accept')
    }
    expect((await test.app.inject({ method: 'POST', url: '/', headers: html })).statusCode).toBe(405)
  })

  it('lets nothing run, load or frame but what is its own, and is not kept', async () => {
    const { headers, body } = await get('/')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect([headers['cache-control'], headers.vary]).toEqual(['no-store', 'Accept'])
    expect(body).not.toMatch(/<script(?![^>]* src="\/landing\/script\.js")|<style|\sstyle=|\son\w+=/)
  })

  it.each(['style.css', 'script.js', 'icon.svg'])('%s is sent again only when it changed', async (name) => {
    const first = await get(`/landing/${name}`)
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-cache'])
    const again = await get(`/landing/${name}`, { 'if-none-match': String(first.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('shows a Host that can be none nowhere', async () => {
    const { body } = await get('/', { ...html, host: 'x$(reboot)' })
    expect(body).not.toContain('reboot')
  })
})

describe('where it is', () => {
  it.each([
    [{ LANDING_PAGE: 'false' }, 404],
    [{ APP_ENV: 'prod', CURSOR_SECRET: 'sixteen characters' }, 404],
    [{ APP_ENV: 'prod', CURSOR_SECRET: 'sixteen characters', LANDING_PAGE: 'true' }, 200],
  ])('%j: %i', async (environment, status) => {
    const test = await startTestApp(environment)
    expect((await test.app.inject({ url: '/', headers: html })).statusCode).toBe(status)
    expect((await test.app.inject('/landing/style.css')).statusCode).toBe(status)
    await test.close()
  })

  it('is open to everybody where callers need a token, and shows them nothing of the data', async () => {
    const provider = await TokenProvider.start()
    const test = await startTestApp(provider.environment())
    const { statusCode, body } = await test.app.inject({ url: '/', headers: html })
    expect(statusCode).toBe(200)
    expect(body).toContain('id="table-passengers"')
    expect(body).not.toMatch(/ items</)
    expect(body).not.toContain('job-section')
    expect((await test.app.inject('/landing/style.css')).statusCode).toBe(200)
    expect((await test.app.inject('/api/v1/jobs')).statusCode).toBe(401)
    await test.close()
    await provider.stop()
  })

  it('differs by origin as well where CORS is on', async () => {
    const test = await startTestApp({ CORS_ALLOWED_ORIGINS: 'https://app.example.com' })
    expect((await test.app.inject({ url: '/', headers: html })).headers.vary).toBe('Origin, Accept')
    await test.close()
  })
})

describe('the page of other options', () => {
  const table = defineTable({
    base: 'things',
    key: { pk: 'id', sk: { name: 'at', type: 'N' } },
    deployment: { tier: 'backend', flag: 'EnableThingsTable' },
  })
  const options: LandingPageOptions = {
    title: '<b>Things</b>',
    description: 'A & B',
    version: '1.0.0',
    build: 'dev',
    backend: 'DynamoDB',
    features: [{ name: 'things', description: '"Things"', tables: ['things'] }],
    tables: [table],
    itemsOf: () => Promise.resolve(1234),
    isCountExact: false,
    isReady: () => Promise.resolve(),
    jobs: undefined,
    needsToken: false,
    publicUrl: 'https://api.example.com',
  }
  const pageOf = async (changed: Partial<LandingPageOptions> = {}): Promise<string> => {
    const app = Fastify()
    app.decorate('openapiDocument', async () => ({
      paths: {
        '/things/{id}': {
          get: {
            operationId: 'getThing',
            summary: 'Get a thing',
            tags: ['things'],
            parameters: [{ name: 'id', in: 'path', required: true, example: "it's/1" }],
          },
        },
      },
    }))
    await app.register(landingPage, { ...options, ...changed })
    const { body } = await app.inject({ url: '/', headers: html })
    await app.close()
    return body
  }

  it('escapes the text of its options, for HTML and for the shell', async () => {
    const body = await pageOf()
    expect(body).toContain('<title>&lt;b&gt;Things&lt;/b&gt;</title>')
    expect(body).toContain('A &amp; B')
    expect(body).toContain('&quot;Things&quot;')
    expect(body).toContain(
      String.raw`curl -s &#39;https://api.example.com/things/it&#39;\&#39;&#39;s%2F1&#39;`,
    )
  })

  it('says that an estimate is one, and shows no jobs where there are none to see', async () => {
    const body = await pageOf()
    expect(body).toContain('about 1,234 items')
    expect(body).toContain('<code>at</code> number')
    expect(body).not.toContain('job-section')
  })

  it('says nothing of the data where callers need a token, and nothing asks the backend for it', async () => {
    const asked = vi.fn(() => Promise.reject(new Error('not to be asked')))
    const jobs = { path: '/jobs', events: '/events', recent: asked, example: {} }
    const body = await pageOf({ needsToken: true, itemsOf: asked, jobs })
    expect(asked).not.toHaveBeenCalled()
    expect(body).not.toMatch(/items|job-section/)
    expect(body).toContain('-H &quot;authorization: Bearer $TOKEN&quot;')
    expect(body).toContain('Healthy')
  })

  it('comes in time with what is known when the backend is silent or fails', async () => {
    const never = () => new Promise<never>(() => undefined)
    const began = Date.now()
    const silent = await pageOf({ itemsOf: never, isReady: never })
    expect(Date.now() - began).toBeLessThan(3000)
    const failing = await pageOf({
      itemsOf: () => Promise.reject(new Error('no')),
      isReady: () => Promise.reject(new Error('no')),
      jobs: { path: '/jobs', events: '/events', recent: () => Promise.reject(new Error('no')) },
    })
    for (const body of [silent, failing]) {
      expect(body).toContain('Not ready: DynamoDB does not answer')
      expect(body).toContain('items not known')
    }
    expect(failing).toContain('They cannot be read now.')
  })

  it('counts the items of a table at most once in five seconds, however often it is asked for', async () => {
    const itemsOf = vi.fn(() => Promise.resolve(1))
    const app = Fastify()
    app.decorate('openapiDocument', async () => ({}))
    await app.register(landingPage, { ...options, itemsOf })
    for (let times = 0; times < 20; times++) await app.inject({ url: '/', headers: html })
    expect(itemsOf).toHaveBeenCalledTimes(1)
    await app.close()
  })
})
