import type { Readable } from 'node:stream'
import { ValidationError } from '../../../common/data/errors.ts'
import { PartyCounter } from '../service/passenger-id.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'
import { csvRecords } from './csv-records.ts'
import { CsvRowError, readHeader, readRow, type ColumnMap } from './passenger-csv.ts'

/** Rows stored together: one call's worth of keys to look up, four of DynamoDB's batches. */
const BATCH_ROWS = 100

export interface RefusedRow {
  /** Line of the file on which the row begins, the header being row 1. */
  readonly row: number
  readonly reason: string
}

export interface ImportReport {
  /** Rows after the header. */
  read: number
  /** Rows written, the replaced ones among them. */
  stored: number
  /** Rows written over a passenger who was there. */
  replaced: number
  readonly refused: RefusedRow[]
}

export interface ImportOptions {
  /** Stop at the first bad row; the rows before it are stored. */
  readonly strict?: boolean
  /** Ends the import after a batch: what was stored stays. */
  readonly signal?: AbortSignal
  /** Told after every batch; the report goes on changing. */
  readonly onProgress?: (report: Readonly<ImportReport>) => void
}

/**
 * Stores the passengers of a CSV file. Passengers have their ids from the column `id`, which our own exports have, or else
 * from ticket and order (`passenger-id.ts`), so a second import of the same file replaces what the first one stored. A bad row is reported and the rest is stored.
 *
 * @throws CsvRowError when the header is wrong or, with `strict`, for the first bad row
 */
export async function importPassengers(
  service: PassengerDataService,
  input: Readable | string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const report: ImportReport = { read: 0, stored: 0, replaced: 0, refused: [] }
  const parties = new PartyCounter()
  const ids = new Set<string>()
  let batch: Prepared[] = []
  const refuse = (row: number, reason: string): void => {
    report.read += 1
    report.refused.push({ row, reason })
    if (options.strict) throw new CsvRowError(`Row ${row}: ${reason}`)
  }
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const exist = await service.batchExists(batch.map(({ entity }) => entity.id))
    await service.batchWrite(batch)
    report.stored += batch.length
    report.replaced += exist.filter(Boolean).length
    batch = []
    options.onProgress?.(report)
  }

  let columns: ColumnMap | undefined
  try {
    for await (const { cells, row, error } of csvRecords(typeof input === 'string' ? [input] : input)) {
      if (columns === undefined) {
        if (error !== undefined) throw new CsvRowError(`This is not a passenger list: the header ${error}`)
        columns = readHeader(cells)
      } else if (error !== undefined) {
        refuse(row, error)
      } else {
        const prepared = prepare(service, cells, columns, parties)
        if (typeof prepared === 'string') {
          refuse(row, prepared)
        } else if (ids.has(prepared.entity.id)) {
          refuse(row, `has the id of an earlier row: ${prepared.entity.id}`)
        } else {
          ids.add(prepared.entity.id)
          report.read += 1
          batch.push(prepared)
        }
      }
      if (batch.length === BATCH_ROWS) {
        await flush()
        options.signal?.throwIfAborted()
      }
    }
  } finally {
    // A strict stop and a broken file keep what was good before them.
    await flush()
  }
  if (columns === undefined) throw new CsvRowError('The file is empty: a header row is expected')
  return report
}

type Prepared = ReturnType<PassengerDataService['prepare']>

/** The passenger of a row ready to be written, or why the row is refused. */
function prepare(
  service: PassengerDataService,
  cells: readonly string[],
  columns: ColumnMap,
  parties: PartyCounter,
): Prepared | string {
  try {
    // A refused row still takes its place in the party: mending it later must not shift the ids of the others.
    const ticket = cells[columns.indexOf('ticket')]?.trim() ?? ''
    const id = parties.nextId(ticket)
    return service.prepare({ id, ...readRow(cells, columns) })
  } catch (error) {
    if (error instanceof CsvRowError) return error.message
    if (error instanceof ValidationError) {
      return error.issues.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ')
    }
    throw error
  }
}
