import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSENGERS } from '../support/passengers.ts'
import { JOBS } from '../features/jobs/follow.ts'
import { impossible, sum } from '../features/jobs/job-types.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { DocumentSchemas, operationAt, type OpenApiDocument, type Operation } from './openapi-document.ts'
import { accountItemSession } from './sessions/account-item-session.ts'
import { accountSession } from './sessions/account-session.ts'
import { jobSession } from './sessions/job-session.ts'
import { notificationSession } from './sessions/notification-session.ts'
import { passengerSession } from './sessions/passenger-session.ts'
import { propertySession } from './sessions/property-session.ts'
import type { Request } from './sessions/session.ts'
import { serviceSession } from './sessions/service-session.ts'
import { storySession } from './sessions/story-session.ts'

/** One for each group of operations. */
const sessions = [
  serviceSession,
  passengerSession,
  jobSession,
  storySession,
  propertySession,
  notificationSession,
  accountSession,
  accountItemSession,
]

let test: TestApp
let document: OpenApiDocument
let schemas: DocumentSchemas
let operations: readonly Operation[]
beforeAll(async () => {
  test = await startTestApp(
    { RATE_LIMIT_MAX: '100000', WORKER_CONCURRENCY: '0' },
    { jobTypes: [sum, impossible], withOwnJobTypes: true },
  )
  document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
  schemas = new DocumentSchemas(document)
  operations = Object.values(document.paths).flatMap((path) => Object.values(path))
})
afterAll(() => test.close())

const NOTEWORTHY = ['etag', 'location', 'link', 'x-request-id', 'idempotent-replayed', 'retry-after']

/** The status is in the document, and so are its headers; the body fits the schema that stands there. */
function expectDocumented({ operationId, responses }: Operation, response: LightMyRequestResponse): void {
  const { statusCode, headers, body } = response
  const where = `${operationId} ${statusCode}`
  const documented = responses[String(statusCode)]
  if (!documented) throw new Error(`${where} is not documented: ${body}`)
  const named = Object.keys(documented.headers ?? {}).map((header) => header.toLowerCase())
  expect(named, where).toEqual(
    expect.arrayContaining(NOTEWORTHY.filter((name) => headers[name] !== undefined)),
  )
  if (body === '') {
    expect(documented.content, where).toBeUndefined()
    return
  }
  const type = String(headers['content-type']).split(';', 1)[0] ?? ''
  const schema = documented.content?.[type]?.schema
  if (!schema) throw new Error(`${where} is not documented as ${type}`)
  expect(schemas.errors(schema, type.endsWith('json') ? response.json() : body), where).toEqual([])
}

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1 by the strict rules of Redocly', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify(document))
    const redocly = join(
      dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
      'bin',
      'cli.js',
    )
    const root = join(import.meta.dirname, '..', '..')
    const { status, stdout, stderr } = spawnSync(process.execPath, [redocly, 'lint', file], {
      encoding: 'utf8',
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
    rmSync(folder, { recursive: true })
    expect(status, stdout + stderr).toBe(0)
  })

  it('describes every operation with id, summary, description and one known tag', () => {
    const tags = document.tags.map(({ name }) => name)
    const known = sessions.flatMap((session) => session.operations)
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...known].sort())
    for (const { operationId, summary, description, tags: own } of operations) {
      expect(summary, operationId).toMatch(/^[A-Z].*[^.]$/)
      expect(description, operationId).toMatch(/^[A-Z][^]*\.$/)
      expect(own, operationId).toHaveLength(1)
      expect(tags, operationId).toContain(own[0])
    }
  })

  it('has an example for every body, asked or answered, and each fits its schema', () => {
    for (const { operationId, responses, requestBody } of operations) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const { schema, examples = {} } of Object.values(content)) {
          expect(Object.keys(examples), `${operationId} ${status}`).not.toEqual([])
          for (const { value } of Object.values(examples))
            expect(schemas.errors(schema, value), `${operationId} ${status}`).toEqual([])
        }
      }
      expect(Object.keys(requestBody?.content ?? { none: {} }), operationId).not.toEqual([])
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const { properties = {} } = schema as { properties?: Record<string, { examples?: readonly unknown[] }> }
      for (const [property, { examples }] of Object.entries(properties).filter(([each]) => each !== 'errors'))
        expect(examples, `${name}.${property}`).toHaveLength(1)
    }
  })

  it('says of every integer in how many bits it fits', () => {
    const integers: object[] = []
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      if ([(node as { type?: unknown }).type].flat().includes('integer')) integers.push(node)
      for (const [name, child] of Object.entries(node)) if (!/^examples?$/.test(name)) visit(child)
    }
    visit(document)
    expect(integers.length).toBeGreaterThan(50)
    for (const integer of integers) expect((integer as { format?: string }).format).toMatch(/^int(32|64)$/)
    const { properties } = document.components.schemas.Passenger as { properties: Record<string, object> }
    expect(properties).toMatchObject({ pclass: { format: 'int32' }, body: { format: 'int64' } })
  })

  it('explains every parameter and gives an example of it, but for the cursor, which is opaque', () => {
    for (const { operationId, parameters = [] } of operations) {
      for (const parameter of parameters) {
        expect(parameter.description, `${operationId} ${parameter.name}`).toBeTruthy()
        const { name, required, example, examples, schema } = parameter
        const sent = example ?? examples
        // The documentation page sends what stands here.
        if (required) expect(sent, `${operationId} ${name}`).toBeDefined()
        // An optional one only as a choice, where one of several has to be given.
        else expect(example, `${operationId} ${name}`).toBeUndefined()
        if (name !== 'cursor') expect(sent ?? schema.examples?.[0], `${operationId} ${name}`).toBeDefined()
      }
    }
  })

  it('documents every answer of a session, its headers and its body', async () => {
    const seen = new Map<string, Set<string>>()
    const requests: Request[] = []
    for (const session of sessions) requests.push(...(await session.requests(test.app)))
    for (const options of requests) {
      const operation = operationAt(document, options.method ?? 'GET', options.url)
      if (!operation) throw new Error(`No operation for ${options.method ?? 'GET'} ${options.url}`)
      const response = await test.app.inject(options)
      expectDocumented(operation, response)
      const statuses = seen.get(operation.operationId) ?? new Set()
      seen.set(operation.operationId, statuses.add(String(response.statusCode)))
    }
    // What no client can bring about here: too many requests, a failing store.
    const beyond = new Set(['429', '431', '500', '503'])
    const beyondClients = Object.assign({}, ...sessions.map((session) => session.beyondClients)) as Record<
      string,
      string[]
    >
    for (const { operationId, responses } of operations) {
      const expected = Object.keys(responses).filter((status) => !beyond.has(status))
      const lost = beyondClients[operationId] ?? []
      expect([...(seen.get(operationId) ?? []), ...lost].sort(), operationId).toEqual(expected.sort())
    }
  })

  it('shows the input of each job type, with an example that is taken as it is', async () => {
    const { schema } = operationAt(document, 'POST', JOBS)?.requestBody?.content['application/json'] ?? {}
    const { anyOf = [] } = schema as { anyOf?: (object & { examples: [{ jobType: string }] })[] }
    expect(anyOf.map(({ examples }) => examples[0].jobType)).toEqual([
      'sum',
      'impossible',
      'passenger_analysis',
      'passenger_import',
      'passenger_export',
      'sweep_files',
    ])
    for (const each of anyOf) {
      expect(schemas.errors(each, each.examples[0])).toEqual([])
      expect(
        (await test.app.inject({ method: 'POST', url: JOBS, payload: each.examples[0] })).statusCode,
      ).toBe(202)
    }
  })

  it('documents too many requests as they are answered', async () => {
    const limited = await startTestApp({ RATE_LIMIT_MAX: '1' })
    await limited.app.inject(PASSENGERS)
    const response = await limited.app.inject(PASSENGERS)
    await limited.close()
    expect(response.statusCode).toBe(429)
    const documented = operationAt(document, 'GET', PASSENGERS)?.responses['429']
    expect(Object.keys(documented?.headers ?? {})).toContain('Retry-After')
    const schema = documented?.content?.['application/problem+json']?.schema ?? {}
    expect(schemas.errors(schema, response.json())).toEqual([])
  })

  it('has schemas that refuse what is wrong', () => {
    const schema = { $ref: '#/components/schemas/Passenger' }
    const good = operations.find(({ operationId }) => operationId === 'getPassenger')?.responses['200']
      ?.content?.['application/json']?.examples?.passenger?.value
    expect(schemas.errors(schema, good)).toEqual([])
    expect(schemas.errors(schema, { ...(good as object), fare: '7.25' })).not.toEqual([])
    expect(schemas.errors(schema, { ...(good as object), version: 1 })).not.toEqual([])
  })
})
