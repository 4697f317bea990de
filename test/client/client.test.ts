import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiError, createApiClient, dataOf, eachItem, type ApiClient, type Job } from '../../client/client.ts'
import { analyse, countSaved, growOlder } from '../../client/example.ts'
import { followJob } from '../../client/follow-job.ts'
import { clientTypes } from '../../scripts/client-types.ts'
import { openApiDocument } from '../../scripts/openapi-document.ts'
import { passengersSample } from '../../src/features/passengers/index.ts'
import { doing } from '../features/jobs/job-types.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const root = join(import.meta.dirname, '..', '..')
const BRAUND = 'A/5 21171'

let service: TestApp
let baseUrl = ''
let client: ApiClient
let release: () => void = () => undefined
const held = new Promise<void>((resolve) => (release = resolve))
const patient = doing('patient', async ({ progress }) => {
  progress(50, 'half')
  await held
  return undefined
})

beforeAll(async () => {
  service = await startTestApp({}, { jobTypes: [patient], withOwnJobTypes: true })
  await passengersSample(service.dependencies.data).load()
  baseUrl = await service.app.listen({ host: '127.0.0.1', port: 0 })
  client = createApiClient({ baseUrl })
})
afterAll(() => service.close())

describe('the types of the client', () => {
  it('are those of the document: otherwise run npm run client:generate', async () => {
    const document = await openApiDocument()
    const committed = readFileSync(join(root, 'client', 'api.ts'), 'utf8')
    expect(committed === (await clientTypes(document)), 'run npm run client:generate').toBe(true)
  })
})

describe('the example', () => {
  it('pages through the passengers, each of them once', async () => {
    const { items } = dataOf(
      await client.GET('/api/v1/passengers', { params: { query: { pclass: 3, limit: 2000 } } }),
    )
    expect(items.length).toBeGreaterThan(20)
    const saved = items.filter(({ survived }) => survived === 1).length
    expect(await countSaved(client)).toEqual({ passengers: items.length, saved })
  })

  it('follows a job to its result', async () => {
    const told: Job[] = []
    const job = await analyse(client, BRAUND, (each) => told.push(each))
    expect(job).toMatchObject({ status: 'COMPLETED', result: { passengerId: BRAUND } })
    expect(told.at(-1)).toEqual(job)
  })

  it('reads and changes again after a conflict, and loses neither change', async () => {
    const before = dataOf(await client.GET('/api/v1/passengers/{id}', { params: { path: { id: BRAUND } } }))
    const { passenger, attempts } = await growOlder(client, BRAUND)
    expect(attempts).toBe(2)
    expect(passenger).toEqual({ ...before, cabin: 'F33', age: (before.age ?? 0) + 1 })
  })

  it('is a program that ends well', async () => {
    const example = join(root, 'client', 'example.ts')
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', example, baseUrl])
    expect(stdout).toMatch(/^Third class: \{ passengers: \d+, saved: \d+ \}$/m)
    expect(stdout).toMatch(/^Job: COMPLETED 100 %$/m)
    expect(stdout).toMatch(/^Braund, Owen Harris is \d+ in F33, by 2 attempts$/m)
  })
})

describe('the client', () => {
  it('throws a problem as it was answered', async () => {
    const wanted = client.GET('/api/v1/passengers/{id}', { params: { path: { id: 'nobody' } } })
    const error = await wanted.then(dataOf).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).problem).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('walks over an empty list', async () => {
    const walk = eachItem(() => Promise.resolve({ items: [], nextCursor: null }))
    expect((await walk.next()).done).toBe(true)
  })

  it('goes on following a job where a connection broke, without an event twice or missing', async () => {
    const proxy = await cuttingProxy(baseUrl)
    const through = createApiClient({ baseUrl: proxy.url })
    const submitted = dataOf(
      await through.POST('/api/v1/jobs', { body: { jobType: 'patient', inputData: {} } as never }),
    )
    const states: string[] = []
    for await (const { status, progress } of followJob(through, submitted.jobId, { reconnectMs: 10 })) {
      states.push(`${status} ${progress.percent}`)
      if (progress.percent === 50) {
        proxy.cut()
        release()
      }
    }
    expect(new Set(states).size).toBe(states.length)
    expect(states.at(-1)).toBe('COMPLETED 100')
    expect(proxy.streams()).toBe(2)
    await proxy.close()
  })

  it('ends its stream when it has seen enough', async () => {
    const { jobId } = dataOf(
      await client.POST('/api/v1/jobs', {
        body: { jobType: 'passenger_analysis', inputData: { passengerId: BRAUND } },
      }),
    )
    // More than a client may have open together.
    for (let times = 0; times < 15; times++) {
      for await (const job of followJob(client, jobId)) {
        expect(job.jobId).toBe(jobId)
        break
      }
    }
  })
})

/** Hands requests on, and cuts the event streams that are open when told. */
async function cuttingProxy(target: string) {
  const open = new Set<() => void>()
  let streams = 0
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming
    const onward = request(new URL(url, target), { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => undefined).pipe(outgoing)
      if (!url.includes('/sse/')) return
      streams += 1
      open.add(() => outgoing.socket?.destroy())
    })
    incoming.pipe(onward)
    outgoing.on('close', () => onward.destroy())
    onward.on('error', () => undefined)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streams: () => streams,
    cut: () => {
      for (const each of open) each()
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
