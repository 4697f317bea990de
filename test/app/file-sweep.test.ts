import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { sweepWhenDue } from '../../src/file-sweep.ts'
import { composeJobs } from '../../src/background-jobs.ts'
import { loadConfig } from '../../src/config.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const HOUR_MS = 60 * 60 * 1000
const JOBS = '/api/v1/jobs'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({}, { jobTypes: [], withOwnJobTypes: true })
})
afterAll(() => test.close())

it('the sweep of files is submitted once a day, and goes on where it stopped', async () => {
  const { dependencies, app } = test
  const jobs = composeJobs({ config: loadConfig({ SQLITE_PATH: ':memory:' }), dependencies })
  const done = async (jobId: string) =>
    vi.waitFor(async () => {
      const job = (await app.inject(`${JOBS}/${jobId}`)).json<{ status: string; result: unknown }>()
      expect(job.status).toBe('COMPLETED')
      return job
    }, 5000)

  const first = await sweepWhenDue(jobs)
  expect(await done(String(first))).toMatchObject({ result: { looked: 0, deleted: 0, next: null } })
  expect(await sweepWhenDue(jobs)).toBeUndefined()
  expect(await sweepWhenDue(jobs, Date.now() + 22 * HOUR_MS)).toBeUndefined()
  const second = await sweepWhenDue(jobs, Date.now() + 24 * HOUR_MS)
  expect(second).toBeDefined()
  await done(String(second))

  for (const name of ['a', 'b'])
    await dependencies.objects.put(`exports/${name}`, Buffer.from('x'), { contentType: 'text/csv' })
  const payload = { jobType: 'sweep_files', inputData: { limit: 1 } }
  const limited = (await app.inject({ method: 'POST', url: JOBS, payload })).json<{ jobId: string }>()
  expect(await done(limited.jobId)).toMatchObject({ result: { looked: 1, next: 'exports/a' } })
  const rest = await sweepWhenDue(jobs)
  expect(await done(String(rest))).toMatchObject({
    inputData: { limit: 100_000, after: 'exports/a' },
    result: { looked: 1, deleted: 0, next: null },
  })
})
