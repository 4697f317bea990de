import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isFinal, type Job, type JobStatus } from '../../../../src/features/jobs/model/job-table.ts'
import { JobWorld, LEASE_MS, MAX_ATTEMPTS, type Hold } from './job-world.ts'

/*
 * Random histories of three jobs and any number of workers, on the real service, queue and store: workers receive,
 * work, fail, crash (they are never asked again), sleep past their lease and come back; clients cancel and send back.
 * Several of them act at once. Whatever happens, the same must hold.
 */

const ACTIONS = [
  'receive',
  'complete',
  'fail',
  'stumble',
  'progress',
  'heartbeat',
  'cancel',
  'redrive',
] as const
interface Act {
  readonly action: (typeof ACTIONS)[number]
  /** Picks the job, or the hold. */
  readonly pick: number
}
/** Acts that happen at once, after so many milliseconds. */
interface Step {
  readonly after: number
  readonly acts: readonly Act[]
}

const act: fc.Arbitrary<Act> = fc.record({
  action: fc.oneof(
    { weight: 5, arbitrary: fc.constant('receive' as const) },
    { weight: 6, arbitrary: fc.constantFrom(...ACTIONS) },
  ),
  pick: fc.nat(1000),
})
const step: fc.Arbitrary<Step> = fc.record({
  after: fc.constantFrom(0, 0, 1, LEASE_MS / 3, LEASE_MS + 1),
  acts: fc.array(act, { minLength: 1, maxLength: 4 }),
})

const NEXT: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  PENDING: ['PROCESSING', 'CANCELLED', 'FAILED'],
  PROCESSING: ['PROCESSING', 'PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'],
  FAILED: ['PENDING'],
  COMPLETED: [],
  CANCELLED: [],
}

async function perform(world: JobWorld, { action, pick }: Act): Promise<void> {
  const jobId = world.jobIds[pick % world.jobIds.length] ?? ''
  const hold: Hold | undefined = world.holds[pick % Math.max(world.holds.length, 1)]
  if (action === 'receive') await world.receive()
  else if (action === 'cancel') await world.cancel(jobId)
  else if (action === 'redrive') await world.redrive(jobId)
  else if (!hold) return
  else if (action === 'progress') await world.progress(hold, pick % 100)
  else await world[action](hold)
}

function expectLegal(states: readonly Job[], version: number): void {
  expect(states.map((state) => state.version)).toEqual(
    Array.from({ length: version }, (_, index) => index + 1),
  )
  for (const [index, state] of states.entries()) {
    const before = states[index - 1]
    if (!before) expect(state.status).toBe('PENDING')
    else expect(NEXT[before.status], `${before.status} → ${state.status}`).toContain(state.status)
    expect(state.attempts).toBeLessThanOrEqual(MAX_ATTEMPTS)
    expect(state.error !== null).toBe(state.status === 'FAILED')
    expect(state.result !== null).toBe(state.status === 'COMPLETED')
  }
}

async function expectSound(world: JobWorld): Promise<void> {
  expect(world.violations).toEqual([])
  for (const jobId of world.jobIds) {
    const { job, states } = await world.history(jobId)
    expectLegal(states, job.version)
    expect(await world.effectsOf(jobId)).toBe(job.status === 'COMPLETED' ? 1 : 0)
  }
}

/** Nothing more happens but time and one worker: every job has to end. */
async function expectEnd(world: JobWorld): Promise<void> {
  for (let round = 0; round < 30; round++) {
    const jobs = await Promise.all(world.jobIds.map((jobId) => world.service.get(jobId)))
    if (jobs.every((job) => job && isFinal(job.status))) return
    vi.setSystemTime(Date.now() + LEASE_MS + 1)
    await world.receive()
    const hold = world.holds.at(-1)
    // It may have been the hold of a worker that slept.
    if (hold && !hold.isOver) await world.complete(hold).catch(() => undefined)
  }
  throw new Error('A job does not end')
}

afterEach(() => {
  vi.useRealTimers()
})

describe('jobs and their workers', () => {
  const SEED = 20_261_120
  const RUNS = Number(process.env.JOB_HISTORIES ?? 150)

  it(
    `keep one claim at a time, one effect at most, and a history without a gap, in ${RUNS} random histories`,
    { timeout: 60_000 + RUNS * 200 },
    async () => {
      let acts = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          vi.useFakeTimers({ toFake: ['Date'] })
          const world = await JobWorld.create()
          try {
            for (let count = 0; count < 3; count++) await world.submit()
            for (const { after, acts: together } of steps) {
              vi.setSystemTime(Date.now() + after)
              // Being refused is as good as anything; what must not happen is looked for afterwards.
              await Promise.allSettled(together.map((each) => perform(world, each)))
              acts += together.length
              await expectSound(world)
            }
            await expectEnd(world)
            await expectSound(world)
          } finally {
            await world.close()
            vi.useRealTimers()
          }
        }),
        { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 40_000 },
      )
      console.info(`${RUNS} histories (seed ${SEED}), ${acts} acts`)
    },
  )
})
