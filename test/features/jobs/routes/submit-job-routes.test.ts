import { describe, expect, it } from 'vitest'
import type { JobDto } from '../../../../src/features/jobs/routes/job-dto.ts'
import { onEveryBackend } from '../../../support/test-app.ts'
import { finished, JOBS, submit, submitted, until } from '../follow.ts'
import { impossible, sum } from '../job-types.ts'

await onEveryBackend(
  (app) => {
    describe('POST /jobs', () => {
      it('answers 202 with the job, where it will be, and when to look; then the job is done', async () => {
        const answer = await submit(app(), { jobType: 'sum', inputData: { numbers: [1, 2, 3] } })
        expect(answer.statusCode).toBe(202)
        const job = answer.json<JobDto>()
        expect(job).toEqual({
          jobId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          status: 'PENDING',
          jobType: 'sum',
          inputData: { numbers: [1, 2, 3], unit: 'pieces' },
          progress: { percent: 0, message: null },
          result: null,
          error: null,
          attempts: 0,
          notifyAccountId: null,
          createdAt: job.createdAt,
          updatedAt: job.createdAt,
        })
        expect(Math.abs(Date.parse(job.createdAt) - Date.now())).toBeLessThan(10_000)
        expect(answer.headers).toMatchObject({
          location: `${JOBS}/${job.jobId}`,
          etag: '"1"',
          'retry-after': '1',
        })
        expect(await until(app(), job.jobId, finished)).toMatchObject({
          status: 'COMPLETED',
          progress: { percent: 100, message: null },
          result: { sum: 6, unit: 'pieces' },
          error: null,
          attempts: 1,
        })
      })

      it('takes the first type where none is named', async () => {
        const answer = await submit(app(), { inputData: { numbers: [] } })
        expect([answer.statusCode, answer.json<JobDto>().jobType]).toEqual([202, 'sum'])
      })

      it('names the known types when it does not know the one asked for', async () => {
        const answer = await submit(app(), { jobType: 'divide', inputData: {} })
        expect(answer.statusCode).toBe(400)
        expect(answer.json()).toMatchObject({
          code: 'validation_failed',
          errors: [{ pointer: '#/jobType', detail: 'must be one of: sum, impossible' }],
        })
      })

      it('names every place of the input that does not fit', async () => {
        const inputData = { numbers: [1, 'two'], note: { by: 'x', at: 1 }, factor: 2 }
        const answer = await submit(app(), { jobType: 'sum', inputData })
        expect(answer.statusCode).toBe(400)
        const { errors } = answer.json<{ errors: { pointer: string; detail: string }[] }>()
        expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
          '#/inputData/factor',
          '#/inputData/note/at',
          '#/inputData/note/by',
          '#/inputData/numbers/1',
        ])
        expect(errors.find(({ pointer }) => pointer.endsWith('factor'))?.detail).toBe('is unknown')
      })

      it('names what is missing', async () => {
        const [noInput, noNumbers] = [await submit(app(), {}), await submit(app(), { inputData: {} })]
        expect([noInput.statusCode, noInput.json<{ detail: string }>().detail]).toEqual([
          400,
          'Missing required fields: inputData',
        ])
        expect(noNumbers.json()).toMatchObject({
          status: 400,
          detail: 'Missing required fields: inputData.numbers',
          errors: [{ pointer: '#/inputData/numbers', detail: 'is required' }],
        })
      })

      it('refuses members that are not its own, and an input that is larger than an item', async () => {
        const unknown = await submit(app(), { inputData: { numbers: [] }, priority: 1 })
        expect([unknown.statusCode, unknown.json<{ detail: string }>().detail]).toEqual([
          400,
          'Unknown field: priority',
        ])
        const large = await submit(app(), { jobType: 'impossible', inputData: { text: 'x'.repeat(420_000) } })
        expect([large.statusCode, large.json<{ code: string }>().code]).toEqual([413, 'too_large'])
      })

      it('does the work of an Idempotency-Key once and repeats its answer', async () => {
        const key = { 'idempotency-key': crypto.randomUUID() }
        const body = { inputData: { numbers: [4] } }
        const [first, second] = await Promise.all([submit(app(), body, key), submit(app(), body, key)])
        const third = await submit(app(), body, key)
        expect([first.statusCode, second.statusCode, third.statusCode]).toEqual([202, 202, 202])
        expect(new Set([first, second, third].map((each) => each.json<JobDto>().jobId)).size).toBe(1)
        expect(third.headers).toMatchObject({
          'idempotent-replayed': 'true',
          location: first.headers.location,
        })
        const other = await submit(app(), { inputData: { numbers: [5] } }, key)
        expect(other.statusCode).toBe(422)
      })
    })

    it('a job that cannot succeed fails at once, and says why', async () => {
      const { jobId } = await submitted(app(), 'impossible')
      expect(await until(app(), jobId, finished)).toMatchObject({
        status: 'FAILED',
        attempts: 1,
        error: {
          type: '/problems/job-failed',
          title: 'Job failed',
          detail: 'There is no passenger 24160',
          code: 'job_failed',
        },
      })
    })
  },
  {},
  { jobTypes: [sum, impossible] },
)
