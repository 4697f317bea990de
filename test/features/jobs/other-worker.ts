import type { DataContext } from '../../../src/common/data/data-context.ts'
import { JobChanges } from '../../../src/features/jobs/service/job-changes.ts'
import type { JobClaim } from '../../../src/features/jobs/service/job-claim.ts'
import { JobClaims } from '../../../src/features/jobs/service/job-claims.ts'
import { JobRecords } from '../../../src/features/jobs/service/job-records.ts'
import { JobTypes } from '../../../src/features/jobs/service/job-types.ts'
import { sum } from './job-types.ts'

/** Works on a job as a worker in another process does: on the same store, without a word to this one. */
export class OtherWorker {
  readonly #claim: JobClaim

  private constructor(claim: JobClaim) {
    this.#claim = claim
  }

  static async claim(data: DataContext, jobId: string): Promise<OtherWorker> {
    const records = new JobRecords({ data, changes: new JobChanges(), retentionSeconds: 3600 })
    const outcome = await new JobClaims(records, new JobTypes([sum])).claim(jobId, 60_000)
    if (outcome.kind !== 'claimed') throw new Error(`Not claimed: ${outcome.kind}`)
    return new OtherWorker(outcome.claim)
  }

  async progress(percent: number, message: string): Promise<void> {
    await this.#claim.progress({ percent, message })
  }

  async complete(): Promise<void> {
    await this.#claim.complete({ sum: 1 }, {})
  }
}
