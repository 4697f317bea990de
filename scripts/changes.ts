import { config as loadDotenv } from 'dotenv'
import type { ChangeRecord } from '../src/common/data/changes/change-record.ts'
import type { ChangeRouter } from '../src/common/streams/change-router.ts'
import { DeadLetters, type DeadLetter } from '../src/common/streams/dead-letters.ts'
import { consumerName } from '../src/change-consumers.ts'
import { changeRouters } from '../src/change-handlers.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'
import { parseOptions, runCommand, UsageError } from './command-line.ts'

const OPTIONS = {
  all: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const USAGE = `Usage: npm run changes -- dead-letters
       npm run changes -- redrive ID
       npm run changes -- redrive --all

dead-letters   lists the changes that were given up: consumer, id, when, and the first line of the reason
redrive        gives a change to its handlers once more; what succeeds is removed, what fails stays

  --all      every dead letter
  --help     this text

It works on the configured data backend (DATA_BACKEND).`

interface Shelf {
  readonly name: string
  readonly router: ChangeRouter
  readonly letters: DeadLetters
}

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [command, id, ...rest] = positionals
  if (rest.length > 0 || (command !== 'dead-letters' && command !== 'redrive')) throw new UsageError(USAGE)
  if (command === 'redrive' && (id === undefined) !== values.all) throw new UsageError(USAGE)

  loadDotenv({ quiet: true })
  const config = loadConfig()
  const dependencies = await createDependencies(config)
  try {
    const { store } = dependencies.data
    const shelves = changeRouters({ config, dependencies }).map((router): Shelf => {
      const name = consumerName(router)
      return { name, router, letters: new DeadLetters(store, name) }
    })
    return command === 'dead-letters' ? await list(shelves) : await redrive(shelves, id)
  } finally {
    await dependencies.close()
  }
}

async function list(shelves: readonly Shelf[]): Promise<number> {
  let count = 0
  for (const { name, letters } of shelves) {
    for (const { id, setAsideAt, attempts, error } of await letters.list()) {
      count++
      console.log(`${name}  ${id}  ${setAsideAt}  ${attempts} attempts  ${error.split('\n', 1)[0] ?? ''}`)
    }
  }
  console.log(count === 0 ? 'There are no dead letters' : `${count} dead letters`)
  return 0
}

/** Their changes are long past: handlers look at what is there now. */
async function redrive(shelves: readonly Shelf[], only: string | undefined): Promise<number> {
  let [handled, kept] = [0, 0]
  for (const { name, router, letters } of shelves) {
    for (const letter of await letters.list()) {
      if (only !== undefined && letter.id !== only) continue
      const reason = await failureOf(router, letter)
      if (reason === undefined) await letters.remove(letter.id)
      else console.error(`${name}  ${letter.id}  ${reason}`)
      if (reason === undefined) handled++
      else kept++
    }
  }
  if (only !== undefined && handled + kept === 0) throw new UsageError(`Dead letter not found: ${only}`)
  console.log(`${handled} dead letters handled, ${kept} kept`)
  return kept === 0 ? 0 : 1
}

/** Why a change cannot be handled now either. */
async function failureOf(router: ChangeRouter, { change }: DeadLetter): Promise<string | undefined> {
  if (typeof change.sequence !== 'string') return 'it could never be read as a change: see its raw form'
  const outcome = await router.routeOne(change as unknown as ChangeRecord)
  if (outcome.status === 'failed') return String(outcome.failure.error)
  return outcome.status === 'poison' ? outcome.poison.reason : undefined
}

await runCommand(main)
