import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../../common/data/store/store.ts'
import { jobsTable } from '../model/job-table.ts'
import type { JobChanges } from './job-changes.ts'
import type { JobRecords } from './job-records.ts'

/** Between two looks for what other processes changed: longer where a look is paid for. */
const PAUSE_MS: Readonly<Record<Store['backend'], number>> = { sqlite: 10, postgres: 10, dynamodb: 1000 }
/** Looks may not take more of the process than a few per cent, however many jobs are watched. */
const PAUSE_MS_A_JOB = 0.25

/** Waits for one job to change. */
export interface Watch {
  /** Resolves when the job may have a version after this one, or may be gone; at the latest when the signal aborts. */
  changed(since: number, signal: AbortSignal): Promise<void>
  release(): void
}

interface Watched {
  version: number
  watches: number
  readonly sleepers: Set<() => void>
}

/**
 * Knows when jobs change, for every stream of the process together: told at once of what happens in it, and asking for
 * the versions of the others when the store rings, or now and then. It only says when to look; what there is to see is
 * read by whoever looks.
 */
export class JobWatcher {
  readonly #records: JobRecords
  readonly #watched = new Map<string, Watched>()
  #isLooking = false

  constructor(records: JobRecords, changes: JobChanges) {
    this.#records = records
    changes.listen(({ jobId, version }) => {
      this.#found(jobId, version)
    })
  }

  watch(jobId: string): Watch {
    const watched = this.#watched.get(jobId) ?? { version: 0, watches: 0, sleepers: new Set() }
    watched.watches++
    this.#watched.set(jobId, watched)
    if (!this.#isLooking) void this.#look()
    return {
      changed: async (since, signal) => {
        if (watched.version <= since && !signal.aborted) await slept(watched.sleepers, signal)
      },
      release: () => {
        watched.watches--
        if (watched.watches === 0) this.#watched.delete(jobId)
      },
    }
  }

  /** Until nothing is watched any more. */
  async #look(): Promise<void> {
    this.#isLooking = true
    const { store } = this.#records.context
    const bell = store.changes([jobsTable]).watch()
    while (this.#watched.size > 0) {
      await bell.next()
      await this.#readVersions()
      await pause(Math.max(PAUSE_MS[store.backend], this.#watched.size * PAUSE_MS_A_JOB))
    }
    bell.close()
    this.#isLooking = false
  }

  async #readVersions(): Promise<void> {
    const ids = [...this.#watched.keys()]
    try {
      const jobs = await this.#records.jobs.batchGet(ids, { select: ['version'] })
      // Of a job that is gone there is something to see as well.
      for (const [index, id] of ids.entries()) this.#found(id, jobs[index]?.version ?? Infinity)
    } catch {
      // A store that does not answer now is asked again.
    }
  }

  #found(jobId: string, version: number): void {
    const watched = this.#watched.get(jobId)
    if (!watched || version <= watched.version) return
    watched.version = version
    for (const wake of watched.sleepers) wake()
  }
}

async function slept(sleepers: Set<() => void>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      sleepers.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    sleepers.add(wake)
    signal.addEventListener('abort', wake)
  })
}

/** Keeps no process alive. */
const pause = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { ref: false })
