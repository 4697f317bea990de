import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiled } from '../support/compiled.ts'
import { PATIENCE_MS, Program, startServer, temporaryFolder } from '../support/server-process.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  compiled()
  folder = temporaryFolder()
}, PATIENCE_MS)
afterAll(() => {
  folder.remove()
})

const SHARED = { SQLITE_PATH: 'data/shared.db' }
const worker = (environment: Record<string, string> = {}) =>
  new Program('src/worker.js', [], folder.path, { ...SHARED, ...environment })

describe('npm run worker', { timeout: PATIENCE_MS }, () => {
  it('does the jobs of a server that does none itself, and ends well on SIGTERM', async () => {
    const server = await startServer(folder.path, { ...SHARED, WORKER_CONCURRENCY: '0' })
    const other = worker()
    await other.until(/Working at up to 2 jobs/)
    const submitted = await fetch(`${server.origin}/api/v1/jobs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inputData: { passengerId: 'A/5 21171' } }),
    })
    const { jobId } = (await submitted.json()) as { jobId: string }
    const stream = await fetch(`${server.origin}/api/v1/sse/jobs/${jobId}`)
    const text = await stream.text()
    expect(text).toContain('"status":"COMPLETED"')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)

    const began = Date.now()
    const [worked, served] = await Promise.all([other.stop(), server.program.stop()])
    expect([worked.code, worked.signal, served.code, served.signal]).toEqual([0, null, 0, null])
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(worked.stdout).toContain('job done')
    expect(served.stdout).not.toContain('job done')
  })

  it('says why when there is nothing that it could do', async () => {
    const { code, stderr } = await worker({ WORKER_CONCURRENCY: '0' }).exit
    expect([code, stderr]).toEqual([1, 'WORKER_CONCURRENCY is 0: there is nothing to do\n'])
    const noQueue = await worker({ QUEUE_BACKEND: 'sqs' }).exit
    expect([noQueue.code, noQueue.stderr]).toEqual([1, 'There is no queue to work at: see QUEUE_BACKEND\n'])
  })
})
