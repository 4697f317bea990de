import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { composeJobs, createWorker } from '../../../src/background-jobs.ts'
import { loadConfig } from '../../../src/config.ts'
import { createDependencies } from '../../../src/dependencies.ts'
import { PassengerDataService } from '../../../src/features/passengers/service/passenger-data-service.ts'
import { aPassenger } from '../../support/passengers.ts'
import { doing } from './job-types.ts'

/*
 * A worker as `src/worker.ts` composes it, with job types of the test. What a job does is to store a passenger with the
 * name of the job: there has to be one for each in the end.
 */
const config = loadConfig()
const dependencies = await createDependencies(config)
const passengers = new PassengerDataService(dependencies.data)

const enrol = doing(
  'enrol',
  async ({ jobId, signal, progress }) => {
    process.stdout.write(`+ ${jobId}\n`)
    progress(Math.random() * 100, 'At it')
    await sleep(Math.random() * 30, undefined, { signal })
    if (Math.random() < 0.03) throw new Error('Once more')
    return {
      result: { jobId },
      writes: [passengers.planCreate({ ...aPassenger(), id: randomUUID(), name: jobId })],
    }
  },
  { maxAttempts: 50 },
)

const poisoned = doing(
  'poisoned',
  () => {
    process.stdout.write('poisoned\n')
    process.kill(process.pid, 'SIGKILL')
    return undefined
  },
  { maxAttempts: 2 },
)

const options = { config, dependencies, types: [enrol, poisoned], backoff: { firstMs: 10, maxMs: 100 } }
createWorker(options, composeJobs(options))?.start()
process.stdout.write('ready\n')
