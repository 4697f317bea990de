import type { Dependencies } from '../../src/dependencies.ts'
import { PassengerDataService } from '../../src/features/passengers/service/passenger-data-service.ts'
import { createParts } from './app-dependencies.ts'
import { answerParent } from './child-calls.ts'
import type { DataWork } from './data-work.ts'
import { queuedJob } from './data-queue.ts'
import { meters } from './meters.ts'
import type { Sample, Side } from './rounds.ts'
import type { Backend, DataOperation } from './rows.ts'
import { scaleId, scalePassengers, type ScalePassenger } from './scale-passengers.ts'

/** The process in which the data layer is compared with the same done by hand; both live in it, one works at a time. */
interface RunOptions {
  readonly side: Side
  readonly operation: DataOperation
  readonly milliseconds: number
}

/** As many as an HTTP server under load has in hand: grouping writes is a part of what the data layer does. */
const CONCURRENCY = 32

const sides = new Map<Side, DataWork>()

const calls = {
  ...meters,

  start: async ({ backend, sqlitePath }: { backend: Backend; sqlitePath: string }): Promise<void> => {
    const { dependencies } = await createParts(backend, sqlitePath)
    sides.set('ours', dataService(dependencies))
    // On demand, as the service does it: a run on SQLite has no AWS client in its heap.
    if (backend === 'sqlite') sides.set('base', (await import('./data-sqlite.ts')).rawSqlite(sqlitePath))
    else sides.set('base', (await import('./data-dynamodb.ts')).documentClient())
  },

  run: async ({ side, operation, milliseconds }: RunOptions): Promise<Sample> => {
    const work = sides.get(side)?.[operation]
    if (!work) throw new Error(`Nothing was started that does ${operation}`)
    const before = meters.cpuMicros()
    const operations = await repeat(work, milliseconds)
    return { operations, cpuMicros: meters.cpuMicros() - before }
  },
}

function dataService({ data, queue }: Dependencies): DataWork {
  const service = new PassengerDataService(data)
  const [passenger] = scalePassengers as readonly [ScalePassenger]
  return {
    get: () => service.get(scaleId(0)),
    'query-100': () => service.query({}, { limit: 100 }),
    save: () => service.save(passenger),
    ...(queue && { job: queuedJob(data, queue, CONCURRENCY) }),
  }
}

/** Several chains, each of which begins its next operation when the one before is done. */
async function repeat(work: () => Promise<unknown>, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds
  let operations = 0
  const chain = async (): Promise<void> => {
    while (performance.now() < end) {
      await work()
      operations += 1
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, chain))
  return operations
}

export type DataCalls = typeof calls

answerParent(calls)
