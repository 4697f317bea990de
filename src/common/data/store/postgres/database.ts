import { Client, Pool, type ClientConfig, type PoolClient } from 'pg'
import { UnavailableError, ValidationError } from '../../errors.ts'
import { sendAll, type Pipeline, type SqlResult, type Statement } from './pipeline.ts'
import { isConnectionLoss, toDataError } from './postgres-errors.ts'

export interface PoolOptions {
  /** Connections at most; 10 by default. */
  readonly max?: number
  /** Milliseconds to wait for a connection, a free one or a new one; 5000 by default. */
  readonly connectionTimeout?: number
  /** Milliseconds after which an unused connection is closed; 30000 by default. */
  readonly idleTimeout?: number
  /** Milliseconds that one statement may take; 10000 by default. */
  readonly statementTimeout?: number
  /** What the server shows for these connections; `bulkhead` by default. */
  readonly applicationName?: string
}

/** How much later than the server the client gives up on a statement: only when nothing comes back at all. */
const ANSWER_GRACE_MS = 2000
/** A transaction of this store never waits for its caller; one that idles has lost its process. */
const IDLE_TRANSACTION_MS = 10_000

/** One connection, for as long as `work` has it. */
export interface Session {
  readonly send: Pipeline
  /**
   * The same text for as long as the server has not crashed, also through an orderly restart: a crash resets its
   * statistics, and ends every connection.
   */
  readonly serverLife: () => Promise<string>
}

/**
 * The connections to one database. Errors are the driver's own until `run` maps them. A connection that is lost while
 * idle is dropped, and the next call opens another.
 */
export class Database {
  /** Of every connection. */
  readonly connection: ClientConfig
  readonly #pool: Pool
  readonly #serverLives = new WeakMap<PoolClient, string>()
  readonly #running = new Set<Promise<unknown>>()
  #closing: Promise<void> | undefined

  /** @throws ValidationError for a connection string that cannot be read */
  constructor(connectionString: string, options: PoolOptions = {}) {
    requireReadable(connectionString)
    const statementTimeout = options.statementTimeout ?? 10_000
    this.connection = {
      connectionString,
      connectionTimeoutMillis: options.connectionTimeout ?? 5000,
      statement_timeout: statementTimeout,
      query_timeout: statementTimeout + ANSWER_GRACE_MS,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
      application_name: options.applicationName ?? 'bulkhead',
      keepAlive: true,
    }
    this.#pool = new Pool({
      ...this.connection,
      max: options.max ?? 10,
      idleTimeoutMillis: options.idleTimeout ?? 30_000,
      pipeline: true,
    })
    // Without a listener, an idle connection that the server ends would end the process.
    this.#pool.on('error', () => undefined)
  }

  /** One statement, which is its own transaction. */
  async query(statement: Statement): Promise<SqlResult> {
    const [result] = await this.session(({ send }) => send([statement]))
    if (!result) throw new UnavailableError('PostgreSQL gave no answer')
    return result
  }

  /**
   * One call of the store, with all that it takes.
   * @param table the physical table that it is about
   * @throws DataError and nothing else
   */
  async run<T>(call: () => Promise<T>, table?: string): Promise<T> {
    if (this.#closing) throw new UnavailableError('The store is closed')
    const running = call()
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      throw toDataError(error, table)
    } finally {
      this.#running.delete(running)
    }
  }

  /** Several exchanges on one connection, which `work` must leave without a transaction. */
  async session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    // The pool listens only while a connection is idle; a loss while it is in use fails the statements under way.
    const ignore = (): void => undefined
    client.on('error', ignore)
    const connection = { isBroken: false }
    const send: Pipeline = async (statements) => {
      try {
        return await sendAll(client, statements)
      } catch (error) {
        connection.isBroken ||= isConnectionLoss(error)
        throw error
      }
    }
    try {
      return await work({ send, serverLife: () => this.#serverLife(client, send) })
    } finally {
      client.off('error', ignore)
      // Never back into the pool with a transaction open.
      client.release(connection.isBroken || client.getTransactionStatus() !== 'I')
    }
  }

  /** Waits for the calls under way and closes every connection. */
  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#pool.end())
    return this.#closing
  }

  async #serverLife(client: PoolClient, send: Pipeline): Promise<string> {
    const known = this.#serverLives.get(client)
    if (known !== undefined) return known
    const text = 'SELECT coalesce(stats_reset, clock_timestamp()) FROM pg_stat_bgwriter'
    const [result] = await send([{ text }])
    const life = String(result?.rows[0]?.[0])
    this.#serverLives.set(client, life)
    return life
  }
}

/** The driver reads it only when it connects. Its error is left out: it may show the password. */
function requireReadable(connectionString: string): void {
  try {
    new Client({ connectionString })
  } catch {
    throw new ValidationError('The connection string of PostgreSQL cannot be read')
  }
}
