import { describe, expect, it } from 'vitest'
import { PermanentJobError, type JobRun } from '../../../../src/common/queue/job-type.ts'
import { transact } from '../../../../src/common/data/transaction.ts'
import { analysisJob } from '../../../../src/features/passengers/analysis/analysis-job.ts'
import {
  passengersTable,
  type PassengerInput,
} from '../../../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { aPassenger } from '../../../support/passengers.ts'

const people: readonly Partial<PassengerInput>[] = [
  { id: 'self', age: 30 },
  { id: 'twin', age: 59, survived: 1 },
  { id: 'also', age: 18, survived: 0 },
  { id: 'senior', age: 60, survived: 1 },
  { id: 'boy', age: 11.5, survived: 1, sex: 'male' },
  { id: 'unknown', age: null, survived: 0 },
  { id: 'family', age: 40, sibsp: 1, parch: 2, survived: 1 },
  { id: 'elsewhere', age: 30, pclass: 3, survived: 1 },
]

async function set(signal = new AbortController().signal) {
  const context = await memoryContext(passengersTable)
  const service = new PassengerDataService(context)
  for (const person of people) await service.save({ ...aPassenger(), ...person, id: person.id ?? '' })
  const reports: [number, string | undefined][] = []
  const job: JobRun = {
    jobId: 'job-1',
    attempt: 1,
    signal,
    progress: (percent, message) => reports.push([percent, message]),
  }
  return { context, service, type: analysisJob(service), job, reports }
}

describe('passenger_analysis', () => {
  it('counts the others who are alike, from the class down to the party', async () => {
    const { type, job, reports } = await set()
    const { result } = await type.run({ passengerId: 'self' }, job)
    expect(result).toMatchObject({
      passengerId: 'self',
      traits: { pclass: 1, sex: 'female', ageBand: 'adult', party: 'alone' },
      groups: [
        { by: ['pclass'], passengers: 6, survivors: 4, survivalRate: 0.6667 },
        { by: ['pclass', 'sex'], passengers: 5, survivors: 3, survivalRate: 0.6 },
        { by: ['pclass', 'sex', 'ageBand'], passengers: 3, survivors: 2, survivalRate: 0.6667 },
        { by: ['pclass', 'sex', 'ageBand', 'party'], passengers: 2, survivors: 1, survivalRate: 0.5 },
      ],
    })
    expect(reports.at(-1)).toEqual([99, '7 passengers compared'])
  })

  it('stores the analysis on the passenger with the result, and not before', async () => {
    const { context, service, type, job } = await set()
    const { result, writes = [] } = await type.run({ passengerId: 'boy' }, job)
    expect(await service.get('boy')).toMatchObject({ analysis: null })
    await transact(context.store, writes)
    expect((await service.get('boy'))?.analysis).toEqual({
      traits: result.traits,
      groups: result.groups,
      analysedAt: result.analysedAt,
    })
    expect(result.groups).toContainEqual({
      by: ['pclass', 'sex'],
      passengers: 0,
      survivors: 0,
      survivalRate: null,
    })
  })

  it('fails for good when there is no such passenger', async () => {
    const { type, job } = await set()
    const run = type.run({ passengerId: 'nobody' }, job)
    await expect(run).rejects.toThrow(new PermanentJobError('Passenger not found: nobody'))
  })

  it('ends when the job is cancelled', async () => {
    const { type, job } = await set(AbortSignal.abort())
    await expect(type.run({ passengerId: 'self' }, job)).rejects.toThrow('aborted')
  })
})
