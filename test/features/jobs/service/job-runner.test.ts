import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { transact } from '../../../../src/common/data/transaction.ts'
import type { JobType } from '../../../../src/common/queue/job-type.ts'
import { EmbeddedQueue } from '../../../../src/common/queue/embedded/embedded-queue.ts'
import { messagesTable } from '../../../../src/common/queue/message-table.ts'
import { QueueWorker } from '../../../../src/common/queue/queue-worker.ts'
import { createJobs, type JobRunnerEvent } from '../../../../src/features/jobs/index.ts'
import { isFinal, jobsTable, type Job } from '../../../../src/features/jobs/model/job-table.ts'
import { passengersTable } from '../../../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { aPassenger } from '../../../support/passengers.ts'
import { doing, sum } from '../job-types.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A worker with these job types, and what there is to see of it. */
async function start(...types: readonly JobType[]) {
  const data = await memoryContext(jobsTable, messagesTable, passengersTable)
  const queue = new EmbeddedQueue({ data, name: 'jobs' })
  const events: JobRunnerEvent[] = []
  const jobsOf = (known: readonly JobType[]) =>
    createJobs({
      data,
      queue,
      types: known,
      retentionDays: 7,
      leaseMs: 3000,
      backoff: { firstMs: 1, maxMs: 5 },
      observe: (event) => events.push(event),
    })
  const { service, handle } = jobsOf(types)
  const worker = new QueueWorker({ queue, handle, leaseMs: 3000 })
  worker.start()
  open.push(async () => {
    await worker.stop({ graceMs: 0 })
    await queue.close()
    await data.store.close()
  })
  return {
    data,
    queue,
    service,
    worker,
    events,
    jobsOf,
    submit: async (jobType: string, inputData = {}): Promise<string> =>
      (await service.submit({ jobType, inputData })).jobId,
    end: (jobId: string): Promise<Job> =>
      vi.waitUntil(
        async () => {
          const job = await service.get(jobId)
          return job && isFinal(job.status) ? job : undefined
        },
        { timeout: 10_000, interval: 5 },
      ),
    dead: () => queue.deadLetters.list({ limit: 10 }),
    left: async () =>
      (await data.store.table(messagesTable).scan({})).records.filter(({ queue: name }) => name === 'jobs')
        .length,
  }
}

describe('a job that fails', () => {
  it('is tried again later, and says so meanwhile', async () => {
    let begun = 0
    const flaky = doing('flaky', ({ attempt }) => {
      begun++
      if (attempt < 3) throw new Error('The line is busy: password=hunter2')
      return undefined
    })
    const { submit, end, service, events, left } = await start(flaky)
    const jobId = await submit('flaky')
    const job = await end(jobId)
    expect([job.status, job.attempts, begun, job.error]).toEqual(['COMPLETED', 3, 3, null])
    const states = await service.history(job, 1, job.version)
    expect(states.map(({ status }) => status)).toEqual([
      ...['PENDING', 'PROCESSING', 'PENDING', 'PROCESSING', 'PENDING', 'PROCESSING', 'COMPLETED'],
    ])
    expect(states[2]?.progress.message).toBe('Attempt 1 of 5 failed; there will be another')
    expect(JSON.stringify(states)).not.toContain('hunter2')
    expect(events.map(({ type }) => type)).toEqual(['job_attempt_failed', 'job_attempt_failed', 'job_done'])
    await vi.waitUntil(async () => (await left()) === 0)
  })

  it('is given up after its last attempt: the client learns how often, the dead letter why', async () => {
    const hopeless = doing('hopeless', () => Promise.reject(new Error('No route to 10.0.0.7')), {
      maxAttempts: 2,
    })
    const { submit, end, dead, service } = await start(hopeless)
    const jobId = await submit('hopeless')
    const job = await end(jobId)
    expect([job.status, job.attempts, job.error]).toEqual([
      'FAILED',
      2,
      { code: 'job_given_up', detail: 'The job was given up after 2 attempts' },
    ])
    await vi.waitUntil(async () => (await dead()).length === 1)
    expect(await dead()).toMatchObject([{ message: { id: jobId }, reason: 'No route to 10.0.0.7' }])
    // Sent back, it is begun anew, and given up anew.
    expect(await service.redrive(jobId)).toMatchObject({ status: 'PENDING', attempts: 0, error: null })
    await vi.waitUntil(async () => (await dead()).length === 1)
    expect(await end(jobId)).toMatchObject({ status: 'FAILED', attempts: 2 })
  })

  it('for good is no dead letter, and can still be sent back', async () => {
    let isFixed = false
    const type: JobType = {
      ...sum,
      async run(input, job) {
        if (!isFixed) throw new TypeError('x is not a function')
        return sum.run(input, job)
      },
      maxAttempts: 1,
    }
    const { submit, end, service, dead } = await start(type)
    const jobId = await submit('sum', { numbers: [1] })
    await end(jobId)
    isFixed = true
    await vi.waitUntil(async () => (await dead()).length === 1)
    await service.redrive(jobId)
    await vi.waitUntil(async () => (await service.get(jobId))?.status === 'COMPLETED', { timeout: 5000 })
    // Of a job that is done nothing is sent back.
    expect((await service.redrive(jobId))?.status).toBe('COMPLETED')
    expect(await dead()).toEqual([])
    expect(await service.redrive('nobody')).toBeNull()
  })

  it('because its result does not fit into an item says so', async () => {
    const type = doing('large', async () => ({ result: { text: 'x'.repeat(500_000) } }))
    const { submit, end, dead } = await start(type)
    const job = await end(await submit('large'))
    expect([job.status, job.attempts, job.error?.code]).toEqual(['FAILED', 1, 'job_result_too_large'])
    expect(await dead()).toEqual([])
  })

  it('because its type wants another input by now is not begun', async () => {
    const old = doing('changed', () => undefined)
    const { service, queue, jobsOf, worker, end } = await start()
    await worker.stop({ graceMs: 0 })
    const { jobId } = await jobsOf([old]).service.submit({ inputData: { a: 1 } })
    const { handle } = jobsOf([{ ...old, input: Type.Object({ b: Type.Number() }) }])
    const newer = new QueueWorker({ queue, handle })
    newer.start()
    const job = await end(jobId)
    await newer.stop({ graceMs: 0 })
    expect(job.error).toEqual({ code: 'job_failed', detail: 'Missing required fields: inputData.b' })
    expect((await service.get(jobId))?.attempts).toBe(1)
  })
})

describe('the effects of a job', () => {
  it('are stored with its result: both, or none and another attempt', async () => {
    const taken = aPassenger({ id: 'taken' })
    const ids = ['taken', 'free']
    const world = await start({
      ...doing('enrol', () => undefined),
      async run(_input, { attempt }) {
        const one = passengers.planCreate({ ...taken, id: ids[attempt - 1] ?? '' })
        return { result: { attempt }, writes: [one, passengers.planCreate({ ...taken, id: 'companion' })] }
      },
    })
    const passengers = new PassengerDataService(world.data)
    await passengers.create({ ...taken, id: 'taken' })
    const job = await world.end(await world.submit('enrol'))
    expect([job.status, job.attempts, job.result]).toEqual(['COMPLETED', 2, { attempt: 2 }])
    expect(await passengers.count()).toBe(3)
  })

  it('are not stored when the job was cancelled meanwhile, whatever the work does', async () => {
    let isCancelled = false
    const world = await start({
      ...doing('deaf', () => undefined),
      async run() {
        await vi.waitUntil(() => isCancelled)
        return { result: {}, writes: [passengers.planCreate({ ...aPassenger(), id: 'effect' })] }
      },
    })
    const passengers = new PassengerDataService(world.data)
    const jobId = await world.submit('deaf')
    await vi.waitUntil(async () => (await world.service.get(jobId))?.status === 'PROCESSING')
    await world.service.cancel(jobId)
    isCancelled = true
    await vi.waitUntil(async () => (await world.left()) === 0)
    expect((await world.service.get(jobId))?.status).toBe('CANCELLED')
    expect(await passengers.count()).toBe(0)
  })
})

describe('a worker', () => {
  it('that stops gives back what it has in hand, uncounted, even when the work does not heed its signal', async () => {
    const signals: AbortSignal[] = []
    const deaf = doing('deaf', async ({ signal }) => {
      signals.push(signal)
      await sleep(3000, undefined, { ref: false })
      return undefined
    })
    const { submit, service, worker, left } = await start(deaf)
    const jobId = await submit('deaf')
    await vi.waitUntil(() => signals.length === 1)
    const began = performance.now()
    await worker.stop({ graceMs: 50 })
    expect(performance.now() - began).toBeLessThan(1500)
    expect(signals[0]?.aborted).toBe(true)
    expect(await service.get(jobId)).toMatchObject({ status: 'PENDING', attempts: 0 })
    expect(await left()).toBe(1)
  })

  it('puts a message that names no job among the dead letters, and drops one whose job is gone', async () => {
    const { data, queue, dead, left } = await start(sum)
    const messages = [
      { id: 'bad', body: { job: 7 } },
      { id: 'gone', body: { jobId: 'nobody' } },
    ]
    await transact(
      data.store,
      messages.flatMap((message) => queue.planSend(message)),
    )
    await queue.flush()
    await vi.waitUntil(async () => (await dead()).length === 1 && (await left()) === 0)
    expect(await dead()).toMatchObject([{ message: { id: 'bad' }, reason: 'The message names no job' }])
  })

  it('leaves a job of a type that it does not know to others', async () => {
    const { jobsOf, service, left } = await start()
    const { jobId } = await jobsOf([sum]).service.submit({ inputData: { numbers: [1] } })
    await sleep(300)
    expect(await service.get(jobId)).toMatchObject({ status: 'PENDING', attempts: 0 })
    expect(await left()).toBe(1)
  })

  it('stores progress at most twice a second, in whole percents, and the latest', async () => {
    const busy = doing('busy', async ({ progress }) => {
      for (let percent = 0; percent < 100; percent += 0.1) {
        progress(percent, percent > 50 ? 'Second half' : 'First half')
        await sleep(1)
      }
      progress(Number.NaN)
      progress(140.7, 'Nearly there')
      await sleep(600)
      return undefined
    })
    const { submit, end, service } = await start(busy)
    const began = performance.now()
    const job = await end(await submit('busy'))
    const seconds = (performance.now() - began) / 1000
    const states = await service.history(job, 1, job.version)
    const told = states.filter(({ status, progress }) => status === 'PROCESSING' && progress.message !== null)
    expect(told.length).toBeGreaterThan(1)
    expect(told.length).toBeLessThanOrEqual(seconds * 2 + 1)
    expect(told.at(-1)?.progress).toEqual({ percent: 100, message: 'Nearly there' })
    for (const { progress } of told) expect(Number.isInteger(progress.percent)).toBe(true)
  })
})
