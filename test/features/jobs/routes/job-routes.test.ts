import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobDto } from '../../../../src/features/jobs/routes/job-dto.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../../../support/test-app.ts'
import { finished, JOBS, submit, submitted, until } from '../follow.ts'
import { doing, impossible, sum } from '../job-types.ts'

interface Page {
  readonly items: readonly JobDto[]
  readonly nextCursor: string | null
}

/** How often the endless work was told to end. */
let aborted = 0
const endless = doing('endless', async ({ signal, progress }) => {
  progress(10.9, 'Under way')
  await sleep(60_000, undefined, { signal }).catch((error: unknown) => {
    aborted++
    throw error
  })
  return undefined
})

await onEveryBackend(
  (app) => {
    const get = (url: string, headers: Record<string, string> = {}) => app().inject({ url, headers })
    const cancel = (jobId: string) => app().inject({ method: 'POST', url: `${JOBS}/${jobId}/cancel` })

    describe('GET /jobs/{jobId}', () => {
      it('answers 304 while nothing has changed, and says when to look again until the job is finished', async () => {
        const { jobId } = await submitted(app(), 'endless')
        const { progress } = await until(app(), jobId, (job) => job.progress.percent > 0)
        expect(progress).toEqual({ percent: 10, message: 'Under way' })
        const running = await get(`${JOBS}/${jobId}`)
        expect(running.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'private, no-cache' })
        const again = await get(`${JOBS}/${jobId}`, { 'if-none-match': String(running.headers.etag) })
        expect([again.statusCode, again.payload]).toEqual([304, ''])
        await cancel(jobId)
        const after = await get(`${JOBS}/${jobId}`, { 'if-none-match': String(running.headers.etag) })
        expect([after.statusCode, after.json<JobDto>().status]).toEqual([200, 'CANCELLED'])
        expect(after.headers['retry-after']).toBeUndefined()
      })

      it.each(['abc-123', 'a%2Fb', 'x%23lease', '%E2%82%AC'])('answers 404 for %s', async (id) => {
        const answer = await get(`${JOBS}/${id}`)
        expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
          404,
          `Job not found: ${decodeURIComponent(id)}`,
        ])
      })

      it('does not show events and leases as jobs', async () => {
        const { jobId } = await submitted(app(), 'endless')
        await until(app(), jobId, ({ status }) => status === 'PROCESSING')
        for (const part of ['lease', '1', '80000000000001'])
          expect((await get(`${JOBS}/${jobId}%23${part}`)).statusCode).toBe(404)
        await cancel(jobId)
      })
    })

    describe('POST /jobs/{jobId}/cancel', () => {
      it('ends a job at work at once, its work is told, and it stays cancelled', async () => {
        const { jobId } = await submitted(app(), 'endless')
        await until(app(), jobId, ({ status }) => status === 'PROCESSING')
        const before = aborted
        const answer = await cancel(jobId)
        expect([answer.statusCode, answer.json<JobDto>().status]).toEqual([200, 'CANCELLED'])
        for (let waited = 0; aborted === before && waited < 2000; waited += 10) await sleep(10)
        expect(aborted).toBe(before + 1)
        const after = (await get(`${JOBS}/${jobId}`)).json<JobDto>()
        expect(after).toEqual(answer.json())
      })

      it('answers 409 for a finished job, and says why; 404 for none', async () => {
        const { jobId } = await submitted(app(), 'sum', { numbers: [] })
        await until(app(), jobId, finished)
        const answer = await cancel(jobId)
        expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
          409,
          `Job ${jobId} is COMPLETED and can no longer be cancelled`,
        ])
        const none = await cancel('nobody')
        expect([none.statusCode, none.json<{ detail: string }>().detail]).toEqual([
          404,
          'Job not found: nobody',
        ])
      })
    })

    describe('GET /jobs', () => {
      const ids: Record<'sum' | 'impossible', string[]> = { sum: [], impossible: [] }
      beforeAll(async () => {
        for (let position = 0; position < 7; position++) {
          ids.sum.unshift((await submitted(app(), 'sum', { numbers: [position] })).jobId)
          if (position % 2 === 0) ids.impossible.unshift((await submitted(app(), 'impossible')).jobId)
        }
        for (const jobId of [...ids.sum, ...ids.impossible]) await until(app(), jobId, finished)
      }, 30_000)

      /** Every page from the first to the last. */
      async function walk(query: string): Promise<JobDto[]> {
        const found: JobDto[] = []
        let cursor: string | null = ''
        for (let pages = 0; cursor !== null && pages < 50; pages++) {
          const more: string = cursor === '' ? '' : `&cursor=${cursor}`
          const page: Page = (await get(`${JOBS}?${query}${more}`)).json<Page>()
          found.push(...page.items)
          cursor = page.nextCursor
        }
        expect(cursor).toBeNull()
        return found
      }
      const idsOf = (jobs: readonly JobDto[]) => jobs.map(({ jobId }) => jobId)

      it('gives the jobs of a type, the newest first, page by page', async () => {
        expect(idsOf(await walk('jobType=impossible&limit=2'))).toEqual(ids.impossible)
      })

      it('gives the jobs of a status, the newest first', async () => {
        const failed = await walk('status=FAILED&limit=3')
        expect(idsOf(failed)).toEqual(ids.impossible)
        expect(await walk('status=FAILED&jobType=sum&limit=3')).toEqual([])
        expect(idsOf(await walk('status=FAILED&jobType=impossible&limit=1'))).toEqual(ids.impossible)
      })

      it.each([1, 4, 500])('gives all jobs, the newest first, %i a page, each once', async (limit) => {
        const all = idsOf(await walk(`limit=${limit}`))
        expect(all).toEqual(all.toSorted().toReversed())
        expect(new Set(all).size).toBe(all.length)
        expect(all).toEqual(expect.arrayContaining([...ids.sum, ...ids.impossible]))
      })

      it('knows no jobs of another type, and refuses another status, a cursor of another list and a limit of 501', async () => {
        expect((await get(`${JOBS}?jobType=nothing`)).json()).toEqual({ items: [], nextCursor: null })
        const { nextCursor } = (await get(`${JOBS}?limit=1`)).json<Page>()
        const bad = [
          'status=DONE',
          `status=FAILED&cursor=${nextCursor ?? ''}`,
          'limit=501',
          'cursor=x',
          'state=x',
        ]
        for (const query of bad) expect((await get(`${JOBS}?${query}`)).statusCode, query).toBe(400)
      })

      it('names the next page in a Link header', async () => {
        const { headers } = await get(`${JOBS}?limit=1`)
        expect(headers.link).toMatch(/^<\/api\/v1\/jobs\?limit=1&cursor=[\w-]+>; rel="next"$/)
      })
    })
  },
  {},
  { jobTypes: [sum, impossible, endless] },
)

describe('without a queue', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await startTestApp({ QUEUE_BACKEND: 'sqs' }, { jobTypes: [sum] })
  })
  afterAll(() => test.close())

  it('jobs are refused with 503 and nothing is stored', async () => {
    const answer = await submit(test.app, { inputData: { numbers: [1] } }, { 'idempotency-key': 'k' })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toMatch(/^\d+$/)
    expect(answer.json()).toMatchObject({
      code: 'unavailable',
      detail: 'SQS_QUEUE_URL not configured. Deploy the SQS background processing pattern.',
    })
    expect((await test.app.inject(JOBS)).json()).toEqual({ items: [], nextCursor: null })
  })
})

describe('without job types', () => {
  it('no job is known, and the list of all is empty', async () => {
    const test = await startTestApp({}, { jobTypes: [] })
    const answer = await submit(test.app, { inputData: {} })
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      400,
      'Field jobType is unknown: there are no job types',
    ])
    expect((await test.app.inject(JOBS)).json()).toEqual({ items: [], nextCursor: null })
    await test.close()
  })
})
