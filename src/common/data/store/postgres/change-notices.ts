import { randomBytes } from 'node:crypto'
import type { ChangeWatch } from '../change-feed.ts'
import { ChangeSignal } from '../change-signal.ts'
import type { Database } from './database.ts'
import { listen, type Listener } from './listener.ts'

const CHANNEL = 'bulkhead_changes'
/**
 * A notice within the transaction of the change would be one statement less, but PostgreSQL commits such transactions
 * one after the other. So each process tells the others after its commits, at most this often.
 */
const NOTICE_MS = 20

/** Wakes readers of changes: those of this process at once, those of others by `NOTIFY`. */
export class ChangeNotices {
  readonly #database: Database
  readonly #schema: string
  /** By which a process knows its own notices. */
  readonly #sender = randomBytes(8).toString('hex')
  readonly #signal = new ChangeSignal()
  #pause: NodeJS.Timeout | undefined
  #isDue = false
  #listener: Listener | undefined

  constructor(database: Database, schema: string) {
    this.#database = database
    this.#schema = schema
  }

  /** To be called after a commit that may have logged changes. */
  changed(): void {
    this.#signal.fire()
    if (this.#pause) this.#isDue = true
    else this.#notify()
  }

  watch(pollMs: number): ChangeWatch {
    this.#listener ??= listen(this.#database.connection, CHANNEL, (notice) => {
      const isOwn = notice.startsWith(this.#sender)
      if (!isOwn && notice.slice(this.#sender.length) === this.#schema) this.#signal.fire()
    })
    return this.#signal.watch(pollMs, () => {
      if (!this.#signal.isWatched) this.close()
    })
  }

  close(): void {
    clearTimeout(this.#pause)
    this.#listener?.stop()
    this.#listener = undefined
  }

  #notify(): void {
    this.#isDue = false
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#isDue) this.#notify()
    }, NOTICE_MS).unref()
    const values = [CHANNEL, this.#sender + this.#schema]
    // A notice that is lost is made up for by the poll.
    this.#database
      .run(() => this.#database.query({ text: 'SELECT pg_notify($1, $2)', values }))
      .catch(() => undefined)
  }
}
