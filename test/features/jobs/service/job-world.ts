import { Type } from '@sinclair/typebox'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { integer } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { EmbeddedQueue } from '../../../../src/common/queue/embedded/embedded-queue.ts'
import { messagesTable } from '../../../../src/common/queue/message-table.ts'
import type { Delivery } from '../../../../src/common/queue/queue.ts'
import { jobsTable, type Job } from '../../../../src/features/jobs/model/job-table.ts'
import { JobChanges } from '../../../../src/features/jobs/service/job-changes.ts'
import { ClaimLostError, type JobClaim } from '../../../../src/features/jobs/service/job-claim.ts'
import { givenUp, JobClaims } from '../../../../src/features/jobs/service/job-claims.ts'
import { JobDataService } from '../../../../src/features/jobs/service/job-data-service.ts'
import { JobRecords } from '../../../../src/features/jobs/service/job-records.ts'
import { JobTypes } from '../../../../src/features/jobs/service/job-types.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { sum } from '../job-types.ts'

const effectsTable = defineTable({
  base: 'effects',
  key: { pk: 'id' },
  deployment: { tier: 'backend', flag: 'EnableEffectsTable' },
})
/** What the work of a job does, counted. */
const effectModel = defineModel({
  name: 'effect',
  table: effectsTable,
  attributes: { id: Type.String(), count: integer() },
  key: { pk: '{id}' },
})

/** A worker's hold on a job, as the test knows it. */
export interface Hold {
  readonly jobId: string
  readonly claim: JobClaim
  readonly delivery: Delivery
  until: number
  isOver: boolean
}

export const LEASE_MS = 10_000
export const MAX_ATTEMPTS = 3

/** Workers that may crash, sleep past their lease and come back, over the real service, queue and store. */
export class JobWorld {
  readonly service: JobDataService
  readonly jobIds: string[] = []
  readonly holds: Hold[] = []
  readonly violations: string[] = []
  readonly #data: DataContext
  readonly #queue: EmbeddedQueue
  readonly #claims: JobClaims
  readonly #effects: TableDataService<typeof effectModel>

  private constructor(data: DataContext) {
    const types = new JobTypes([{ ...sum, maxAttempts: MAX_ATTEMPTS }])
    const records = new JobRecords({ data, changes: new JobChanges(), retentionSeconds: 10 ** 9 })
    this.#data = data
    this.#queue = new EmbeddedQueue({ data, name: 'jobs' })
    this.#claims = new JobClaims(records, types)
    this.#effects = new TableDataService(effectModel, data)
    this.service = new JobDataService({ records, types, queue: this.#queue })
  }

  static async create(): Promise<JobWorld> {
    return new JobWorld(await memoryContext(jobsTable, messagesTable, effectsTable))
  }

  async close(): Promise<void> {
    await this.#queue.close()
    await this.#data.store.close()
  }

  async submit(): Promise<void> {
    const { jobId } = await this.service.submit({ inputData: { numbers: [] } })
    await this.#effects.create({ id: jobId, count: 0 })
    this.jobIds.push(jobId)
  }

  /** What a worker does first. */
  async receive(): Promise<void> {
    const signal = new AbortController().signal
    const [delivery] = await this.#queue.receive({ max: 1, waitMs: 0, leaseMs: LEASE_MS, signal })
    if (!delivery) return
    const jobId = delivery.message.id
    const outcome = await this.#claims.claim(jobId, LEASE_MS)
    if (outcome.kind === 'busy') await delivery.retry({ delayMs: outcome.retryMs })
    else if (outcome.kind !== 'claimed') {
      const isDead = outcome.kind === 'finished' && outcome.job.error?.code === 'job_given_up'
      await (isDead ? delivery.reject('given up') : delivery.done())
    } else {
      const now = Date.now()
      for (const other of this.holds) {
        if (other.jobId === jobId && !other.isOver && other.until > now)
          this.violations.push(`${jobId} was claimed while another claim on it was good`)
      }
      this.holds.push({ jobId, claim: outcome.claim, delivery, until: now + LEASE_MS, isOver: false })
    }
  }

  async complete(hold: Hold): Promise<void> {
    const { claim, delivery } = hold
    const effect = this.#effects.planUpdate(hold.jobId, { add: { count: 1 } })
    await this.#ending(hold, () =>
      claim.complete({ sum: 0 }, { writes: [effect], message: delivery.planDone() }),
    )
    await delivery.done()
  }

  async fail(hold: Hold): Promise<void> {
    const { claim, delivery } = hold
    const failure = { code: 'job_failed', detail: 'No' } as const
    await this.#ending(hold, () => claim.fail(failure, { message: delivery.planDone() }))
    await delivery.done()
  }

  /** As the runner does after an error: again, or given up. */
  async stumble(hold: Hold): Promise<void> {
    const { claim, delivery } = hold
    const { attempts } = claim.job
    const isLast = attempts >= MAX_ATTEMPTS
    await this.#ending(hold, () => (isLast ? claim.fail(givenUp(attempts)) : claim.putBack(attempts, null)))
    await (isLast ? delivery.reject('given up') : delivery.retry({ delayMs: 0 }))
  }

  async progress(hold: Hold, percent: number): Promise<void> {
    await this.#asHolder(hold, () => hold.claim.progress({ percent, message: null }))
  }

  async heartbeat(hold: Hold): Promise<void> {
    await this.#asHolder(hold, async () => {
      await hold.claim.heartbeat(LEASE_MS)
      hold.until = Math.max(hold.until, Date.now() + LEASE_MS)
      await hold.delivery.extend(LEASE_MS)
    })
  }

  async cancel(jobId: string): Promise<void> {
    const job = await this.service.cancel(jobId)
    if (job?.status !== 'CANCELLED')
      this.violations.push(`${jobId} was cancelled and is ${String(job?.status)}`)
  }

  async redrive(jobId: string): Promise<void> {
    await this.service.redrive(jobId)
  }

  async effectsOf(jobId: string): Promise<number> {
    return (await this.#effects.getOrThrow(jobId)).count
  }

  async history(jobId: string): Promise<{ job: Job; states: readonly Job[] }> {
    const job = await this.service.get(jobId)
    if (!job) throw new Error(`Job ${jobId} is gone`)
    return { job, states: await this.service.history(job, 1, job.version) }
  }

  async #ending(hold: Hold, end: () => Promise<void>): Promise<void> {
    if (hold.isOver) return
    await this.#asHolder(hold, end)
    hold.isOver = true
  }

  /** Only the newest hold on a job may succeed with anything. */
  async #asHolder(hold: Hold, act: () => Promise<void>): Promise<void> {
    // Of a claim that has ended itself, progress is simply no news.
    const isNewest = hold.isOver || this.holds.findLast(({ jobId }) => jobId === hold.jobId) === hold
    try {
      await act()
    } catch (error) {
      if (error instanceof ClaimLostError) hold.isOver = true
      throw error
    }
    if (!isNewest) this.violations.push(`${hold.jobId}: a claim that was taken over still had an effect`)
  }
}
