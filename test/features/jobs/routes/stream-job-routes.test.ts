import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobDto } from '../../../../src/features/jobs/routes/job-dto.ts'
import { EventClient } from '../../../support/event-client.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../../../support/test-app.ts'
import { finished, JOBS, submitted, until } from '../follow.ts'
import { OtherWorker } from '../other-worker.ts'
import { doing, impossible, sum } from '../job-types.ts'

class Gate {
  open: () => void = () => undefined
  readonly opened = new Promise<undefined>((resolve) => {
    this.open = () => {
      resolve(undefined)
    }
  })
}
let gate = new Gate()
/** Goes on when the test says so. */
const gated = doing('gated', async ({ progress }) => {
  progress(50, 'Half')
  return gate.opened
})
const STREAM = '/api/v1/sse/jobs'

const statesOf = ({ events }: EventClient): JobDto[] =>
  events.filter(({ data }) => data !== '[DONE]').map(({ data }) => JSON.parse(data) as JobDto)

await onEveryBackend(
  (app) => {
    let origin = ''
    beforeAll(async () => {
      origin = await app().listen({ port: 0, host: '127.0.0.1' })
    })
    const open = (jobId: string, headers: Record<string, string> = {}, query = '') =>
      EventClient.open(`${origin}${STREAM}/${jobId}${query}`, headers)

    it('gives each state of a job as it comes, then [DONE], and ends', async () => {
      gate = new Gate()
      const { jobId } = await submitted(app(), 'gated')
      await until(app(), jobId, ({ progress }) => progress.percent === 50)
      const client = await open(jobId)
      await client.until(1)
      gate.open()
      await client.closed
      expect(client.ids).toEqual([3, 4])
      expect(statesOf(client).map(({ status, progress }) => [status, progress.percent])).toEqual([
        ['PROCESSING', 50],
        ['COMPLETED', 100],
      ])
      expect(client.events.at(-1)).toEqual({ id: undefined, data: '[DONE]' })
      expect(statesOf(client).at(-1)).toEqual((await app().inject(`${JOBS}/${jobId}`)).json())
    })

    it('gives the whole history after 0, and exactly what was missed after a later version', async () => {
      const { jobId } = await submitted(app(), 'sum', { numbers: [1, 2] })
      await until(app(), jobId, finished)
      const whole = await open(jobId, { 'last-event-id': '0' })
      await whole.closed
      expect(whole.ids).toEqual([1, 2, 3])
      expect(statesOf(whole).map(({ status, attempts, result }) => [status, attempts, result])).toEqual([
        ['PENDING', 0, null],
        ['PROCESSING', 1, null],
        ['COMPLETED', 1, { sum: 3, unit: 'pieces' }],
      ])
      const rest = await open(jobId, {}, '?lastEventId=2')
      await rest.closed
      expect(rest.ids).toEqual([3])
      const header = await open(jobId, { 'last-event-id': '1' }, '?lastEventId=2')
      await header.closed
      expect(header.ids).toEqual([2, 3])
    })

    it('answers 204 where there is nothing more to come, 400 for what is no version, 404 for no job', async () => {
      const { jobId } = await submitted(app(), 'impossible')
      await until(app(), jobId, finished)
      const status = async (path: string, headers: Record<string, string> = {}) =>
        (await app().inject({ url: `${STREAM}/${path}`, headers })).statusCode
      expect(await status(jobId, { 'last-event-id': '3' })).toBe(204)
      expect(await status(jobId, { 'last-event-id': '4' })).toBe(400)
      expect(await status(`${jobId}?lastEventId=-1`)).toBe(400)
      expect(await status(`${jobId}?lastEventId=abc`)).toBe(400)
      expect(await status('nobody')).toBe(404)
      const none = await app().inject(`${STREAM}/nobody`)
      expect(none.json()).toMatchObject({ detail: 'Job not found: nobody', status: 404 })
    })

    it('tells of a cancelled job', async () => {
      gate = new Gate()
      const { jobId } = await submitted(app(), 'gated')
      const client = await open(jobId, { 'last-event-id': '0' })
      await client.until(2)
      await app().inject({ method: 'POST', url: `${JOBS}/${jobId}/cancel` })
      await client.closed
      expect(statesOf(client).at(-1)?.status).toBe('CANCELLED')
      gate.open()
    })
  },
  {},
  { jobTypes: [sum, gated, impossible] },
)

/** Small and good enough: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('a client that loses its stream again and again', () => {
  const SEED = Number(process.env.SSE_SEED ?? 20_261_120)
  const RECONNECTS = 200
  let test: TestApp
  let origin = ''
  beforeAll(async () => {
    test = await startTestApp({ WORKER_CONCURRENCY: '0' }, { jobTypes: [sum] })
    origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => test.close())

  it(
    `misses and repeats nothing in ${RECONNECTS} reconnects (seed ${SEED})`,
    { timeout: 60_000 },
    async () => {
      const next = random(SEED)
      const { jobId } = await submitted(test.app, 'sum', { numbers: [1] })
      // What it changes is not told in this process: the streams have to find it out.
      const worker = await OtherWorker.claim(test.dependencies.data, jobId)
      const seen: number[] = []
      let [connections, isOver] = [0, false]
      const changes = (async () => {
        for (let percent = 0; connections <= RECONNECTS; percent++) {
          await worker.progress(percent % 100, `Step ${percent}`)
          await sleep(next() * 12)
        }
        await worker.complete()
      })()
      while (!isOver) {
        connections++
        const last = seen.at(-1) ?? 0
        const client = await EventClient.open(`${origin}${STREAM}/${jobId}`, {
          'last-event-id': String(last),
        })
        if (client.response.statusCode === 204) break
        const loses = connections <= RECONNECTS
        await Promise.race(loses ? [client.closed, sleep(next() * 40)] : [client.closed])
        client.drop()
        seen.push(...client.ids)
        isOver = client.events.at(-1)?.data === '[DONE]'
      }
      await changes
      const { headers } = await test.app.inject(`${JOBS}/${jobId}`)
      const versions = Number(String(headers.etag).replaceAll('"', ''))
      expect(seen).toEqual(Array.from({ length: versions }, (_, index) => index + 1))
      expect(connections).toBeGreaterThan(RECONNECTS)
      console.info(`${connections} connections, ${versions} events: none missed, none repeated`)
    },
  )
})
