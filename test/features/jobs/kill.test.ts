import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { JobDto } from '../../../src/features/jobs/routes/job-dto.ts'
import { jobModel } from '../../../src/features/jobs/model/job-table.ts'
import { PassengerDataService } from '../../../src/features/passengers/service/passenger-data-service.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { EventClient } from '../../support/event-client.ts'
import { PATIENCE_MS, Program, temporaryFolder } from '../../support/server-process.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { finished, submitted, until } from './follow.ts'
import { doing } from './job-types.ts'

const CHILD = fileURLToPath(new URL('./worker.child.ts', import.meta.url))
const JOBS = 1_000
const KILLS = 20
const WORKERS = 3
/** Submitted here, done by the children. */
const nothing = () => undefined
const jobTypes = [doing('enrol', nothing), doing('poisoned', nothing)]

let folder: ReturnType<typeof temporaryFolder>
let app: TestApp
let environment: Record<string, string>
const children: Worker[] = []
beforeEach(async () => {
  folder = temporaryFolder()
  environment = {
    SQLITE_PATH: join(folder.path, 'store.db'),
    WORKER_LEASE_SECONDS: '2',
    LOAD_SAMPLE: 'false',
  }
  app = await startTestApp(
    { ...environment, WORKER_CONCURRENCY: '0', SSE_STREAMS_PER_CLIENT: '100' },
    { jobTypes },
  )
})
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill()
  await app.close()
  folder.remove()
})

/** A worker process. */
class Worker {
  readonly child: ChildProcess
  stdout = ''

  constructor(concurrency: number) {
    this.child = spawn(process.execPath, ['--import', 'tsx', CHILD], {
      env: { ...process.env, ...environment, WORKER_CONCURRENCY: String(concurrency) },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text))
    children.push(this)
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }
}

test(
  `${JOBS} jobs are each done once in effect by ${WORKERS} workers that are killed ${KILLS} times`,
  { timeout: 300_000 },
  async () => {
    const ids: string[] = []
    const submitting = (async () => {
      while (ids.length < JOBS) {
        const together = Array.from({ length: 10 }, () => submitted(app.app, 'enrol'))
        ids.push(...(await Promise.all(together)).map(({ jobId }) => jobId))
        await sleep(60)
      }
    })()
    let workers = Array.from({ length: WORKERS }, () => new Worker(8))
    for (let kills = 0; kills < KILLS; kills++) {
      const [victim, ...others] = workers
      if (!victim) throw new Error('There is no worker')
      await vi.waitUntil(() => victim.stdout.includes('+'), { timeout: 60_000 })
      await sleep(Math.random() * 200)
      await victim.kill()
      workers = [...others, new Worker(8)]
    }
    await submitting
    const jobs = new TableDataService(jobModel, app.dependencies.data)
    await vi.waitUntil(async () => (await jobs.count({ status: 'COMPLETED' })) === JOBS, {
      timeout: 120_000,
      interval: 250,
    })
    const passengers = new PassengerDataService(app.dependencies.data)
    const names: string[] = []
    for await (const { name } of passengers.scan()) names.push(name)
    expect(names.toSorted()).toEqual(ids.toSorted())
    let most = 0
    let [takenOver, events] = [0, 0]
    for await (const job of jobs.scan()) {
      most = Math.max(most, job.attempts)
      if (job.attempts > 1) takenOver++
      events += job.version
    }
    console.info(
      `${JOBS} jobs, ${KILLS} kills, ${takenOver} begun again (at most ${most} times), ${events} events`,
    )
  },
)

test(
  'a job that kills its worker each time ends among the dead letters, and comes back by the command',
  { timeout: PATIENCE_MS },
  async () => {
    const { jobId } = await submitted(app.app, 'poisoned')
    for (let attempt = 1; attempt <= 2; attempt++) {
      const worker = new Worker(1)
      await vi.waitUntil(() => worker.child.signalCode === 'SIGKILL', { timeout: 60_000 })
      expect(worker.stdout).toContain('poisoned')
    }
    // The third one does not begin it any more.
    const last = new Worker(1)
    const job = await until(app.app, jobId, finished, 60_000)
    expect(job).toMatchObject({ status: 'FAILED', attempts: 2, error: { code: 'job_given_up' } })

    const command = (...args: string[]) => new Program('scripts/jobs.js', args, folder.path, environment).exit
    const { queue } = app.dependencies
    const isDead = async () => (await queue?.deadLetters.list({ limit: 1 }))?.length === 1
    await vi.waitUntil(isDead, { timeout: 10_000, interval: 50 })
    await last.kill()
    const listed = await command('dead-letters')
    expect([listed.code, listed.stderr]).toEqual([0, ''])
    expect(listed.stdout).toContain(`${jobId}  `)
    expect(listed.stdout).toContain('given up after 2 attempts')
    const redriven = await command('redrive', jobId)
    expect([redriven.code, redriven.stdout]).toEqual([0, `Job ${jobId} is PENDING\n`])
    expect(await until(app.app, jobId, () => true)).toMatchObject({
      status: 'PENDING',
      attempts: 0,
      error: null,
    })
    expect(await queue?.deadLetters.list({ limit: 1 })).toEqual([])
    const again = new Worker(1)
    await vi.waitUntil(() => again.child.signalCode === 'SIGKILL', { timeout: 60_000 })
    expect((await command('redrive', 'nobody')).code).toBe(1)
    const none = await command('redrive', '--all')
    expect(none.stdout).toBe('0 dead letters sent back\n')
  },
)

test(
  'a stream learns within a tenth of a second what a worker in another process does',
  { timeout: PATIENCE_MS },
  async () => {
    const origin = await app.app.listen({ port: 0, host: '127.0.0.1' })
    const worker = new Worker(1)
    await vi.waitUntil(() => worker.stdout.includes('ready'), { timeout: 60_000 })
    const delays: number[] = []
    for (let round = 0; round < 40; round++) {
      const { jobId } = await submitted(app.app, 'enrol')
      const client = await EventClient.open(`${origin}/api/v1/sse/jobs/${jobId}`)
      client.response.on('data', (text: string) => {
        const state = /data: (\{.*"status":"(?:PROCESSING|COMPLETED)".*\})\n/.exec(text)?.[1]
        if (state !== undefined) delays.push(Date.now() - Date.parse((JSON.parse(state) as JobDto).updatedAt))
      })
      await client.closed
    }
    const sorted = delays.toSorted((a, b) => a - b)
    const median = sorted[sorted.length >> 1] ?? Infinity
    console.info(`${sorted.length} events: median ${median} ms, slowest ${String(sorted.at(-1))} ms`)
    expect(sorted.length).toBeGreaterThanOrEqual(40)
    expect(median).toBeLessThan(100)
  },
)
