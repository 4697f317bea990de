import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SqsBatchResponse, SqsEvent } from '../../src/common/queue/sqs/sqs-event.ts'
import { ConfigError, loadConfig } from '../../src/config.ts'
import { createDependencies } from '../../src/dependencies.ts'
import { createWorkerFunction, type WorkerFunction } from '../../src/lambda/worker-function.ts'
import { doing, impossible, sum } from '../features/jobs/job-types.ts'
import { JOBS, submitted } from '../features/jobs/follow.ts'
import { createSqsQueue, nextSqsEvent, sqsClientOf, startFauxqs } from '../support/sqs-servers.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const server = await startFauxqs()
afterAll(() => server.stop())

let attempts = 0
let isFirst = true
const flaky = doing('flaky', () => {
  attempts++
  if (attempts < 2) throw new Error('not yet')
  return undefined
})
const slow = doing('slow', (job) => {
  if (!isFirst) return undefined
  isFirst = false
  return new Promise((_, reject) => {
    job.signal.addEventListener('abort', () => {
      reject(new Error('aborted'))
    })
  })
})

let environment: Record<string, string>
let queueUrl: string
let client: SQSClient
let folder: string
let api: TestApp
let work: WorkerFunction

beforeEach(async () => {
  attempts = 0
  isFirst = true
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-lambda-'))
  const name = `q-${randomUUID()}`
  queueUrl = await createSqsQueue(server, name)
  environment = {
    SQLITE_PATH: join(folder, 'store.db'),
    QUEUE_BACKEND: 'sqs',
    SQS_QUEUE_URL: queueUrl,
    SQS_DEAD_LETTER_URL: await createSqsQueue(server, `${name}-dead`),
    SQS_ENDPOINT: server.endpoint,
    WORKER_CONCURRENCY: '0',
    LOG_LEVEL: 'silent',
  }
  client = sqsClientOf(server)
  const types = [sum, impossible, flaky, slow]
  api = await startTestApp(environment, { jobTypes: types, withOwnJobTypes: true })
  const config = loadConfig(environment)
  work = createWorkerFunction({ config, dependencies: api.dependencies, types })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await api.close()
  client.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const within = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds })
const statusOf = async (jobId: string): Promise<string> =>
  (await api.app.inject(`${JOBS}/${jobId}`)).json<{ status: string }>().status

/** One invocation with what is in the queue, and then what Lambda does with the answer. */
async function invoke(run = work, milliseconds = 30_000): Promise<{ event: SqsEvent; failed: string[] }> {
  const event = await nextSqsEvent(client, queueUrl)
  const { batchItemFailures } = (await run(event, within(milliseconds))) as SqsBatchResponse
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  const done = event.Records.filter(({ messageId }) => !failed.includes(messageId))
  if (done.length > 0) {
    const Entries = done.map(({ messageId, receiptHandle }) => ({
      Id: messageId,
      ReceiptHandle: receiptHandle,
    }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
  }
  return { event, failed }
}

describe('the worker function', () => {
  test('does the jobs of a batch; what failed comes again alone', async () => {
    const ids: string[] = []
    for (const type of ['sum', 'impossible', 'flaky']) {
      ids.push((await submitted(api.app, type, type === 'sum' ? { numbers: [1, 2] } : {})).jobId)
    }
    const { event, failed } = await invoke()
    expect(event.Records).toHaveLength(3)
    expect(await Promise.all(ids.map(statusOf))).toEqual(['COMPLETED', 'FAILED', 'PENDING'])
    const flakyRecord = event.Records.find(({ body }) => body.includes(ids[2] ?? ''))
    expect(failed).toEqual([flakyRecord?.messageId])
    await vi.waitFor(
      async () => {
        expect((await invoke()).event.Records).toHaveLength(1)
      },
      { timeout: 12_000, interval: 200 },
    )
    expect(await statusOf(ids[2] ?? '')).toBe('COMPLETED')
  })

  test('puts back what cannot end in this invocation, for the next one at once', async () => {
    const { jobId } = await submitted(api.app, 'slow')
    const begun = performance.now()
    expect((await invoke(work, 3_500)).failed).toHaveLength(1)
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(await statusOf(jobId)).toBe('PENDING')
    expect((await invoke()).event.Records).toHaveLength(1)
    expect(await statusOf(jobId)).toBe('COMPLETED')
  })

  test('drops a message that comes twice', async () => {
    const { jobId } = await submitted(api.app, 'sum', { numbers: [1, 2] })
    const event = await nextSqsEvent(client, queueUrl)
    const both = await Promise.all([work(event, within(30_000)), work(event, within(30_000))])
    expect(await statusOf(jobId)).toBe('COMPLETED')
    expect(both).toContainEqual({ batchItemFailures: [] })
    expect(await work(event, within(30_000))).toEqual({ batchItemFailures: [] })
    const job = (await api.app.inject(`${JOBS}/${jobId}`)).json<{ attempts: number }>()
    expect(job.attempts).toBe(1)
  })

  test('looks after the outbox on schedule', async () => {
    expect(await work({ action: 'relay-outbox' }, within(30_000))).toEqual({ relayed: 0 })
  })

  test('does not start without a queue', async () => {
    const config = loadConfig({ SQLITE_PATH: ':memory:' })
    const dependencies = await createDependencies(config)
    expect(() => createWorkerFunction({ config, dependencies })).toThrow(ConfigError)
    await dependencies.close()
  })
})

test('the handler builds itself from the environment', async () => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const { handler } = await import('../../src/lambda/worker-handler.ts')
  await submitted(api.app, 'passenger_analysis', { passengerId: 'nobody' })
  expect((await invoke(handler)).failed).toEqual([])
  const sweeps = async () =>
    (await api.app.inject('/api/v1/jobs?jobType=sweep_files')).json<{ items: unknown[] }>().items
  for (const minute of ['first', 'second']) {
    expect(await handler({ action: 'relay-outbox' }, within(30_000))).toEqual({ relayed: 0 })
    expect(await sweeps(), `${minute} minute`).toHaveLength(1)
  }
})
