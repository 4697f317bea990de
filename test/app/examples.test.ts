import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { composeJobs, createWorker } from '../../src/background-jobs.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies, type Dependencies } from '../../src/dependencies.ts'
import type { HttpServer } from '../../src/http-server.ts'
import { loadSample } from '../../src/sample.ts'
import { temporaryFolder } from '../support/server-process.ts'
import { allFilledIn, type FilledIn } from './filled-in.ts'
import { operationAt, type OpenApiDocument } from './openapi-document.ts'

/** Operations whose example cannot do its work on a fresh service, with what it is answered and why. */
const EXCEPTIONS: Readonly<Record<string, readonly [status: number, reason: string]>> = {
  cancelJob: [409, 'the job of the sample is done by then, as any job that can be cancelled is soon'],
}

/** Parameters that stand in the place of another one, which the page fills in. */
const ALTERNATIVES: ReadonlySet<string> = new Set([
  'listNotifications notificationName',
  'listNotifications accountId',
])

/** Reads and writes first, then what ends something, then what takes away: small things before what holds them. */
const turnOf = ({ operationId, method, url }: FilledIn): number =>
  method === 'DELETE' ? 100 - url.split('/').length : operationId.startsWith('cancel') ? 1 : 0

const folder = temporaryFolder()
let app: HttpServer
let dependencies: Dependencies
let worker: ReturnType<typeof createWorker>
let origin = ''
let document: OpenApiDocument
let requests: readonly FilledIn[]

beforeAll(async () => {
  const config = loadConfig({ SQLITE_PATH: ':memory:', OBJECTS_PATH: folder.path })
  dependencies = await createDependencies(config)
  const jobs = composeJobs({ config, dependencies })
  app = await buildApp({ config, dependencies, logger: false, jobs })
  worker = createWorker({ config, dependencies }, jobs)
  expect(await loadSample({ dependencies, jobs })).toBe(true)
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  worker?.start()
  for (const { jobId } of (await jobs.service.list({ limit: 10 })).items)
    while ((await jobs.service.get(jobId))?.status !== 'COMPLETED') await delay(10)
  document = (await app.inject('/openapi.json')).json<OpenApiDocument>()
  requests = [...allFilledIn(document)].sort((a, b) => turnOf(a) - turnOf(b))
}, 60_000)

/** The answer; of a stream, which stays open, only that there is one. */
async function ask(
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly text: string }> {
  const abort = new AbortController()
  const response = await fetch(url, { ...init, signal: abort.signal })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const text = isStream ? '' : await response.text()
  abort.abort()
  return { status: response.status, text }
}

afterAll(async () => {
  await worker?.stop()
  await app.close()
  await dependencies.close()
  folder.remove()
})

describe('the examples of the documentation, tried on a service that was just started', () => {
  it('of parameters that a read may have work one at a time, too', async () => {
    const failures: string[] = []
    for (const { operationId, method, url } of requests.filter((each) => each.method === 'GET')) {
      const { parameters = [] } = operationAt(document, method, url) ?? {}
      for (const { name, in: place, schema } of parameters) {
        const [example] = schema.examples ?? []
        if (example === undefined || ALTERNATIVES.has(`${operationId} ${name}`)) continue
        const asked = new URL(origin + url)
        if (place === 'query') asked.searchParams.set(name, String(example))
        const { status, text } = await ask(
          asked.href,
          place === 'header' ? { headers: { [name]: String(example) } } : {},
        )
        if (status >= 400) failures.push(`${operationId} ${name}=${String(example)}: ${status} ${text}`)
      }
    }
    expect(failures).toEqual([])
  })

  it('work as they stand, one operation after the other', async () => {
    const failures: string[] = []
    const empty: string[] = []
    for (const { operationId, method, url, headers, body = null } of requests) {
      const { status, text } = await ask(origin + url, { method, headers, body })
      const [expected] = EXCEPTIONS[operationId] ?? []
      const isRight = expected === undefined ? status < 400 : status === expected
      if (!isRight) failures.push(`${operationId}: ${method} ${url} ${body ?? ''} → ${status} ${text}`)
      if (text.startsWith('{"items":[]')) empty.push(operationId)
    }
    expect(requests.length).toBeGreaterThan(60)
    expect(failures).toEqual([])
    expect(empty, 'lists with nothing to see').toEqual([])
  })
})
