import { Type, type Static } from '@sinclair/typebox'
import {
  PermanentJobError,
  type JobOutcome,
  type JobRun,
  type JobType,
} from '../../../src/common/queue/job-type.ts'

const Sum = Type.Object(
  {
    numbers: Type.Array(Type.Number(), { maxItems: 100 }),
    unit: Type.Optional(Type.String({ default: 'pieces' })),
    note: Type.Optional(Type.Object({ by: Type.String({ minLength: 2 }) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

/** Adds numbers. */
export const sum: JobType = {
  name: 'sum',
  description: 'Adds numbers.',
  input: Sum,
  examples: { input: { numbers: [1, 2, 3] }, result: { sum: 6, unit: 'pieces' } },
  async run(input): Promise<JobOutcome> {
    const { numbers, unit = 'pieces' } = input as Static<typeof Sum>
    return { result: { sum: numbers.reduce((a, b) => a + b, 0), unit } }
  },
}

/** A job type whose work a test gives. */
export const doing = (
  name: string,
  run: (job: JobRun, input: Readonly<Record<string, unknown>>) => Promise<JobOutcome | undefined> | undefined,
  options: Pick<JobType, 'maxAttempts'> = {},
): JobType => ({
  name,
  description: 'Does what a test says.',
  input: Type.Object({}, { additionalProperties: true }),
  examples: { input: {}, result: {} },
  ...options,
  run: async (input, job) => (await run(job, input as Record<string, unknown>)) ?? { result: {} },
})

export const impossible = doing('impossible', () => {
  throw new PermanentJobError('There is no passenger 24160')
})
