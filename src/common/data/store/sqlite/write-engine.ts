import { DataError, TransactionFailedError, UnavailableError } from '../../errors.ts'
import { trimLog } from './change-log.ts'
import { dropTable } from './describe-table.ts'
import type { Database } from './driver.ts'
import { layoutTable } from './layout.ts'
import { createTable } from './schema.ts'
import { SqliteUnavailableError, toDataError } from './sqlite-errors.ts'
import { TableStatements } from './table-statements.ts'
import { toWireError } from './wire-errors.ts'
import type { Batch, Job, Reply, WireTable, WireWrite } from './wire.ts'
import { checkWrite, type Effect } from './write-effect.ts'

/**
 * Applies batches of writes, each batch in one durable transaction. Knows nothing of threads: the writer thread runs it
 * on its own connection, an in-memory store on the only one.
 */
export class WriteEngine {
  readonly #database: Database
  readonly #tables = new Map<number, TableStatements>()

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * The answers stand in the order of the jobs, and come after the commit. A job that fails its own check leaves its
   * neighbours alone; a failure of the engine or disk fails them all, and nothing was written.
   */
  run({ tables, jobs }: Batch): readonly Reply[] {
    for (const table of tables) this.#define(table)
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      const replies = jobs.map((job) => this.#runChecked(job))
      this.#database.exec('COMMIT')
      return replies
    } catch (error) {
      this.#rollback()
      const failure = { error: toWireError(toDataError(error)) }
      return jobs.map(() => failure)
    }
  }

  #define({ id, name, definition }: WireTable): void {
    this.#tables.set(id, new TableStatements(this.#database, layoutTable(name, definition)))
  }

  #runChecked(job: Job): Reply {
    try {
      return this.#runJob(job)
    } catch (error) {
      if (!(error instanceof DataError) || breaksTransaction(error)) throw error
      return { error: toWireError(error) }
    }
  }

  #runJob(job: Job): Reply {
    switch (job.kind) {
      case 'write': {
        const effect = this.#check(job.write)
        effect.apply()
        return asksForRecord(job.write) && effect.returned !== undefined ? { record: effect.returned } : {}
      }
      case 'batch':
        applyAll(job.writes.map((write) => this.#check(write)))
        return {}
      case 'transact':
        applyAll(this.#checkAll(job.writes))
        return {}
      case 'create':
        return { created: createTable(this.#database, this.#table(job.table).layout) }
      case 'drop':
        return { dropped: dropTable(this.#database, job.name) }
      case 'trim':
        return { trimmed: trimLog(this.#database, job.passed, job.tables) }
    }
  }

  /** Checks every write, also after one that fails, so that each reason is told. */
  #checkAll(writes: readonly WireWrite[]): Effect[] {
    const effects: Effect[] = []
    const reasons = writes.map((write) => {
      try {
        effects.push(this.#check(write))
        return null
      } catch (error) {
        if (!(error instanceof DataError) || breaksTransaction(error)) throw error
        return error
      }
    })
    if (reasons.some((reason) => reason !== null)) throw new TransactionFailedError(reasons)
    return effects
  }

  #check(write: WireWrite): Effect {
    return checkWrite(this.#table(write.table), write)
  }

  #table(id: number): TableStatements {
    const table = this.#tables.get(id)
    if (!table) throw new UnavailableError('The writer does not know this table')
    return table
  }

  /** After some failures SQLite has rolled back already and says that there is no transaction. */
  #rollback(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // Nothing is open then.
    }
  }
}

const breaksTransaction = (error: DataError): boolean =>
  error instanceof SqliteUnavailableError && error.breaksTransaction

const asksForRecord = (write: WireWrite): boolean =>
  write.type !== 'check' && write.returns !== undefined && write.returns !== 'none'

function applyAll(effects: readonly Effect[]): void {
  for (const effect of effects) effect.apply()
}
