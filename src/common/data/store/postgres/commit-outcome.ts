import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { isConnectionLoss } from './postgres-errors.ts'

/** A transaction whose connection broke after its commit was sent. */
export interface LostCommit {
  readonly transactionId: string
  readonly serverLife: string
  readonly cause: unknown
}

/** Milliseconds before each question: a server that restarts needs a while, and so does one that has not noticed. */
const WAITS_MS = [0, 50, 100, 200, 400, 800, 1600]
/** For all of them together: a server that says nothing would take its time-out with each. */
const LIMIT_MS = 3500

/**
 * What became of a transaction whose answer was lost: the server knows it by its number. Undefined when it cannot be
 * asked or has not decided within three and a half seconds, and after a crash, when it may have given the number of a
 * transaction that was never on disk to another one.
 */
export async function wasCommitted(
  database: Database,
  commit: Pick<LostCommit, 'transactionId' | 'serverLife'>,
): Promise<boolean | undefined> {
  const end = new AbortController()
  const { signal } = end
  try {
    return await Promise.race([ask(database, commit, signal), sleep(LIMIT_MS, undefined, { signal })])
  } finally {
    end.abort()
  }
}

async function ask(
  database: Database,
  { transactionId, serverLife }: Pick<LostCommit, 'transactionId' | 'serverLife'>,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  for (const wait of WAITS_MS) {
    await sleep(wait, undefined, { signal })
    const answer = await askStatus(database, transactionId)
    if (answer === undefined || answer.status === 'in progress') continue
    if (answer.status !== 'committed') return false
    return answer.serverLife === serverLife ? true : undefined
  }
  return undefined
}

interface Answer {
  readonly status: string
  readonly serverLife: string
}

/** Undefined when there is no answer. */
async function askStatus(database: Database, transactionId: string): Promise<Answer | undefined> {
  try {
    return await database.session(async ({ send, serverLife }) => {
      const life = await serverLife()
      const [result] = await send([{ text: 'SELECT pg_xact_status($1::xid8)', values: [transactionId] }])
      return { status: String(result?.rows[0]?.[0]), serverLife: life }
    })
  } catch (error) {
    if (isConnectionLoss(error)) return undefined
    // A number from the future: a standby that took over has never heard of this transaction.
    return { status: 'unknown', serverLife: '' }
  }
}
