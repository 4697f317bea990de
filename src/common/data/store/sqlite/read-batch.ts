import { setImmediate } from 'node:timers'
import type { Database, Statement } from './driver.ts'
import { toDataError } from './sqlite-errors.ts'

/** For fewer reads, a transaction costs more than it saves. */
const MIN_SHARED = 3

/**
 * Does the reads of one turn of the event loop together, at its end. A read between two requests finds the processor's
 * caches full of HTTP and takes five times as long as one that follows its like; and all of them share one lock on the
 * file. What they see is at least as new as what was there when each was asked for.
 */
export class ReadBatch {
  readonly #begin: Statement
  readonly #commit: Statement
  #waiting: (() => void)[] = []

  constructor(database: Database) {
    this.#begin = database.prepare('BEGIN')
    this.#commit = database.prepare('COMMIT')
  }

  /** @throws DataError: what the read throws */
  submit<Result>(read: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const size = this.#waiting.push(() => {
        try {
          resolve(read())
        } catch (error) {
          reject(toDataError(error))
        }
      })
      if (size === 1) {
        setImmediate(() => {
          this.flush()
        })
      }
    })
  }

  /** Does what waits now: the database is about to be closed. */
  flush(): void {
    const reads = this.#waiting
    this.#waiting = []
    const isShared = reads.length >= MIN_SHARED && this.#started()
    for (const read of reads) read()
    if (isShared) this.#commit.run([])
  }

  /** What keeps a transaction from starting is for each of the reads to say. */
  #started(): boolean {
    try {
      this.#begin.run([])
      return true
    } catch {
      return false
    }
  }
}
