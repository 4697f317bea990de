import { config as loadDotenv } from 'dotenv'
import { migrate, type Migration, type MigrationReport } from '../src/common/data/migration.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'
import { parseOptions, UsageError } from './command-line.ts'

const USAGE = `Usage: npm run migrate -- [--model NAME] [--apply] [--rate N]

Finds items that were written under an older schema version of their model and rewrites them in its present shape, in the
configured data backend (DATA_BACKEND). Without --apply nothing is written: each old item is upgraded and checked, and
what would be done is said.

The service may run meanwhile: an item is rewritten only as it was read, and read again when somebody has changed it. The
command may be stopped at any moment and run again: items that are done are not found again. An item that cannot be
upgraded is listed by its key and left as it is.

  --model NAME   only this model; all that keep a schema version by default
  --apply        write; there is no way back but a backup
  --rate N       read, and so write, at most N items a second
  --help         this text

Exit code: 0 when all old items can be, or are, in the present shape; 2 when some cannot; 1 when it did not get to the end.`

const OPTIONS = {
  model: { type: 'string' },
  apply: { type: 'boolean', default: false },
  rate: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** The exit code for a run that left items behind. */
const SOME_FAILED = 2
const PROGRESS_EVERY_MS = 1000

export async function migrateCommand(
  args: readonly string[],
  migrations: readonly Migration[],
): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`Unexpected argument '${stray}'\n\n${USAGE}`)
  const rate = rateOf(values.rate)
  const chosen = choose(migrations, values.model)
  loadDotenv({ quiet: true })
  const dependencies = await createDependencies(loadConfig())
  try {
    let failed = 0
    for (const migration of chosen) {
      const { name } = migration.model
      const report = await migrate(migration, dependencies.data, {
        dryRun: !values.apply,
        rate,
        onProgress: progressOf(name),
        onFailure: ({ key, reason }) => {
          console.log(`${name} ${JSON.stringify(key)}: ${reason}`)
        },
      })
      console.log(summary(name, report, values.apply))
      failed += report.failed
    }
    return failed > 0 ? SOME_FAILED : 0
  } finally {
    await dependencies.close()
  }
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const rate = Number(text)
  if (rate > 0 && Number.isFinite(rate)) return rate
  throw new UsageError(`--rate must be a number of items a second above 0, not '${text}'`)
}

function choose(migrations: readonly Migration[], name: string | undefined): readonly Migration[] {
  const known = migrations.map(({ model }) => model.name)
  if (known.length === 0)
    throw new UsageError('No model keeps a schema version, so there is nothing to migrate')
  if (name === undefined) return migrations
  const found = migrations.filter(({ model }) => model.name === name)
  if (found.length === 0)
    throw new UsageError(
      `No model '${name}' keeps a schema version; the models that do are: ${known.join(', ')}`,
    )
  return found
}

/** Says how far it is, once a second at most. */
function progressOf(name: string): (report: Readonly<MigrationReport>) => void {
  const started = performance.now()
  let next = started + PROGRESS_EVERY_MS
  return ({ read, found, failed }) => {
    const now = performance.now()
    if (now < next) return
    next = now + PROGRESS_EVERY_MS
    const perSecond = Math.round((read * 1000) / (now - started))
    console.log(`${name}: ${read} items read so far (${perSecond} a second), ${found} old, ${failed} failed`)
  }
}

function summary(name: string, report: MigrationReport, isApplied: boolean): string {
  const { read, found, migrated, passed, failed } = report
  const old = `${name}: ${read} items read, ${found} of an older shape`
  if (!isApplied)
    return `${old}: ${migrated} can be migrated, ${failed} cannot. Nothing was written; --apply does it.`
  const meanwhile = passed > 0 ? `, ${passed} deleted or migrated by others meanwhile` : ''
  return `${old}: ${migrated} migrated${meanwhile}, ${failed} failed`
}
