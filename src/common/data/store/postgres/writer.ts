import { ConflictError, TransactionFailedError, UnavailableError } from '../../errors.ts'
import { wasCommitted, type LostCommit } from './commit-outcome.ts'
import { withContentionRetry } from './contention-retry.ts'
import type { Database } from './database.ts'
import type { Statement } from './pipeline.ts'
import { inLockOrder, runLocked } from './locked-transaction.ts'
import { isContention } from './postgres-errors.ts'
import type { TableSql } from './table-sql.ts'
import { effectOf, effectsOf, type Current, type Effect } from './write-effect.ts'
import { dependsOnCurrent, type PlannedWrite } from './write-plan.ts'

/**
 * Applies writes. One that depends on nothing is a single statement, which is harmless to repeat after a lost answer.
 * Any other runs in a transaction that knows its own number, so that after a lost answer the server can be asked whether
 * it was committed: such a write is neither done twice nor reported as failed when it was done.
 */
export class Writer {
  readonly #database: Database
  readonly #changed: () => void

  /** @param changed is called after each commit that may have changed a streamed table */
  constructor(database: Database, changed: () => void) {
    this.#database = database
    this.#changed = changed
  }

  /** The text of the record that the write answers with. */
  async write(write: PlannedWrite): Promise<string | undefined> {
    if (!dependsOnCurrent(write)) {
      await withContentionRetry(() => this.#database.query(blindStatement(write)))
      this.#tell([write])
      return undefined
    }
    const [effect] = await this.#run([write], (current) => [effectOf(write, current(write))])
    return effect?.returned
  }

  /** All or none. @throws TransactionFailedError with the reasons by position */
  async transact(writes: readonly PlannedWrite[]): Promise<void> {
    try {
      await this.#run(writes, (current) => effectsOf(writes, current))
    } catch (cause) {
      if (!isContention(cause)) throw cause
      const reason = new ConflictError('Other transactions keep changing the same items')
      throw new TransactionFailedError(Array<ConflictError>(writes.length).fill(reason), { cause })
    }
  }

  /** Unconditional puts and deletes of one table, in one exchange. */
  async batch(table: TableSql, writes: readonly PlannedWrite[]): Promise<void> {
    const sorted = inLockOrder(writes)
    const rows = sorted.flatMap((write) => (write.type === 'put' ? [write.row] : []))
    const gone = sorted.flatMap((write) => (write.type === 'delete' ? [write.key] : []))
    const statements = [
      ...(rows.length > 0 ? [table.upsertAll(rows)] : []),
      ...(gone.length > 0 ? [table.deleteAll(gone)] : []),
    ]
    await withContentionRetry(() => this.#database.session(({ send }) => send(statements)))
    this.#tell(writes)
  }

  async #run(
    writes: readonly PlannedWrite[],
    decide: (current: Current) => readonly Effect[],
  ): Promise<readonly Effect[]> {
    const { effects, lost } = await withContentionRetry(() =>
      this.#database.session((session) => runLocked(session, writes, decide)),
    )
    if (lost) await this.#settle(lost)
    this.#tell(writes)
    return effects
  }

  #tell(writes: readonly PlannedWrite[]): void {
    if (writes.some(({ type, table }) => type !== 'check' && table.layout.isStreamed)) this.#changed()
  }

  /** @throws UnavailableError unless the transaction was committed */
  async #settle(lost: LostCommit): Promise<void> {
    const committed = await wasCommitted(this.#database, lost)
    if (committed === true) return
    const outcome = committed === false ? 'the write was not done' : 'whether the write was done is not known'
    throw new UnavailableError(`The connection to PostgreSQL was lost: ${outcome}`, { cause: lost.cause })
  }
}

function blindStatement(write: PlannedWrite): Statement {
  return write.type === 'put' ? write.table.upsert(write.row) : write.table.delete(write.key)
}
