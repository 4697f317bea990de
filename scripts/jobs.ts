import { config as loadDotenv } from 'dotenv'
import { composeJobs } from '../src/background-jobs.ts'
import type { DeadLetter, DeadLetters } from '../src/common/queue/queue.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'
import type { JobDataService } from '../src/features/jobs/service/job-data-service.ts'
import { parseOptions, runCommand, UsageError } from './command-line.ts'

const OPTIONS = {
  all: { type: 'boolean', default: false },
  limit: { type: 'string', default: '100' },
  help: { type: 'boolean', default: false },
} as const

const USAGE = `Usage: npm run jobs -- dead-letters [--limit N]
       npm run jobs -- redrive ID
       npm run jobs -- redrive --all

dead-letters   lists the jobs that were given up, the oldest first, with the reason
redrive        has a failed job begun anew: PENDING with no attempt counted, and its message back in the queue

  --limit N  at most so many; default 100
  --all      every dead letter
  --help     this text

It works on the configured data backend and queue (DATA_BACKEND, QUEUE_BACKEND); a running server sees it at once.`

const PAGE = 100

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [command, id, ...rest] = positionals
  if (rest.length > 0 || (command !== 'dead-letters' && command !== 'redrive')) throw new UsageError(USAGE)
  if (command === 'redrive' && (id === undefined) !== values.all) throw new UsageError(USAGE)
  const limit = Number(values.limit)
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new UsageError('--limit must be a positive whole number')

  loadDotenv({ quiet: true })
  const config = loadConfig()
  const dependencies = await createDependencies(config)
  try {
    const { queue } = dependencies
    if (!queue) throw new UsageError('There is no queue: see QUEUE_BACKEND')
    if (command === 'dead-letters') return await list(queue.deadLetters, limit)
    const { service } = composeJobs({ config, dependencies })
    return id === undefined ? await redriveAll(service, queue.deadLetters) : await redriveOne(service, id)
  } finally {
    await dependencies.close()
  }
}

async function list(deadLetters: DeadLetters, limit: number): Promise<number> {
  const letters = await deadLetters.list({ limit })
  for (const { message, since, reason } of letters) console.log(`${message.id}  ${since}  ${reason}`)
  console.log(letters.length === 0 ? 'There are no dead letters' : `${letters.length} dead letters`)
  return 0
}

async function redriveOne(service: JobDataService, id: string): Promise<number> {
  const job = await service.redrive(id)
  if (!job) console.error(`Job not found: ${id}`)
  else console.log(`Job ${id} is ${job.status}`)
  return job?.status === 'PENDING' ? 0 : 1
}

/** What comes back while this runs is left for the next time. */
async function redriveAll(service: JobDataService, deadLetters: DeadLetters): Promise<number> {
  const done = new Set<string>()
  const next = async (): Promise<DeadLetter[]> =>
    (await deadLetters.list({ limit: PAGE + done.size })).filter(({ message }) => !done.has(message.id))
  for (let letters = await next(); letters.length > 0; letters = await next()) {
    for (const { message } of letters) {
      done.add(message.id)
      await service.redrive(message.id)
    }
  }
  console.log(`${done.size} dead letters sent back`)
  return 0
}

await runCommand(main)
