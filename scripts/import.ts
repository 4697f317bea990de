import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { config as loadDotenv } from 'dotenv'
import { loadConfig } from '../src/config.ts'
import { createDependencies, type Dependencies } from '../src/dependencies.ts'
import { CsvRowError } from '../src/features/passengers/import/passenger-csv.ts'
import { importPassengers, type ImportReport } from '../src/features/passengers/import/passenger-import.ts'
import { PassengerDataService } from '../src/features/passengers/service/passenger-data-service.ts'
import { parseOptions, runCommand, UsageError } from './command-line.ts'
import { createProgress } from './import-progress.ts'

const USAGE = `Usage: npm run import -- passengers FILE.csv [--strict]

Stores the rows of a CSV file in the configured data backend (DATA_BACKEND). A running server sees them at once, and a
second import of the same file replaces what the first one stored.

  --strict   stop at the first bad row instead of reporting it and going on; the rows before it are stored
  --help     this text

The header is that of the well-known passenger list (survived,pclass,name,…,home.dest) or Kaggle's
(PassengerId,Survived,Pclass,…). Empty cells and ? are null.`

/** Refused rows that are printed one by one. */
const MAX_LISTED = 20

const OPTIONS = {
  strict: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [what, file, ...rest] = positionals
  if (what === undefined || file === undefined || rest.length > 0) throw new UsageError(USAGE)
  if (what !== 'passengers')
    throw new UsageError(`Nothing is known about importing '${what}': only passengers can be imported`)
  const size = await sizeOf(file)
  loadDotenv({ quiet: true })
  const dependencies = await createDependencies(loadConfig())
  try {
    const report = await importFile(dependencies, file, size, values.strict)
    console.log(summary(report))
    return 0
  } finally {
    await dependencies.close()
  }
}

async function importFile(
  { data }: Dependencies,
  file: string,
  size: number,
  strict: boolean,
): Promise<ImportReport> {
  const input = createReadStream(file)
  const progress = createProgress(size, process.stdout)
  try {
    return await importPassengers(new PassengerDataService(data), input, {
      strict,
      onProgress: ({ read, refused }) => {
        progress.update(input.bytesRead, read, refused.length)
      },
    })
  } finally {
    progress.stop()
    input.destroy()
  }
}

function summary({ read, stored, replaced, refused }: ImportReport): string {
  const lines = refused.slice(0, MAX_LISTED).map(({ row, reason }) => `Row ${row}: ${reason}`)
  if (refused.length > MAX_LISTED) lines.push(`… and ${refused.length - MAX_LISTED} more`)
  lines.push(`${read} rows read, ${stored} stored (${replaced} of them replaced), ${refused.length} refused`)
  return lines.join('\n')
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new UsageError(`${file} is not a file`)
    return found.size
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(
      `${file} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error)}`,
    )
  }
}

await runCommand(main, [CsvRowError])
