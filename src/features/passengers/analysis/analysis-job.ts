import { Type, type Static } from '@sinclair/typebox'
import {
  PermanentJobError,
  type JobOutcome,
  type JobRun,
  type JobType,
} from '../../../common/queue/job-type.ts'
import type { Passenger } from '../model/passenger-table.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { SurvivalCounter, traitsOf } from './survival-groups.ts'

const PAGE = 500

const Input = Type.Object(
  {
    passengerId: Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'Id of the passenger to analyse',
      examples: ['A/5 21171'],
    }),
  },
  { additionalProperties: false },
)

/**
 * Survival among the passengers who are like one passenger in class, sex, age band and party. The answer is the job's
 * result, and stored on the passenger as `analysis` in the same transaction.
 */
export function analysisJob(service: PassengerDataService): JobType {
  return {
    name: 'passenger_analysis',
    description: 'Survival among passengers alike in class, sex, age band and party, stored on the passenger',
    input: Input,
    examples: { input: { passengerId: 'A/5 21171' }, result: exampleAnalysis },
    run: (input, job) => analyse(service, (input as Static<typeof Input>).passengerId, job),
  }
}

async function analyse(service: PassengerDataService, passengerId: string, job: JobRun): Promise<JobOutcome> {
  const passenger = await service.get(passengerId)
  if (!passenger) throw new PermanentJobError(`Passenger not found: ${passengerId}`)
  const counter = new SurvivalCounter(passenger)
  for await (const other of sameClass(service, passenger, job)) counter.add(other)
  const analysis = {
    traits: traitsOf(passenger),
    groups: counter.groups(),
    analysedAt: new Date().toISOString(),
  }
  return {
    result: { passengerId, ...analysis },
    writes: [service.planUpdate(passengerId, { set: { analysis } })],
  }
}

/** Everybody in the class, page by page through the index on it. */
async function* sameClass(
  service: PassengerDataService,
  { pclass }: Passenger,
  job: JobRun,
): AsyncGenerator<Passenger, void> {
  const total = await service.count({ pclass })
  let read = 0
  let cursor: string | undefined
  do {
    job.signal.throwIfAborted()
    const page = await service.query({ pclass }, { limit: PAGE, cursor })
    yield* page.items
    read += page.items.length
    job.progress(Math.min(99, Math.floor((100 * read) / Math.max(1, total))), `${read} passengers compared`)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

const exampleAnalysis = {
  passengerId: 'A/5 21171',
  traits: { pclass: 3, sex: 'male', ageBand: 'adult', party: 'small' },
  groups: [{ by: ['pclass'], passengers: 708, survivors: 181, survivalRate: 0.2556 }],
  analysedAt: '2026-11-20T12:00:00.000Z',
}
