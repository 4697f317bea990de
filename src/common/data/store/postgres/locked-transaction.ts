import type { LostCommit } from './commit-outcome.ts'
import type { Session } from './database.ts'
import type { SqlResult } from './pipeline.ts'
import { isConnectionLoss } from './postgres-errors.ts'
import type { TableSql } from './table-sql.ts'
import type { Current, Effect } from './write-effect.ts'
import type { PlannedWrite } from './write-plan.ts'

const BEGIN = { text: 'BEGIN ISOLATION LEVEL READ COMMITTED' }
const TRANSACTION_ID = { text: 'SELECT pg_current_xact_id()' }
const COMMIT = { text: 'COMMIT' }
const ROLLBACK = { text: 'ROLLBACK' }

/** What a transaction did, in the order of its writes. */
export interface Outcome {
  readonly effects: readonly Effect[]
  /** The connection broke after the commit was sent: the server alone knows whether it came. */
  readonly lost?: LostCommit
}

/**
 * One transaction in two exchanges, more for some that are refused: the first locks the records that the writes are about
 * and reads them, `decide` says what to do, and the second does it and commits. A transaction that fails leaves nothing
 * behind.
 *
 * @throws what `decide` throws, or the driver's error
 */
export async function runLocked(
  { send, serverLife }: Session,
  writes: readonly PlannedWrite[],
  decide: (current: Current) => readonly Effect[],
): Promise<Outcome> {
  let commit: Omit<LostCommit, 'cause'> | undefined
  const life = await serverLife()
  let effects: readonly Effect[] = []
  try {
    const groups = byTable(writes)
    const locks = groups.map(([table, group]) => table.lock(group.map(({ key }) => key)))
    const [, id, ...found] = await send([BEGIN, TRANSACTION_ID, ...locks])
    effects = await decideOfOneMoment(recordsOf(groups, found), writes.length, decide, async () =>
      recordsOf(groups, await send(locks)),
    )
    commit = { transactionId: String(id?.rows[0]?.[0]), serverLife: life }
    await send([
      ...inLockOrder(effects, ({ write }) => write).flatMap(({ statements }) => statements),
      COMMIT,
    ])
    return { effects }
  } catch (cause) {
    if (commit && isConnectionLoss(cause)) return { effects, lost: { ...commit, cause } }
    // A connection that is lost has rolled back by itself.
    await send([ROLLBACK]).catch(() => undefined)
    throw cause
  }
}

/**
 * What is written was there or held absent until the commit, so that a decision to write is of one moment. A refusal may
 * rest on records absent before a lock was waited for and others read after it: it holds only if none has come meanwhile.
 */
async function decideOfOneMoment(
  records: Records,
  wanted: number,
  decide: (current: Current) => readonly Effect[],
  look: () => Promise<Records>,
): Promise<readonly Effect[]> {
  try {
    return decide((write) => records.get(write))
  } catch (refusal) {
    if (wanted === 1 || records.size === wanted) throw refusal
    const now = await look()
    if (now.size === records.size) throw refusal
    return decideOfOneMoment(now, wanted, decide, look)
  }
}

type Group = readonly [TableSql, PlannedWrite[]]
type Records = ReadonlyMap<PlannedWrite, string>

/** The writes by table, in one order for all transactions, so that no two wait for each other. */
function byTable(writes: readonly PlannedWrite[]): Group[] {
  const groups = new Map<TableSql, PlannedWrite[]>()
  for (const write of inLockOrder(writes)) {
    const group = groups.get(write.table)
    if (group) group.push(write)
    else groups.set(write.table, [write])
  }
  return [...groups]
}

export function inLockOrder(writes: readonly PlannedWrite[]): PlannedWrite[]
export function inLockOrder<T>(items: readonly T[], writeOf: (item: T) => PlannedWrite): T[]
export function inLockOrder<T>(
  items: readonly T[],
  writeOf: (item: T) => PlannedWrite = (item) => item as PlannedWrite,
): T[] {
  return items.toSorted((a, b) => (writeOf(a).identity < writeOf(b).identity ? -1 : 1))
}

/** The records found, by the places that the lock statements give. */
function recordsOf(groups: readonly Group[], found: readonly SqlResult[]): Records {
  const records = new Map<PlannedWrite, string>()
  for (const [i, [, group]] of groups.entries()) {
    for (const [place, data] of found[i]?.rows ?? []) {
      const write = group[Number(place) - 1]
      if (write && typeof data === 'string') records.set(write, data)
    }
  }
  return records
}
