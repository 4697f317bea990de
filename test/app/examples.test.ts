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

/** What is created may be asked for afterwards, and is taken away last: small things before what holds them. */
const turnOf = ({ operationId, method, url }: FilledIn): number =>
  operationId.startsWith('create') ? 0 : method === 'DELETE' ? 100 - url.split('/').length : 1

const isEnd = ({ operationId, method }: FilledIn): boolean =>
  method === 'DELETE' || operationId.startsWith('cancel')

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

/** Tries one after the other, and says what was not as it should be. */
async function tried(some: readonly FilledIn[]): Promise<string[]> {
  const failures: string[] = []
  for (const { operationId, method, url, headers, body = null } of some) {
    const { status, text } = await ask(origin + url, { method, headers, body })
    const [expected] = EXCEPTIONS[operationId] ?? []
    const isRight = expected === undefined ? status < 400 : status === expected
    const isEmpty = text.startsWith('{"items":[]')
    if (!isRight || isEmpty)
      failures.push(`${operationId}: ${method} ${url} ${body ?? ''} → ${status} ${text}`)
  }
  return failures
}

describe('the examples of the documentation, tried on a service that was just started', () => {
  it('work as they stand, and lists have something to show', async () => {
    expect(requests.length).toBeGreaterThan(60)
    expect(await tried(requests.filter((each) => !isEnd(each)))).toEqual([])
  })

  it('of parameters that a read may have work one at a time, too', async () => {
    const failures: string[] = []
    for (const { operationId, method, url } of requests.filter((each) => each.method === 'GET')) {
      const { parameters = [] } = operationAt(document, method, url) ?? {}
      for (const { name, in: place, schema } of parameters) {
        const [example] = schema.examples ?? []
        if (example === undefined || ALTERNATIVES.has(`${operationId} ${name}`)) continue
        const asked = new URL(origin + url)
        if (place === 'query') asked.searchParams.set(name, String(example))
        const headers: Record<string, string> = place === 'header' ? { [name]: String(example) } : {}
        const { status, text } = await ask(asked.href, { headers })
        if (status >= 400) failures.push(`${operationId} ${name}=${String(example)}: ${status} ${text}`)
      }
    }
    expect(failures).toEqual([])
  })

  it('of what ends or deletes something work in the end', async () => {
    expect(await tried(requests.filter(isEnd))).toEqual([])
  })
})
