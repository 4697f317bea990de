import { expect, test } from 'vitest'
import type { BackendName } from './backends.ts'
import { checkBackend } from './check.ts'
import { failureReport, summary } from './report.ts'

/** The same in every run, so that a gate says the same twice; `npm run test:random` explores with new ones. */
const SEED = Number(process.env.FC_SEED ?? 2066048290)

/** A handful in every run of the tests; `scripts/random-programs.ts` does thousands. */
test.each<[BackendName, number]>([
  ['sqlite', 300],
  ['dynoxide', 30],
])('random programs give the same answers on %s and on a plain model', async (backend, runs) => {
  const result = await checkBackend({ backend, runs, seed: SEED })
  if (typeof result === 'string') {
    console.info(`Skipping random programs on ${backend}: ${result}`)
    return
  }
  console.info(summary(result))
  expect(failureReport(result)).toBe('')
})
