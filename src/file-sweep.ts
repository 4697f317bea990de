import type { FastifyBaseLogger } from 'fastify'
import { SWEEP_FILES } from './common/objects/sweep-job.ts'
import type { Jobs } from './features/jobs/index.ts'

const HOUR_MS = 60 * 60 * 1000
/** Something less than a day, so that the sweep does not move through it. */
const EVERY_MS = 23 * HOUR_MS
/** Files that one job looks at. */
const LIMIT = 100_000

type Offered = Pick<Jobs, 'service' | 'types'>

/**
 * Submits the job that sweeps files when it is due: a day after the last one, or at once where that stopped at its limit.
 * Of several processes whichever looks first does it; two that look at once sweep twice, which harms nothing.
 * @returns the id of the job; undefined when none is due
 */
export async function sweepWhenDue(
  { service, types }: Offered,
  now: number = Date.now(),
): Promise<string | undefined> {
  if (!types.some(({ name }) => name === SWEEP_FILES)) return undefined
  const { items } = await service.list({ jobType: SWEEP_FILES, limit: 1 })
  const [last] = items
  const next = last?.status === 'COMPLETED' ? last.result?.next : undefined
  const isRecent = last !== undefined && Date.parse(last.createdAt) > now - EVERY_MS
  if (isRecent && typeof next !== 'string') return undefined
  const inputData = { limit: LIMIT, ...(typeof next === 'string' && { after: next }) }
  return (await service.submit({ jobType: SWEEP_FILES, inputData })).jobId
}

/** Looks once an hour, at a minute of its own, whether the sweep is due. */
export class FileSweep {
  readonly #jobs: Offered
  readonly #log: Pick<FastifyBaseLogger, 'warn'> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(jobs: Offered, log: Pick<FastifyBaseLogger, 'warn'> | undefined) {
    this.#jobs = jobs
    this.#log = log
  }

  start(): void {
    this.#next(Math.random() * HOUR_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #next(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#next(HOUR_MS)
      sweepWhenDue(this.#jobs).catch((error: unknown) => {
        this.#log?.warn({ err: error }, 'the sweep of files could not be submitted, and is tried again')
      })
    }, delayMs).unref()
  }
}
