import { isFinal, type Job } from '../model/job-table.ts'
import type { JobDataService } from './job-data-service.ts'
import type { JobWatcher } from './job-watcher.ts'

/** Events read at once for a client that was away. */
const CHUNK = 100

export interface JobStreamOptions {
  readonly service: JobDataService
  readonly watcher: JobWatcher
}

/**
 * Every state of a job after a version, in order, none twice: those that were first, then each as it comes, until the
 * job is finished or forgotten, or the signal aborts.
 */
export async function* jobStates(
  { service, watcher }: JobStreamOptions,
  jobId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Job, void> {
  // Before the first look, so that nothing can happen unseen between the two.
  const watch = watcher.watch(jobId)
  try {
    let sent = after
    for (;;) {
      const job = await service.get(jobId)
      while (job && sent < job.version) {
        const to = Math.min(sent + CHUNK, job.version)
        for (const state of await service.history(job, sent + 1, to)) yield state
        sent = to
      }
      if (!job || isFinal(job.status)) return
      await watch.changed(sent, signal)
      if (signal.aborted) return
    }
  } finally {
    watch.release()
  }
}
