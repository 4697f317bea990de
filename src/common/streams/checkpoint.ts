import { ConditionFailedError } from '../data/errors.ts'
import type { Condition } from '../data/expressions/condition.ts'
import type { Update } from '../data/expressions/update.ts'
import type { FeedPosition } from '../data/store/change-feed.ts'
import type { StoreTable } from '../data/store/store.ts'
import type { StoredRecord } from '../data/store/value.ts'

const PARTITION = 'CHECKPOINT'

/** A checkpoint as somebody else holds it, and since when it has looked like that. */
interface Sighting {
  readonly look: string
  readonly since: number
}

/**
 * How far a consumer has come, and the lease of the one process that may go on from there.
 *
 * The holder shows that it lives by raising `beat`. Whoever wants the lease takes it when it has seen no beat for the
 * time of a lease by its own clock, so that the clocks of two machines are never compared. A holder that was taken for
 * dead learns of it when it saves.
 */
export class Checkpoint {
  readonly #table: StoreTable
  readonly #name: string
  /** One process, one consumer. */
  readonly #holder: string
  readonly #leaseMs: number
  #sighting: Sighting | undefined

  constructor(table: StoreTable, name: string, holder: string, leaseMs: number) {
    this.#table = table
    this.#name = name
    this.#holder = holder
    this.#leaseMs = leaseMs
  }

  /** One try to get the lease. The position is undefined for a consumer that has none yet. */
  async acquire(): Promise<{ readonly position: FeedPosition | undefined } | undefined> {
    const record = await this.#table.get(this.#key, { consistent: true })
    if (record && !this.#mayTake(record)) return undefined
    const asSeen = record ? looksLike(record) : ({ op: 'missing', path: ['pk'] } as const)
    if (!(await this.#write(asSeen, [set('holder', this.#holder)]))) return undefined
    this.#sighting = undefined
    return { position: positionOf(record) }
  }

  /** Keeps the lease, and the position for when the consumer starts again. False when the lease is somebody else's. */
  save(position: FeedPosition | undefined): Promise<boolean> {
    return this.#write(this.#isMine, position === undefined ? [] : [set('position', position)])
  }

  /** Lets the next one have the lease at once. */
  async release(position: FeedPosition | undefined): Promise<void> {
    const update: Update = [
      { action: 'remove', path: ['holder'] },
      ...(position === undefined ? [] : [set('position', position)]),
    ]
    await this.#write(this.#isMine, update)
  }

  get #key(): { readonly pk: string; readonly sk: string } {
    return { pk: PARTITION, sk: this.#name }
  }

  get #isMine(): Condition {
    return { op: 'eq', path: ['holder'], value: this.#holder }
  }

  #mayTake(record: StoredRecord): boolean {
    if (record.holder === undefined || record.holder === this.#holder) return true
    const look = JSON.stringify([record.holder, record.beat])
    const now = performance.now()
    if (this.#sighting?.look !== look) this.#sighting = { look, since: now }
    return now - this.#sighting.since >= this.#leaseMs
  }

  async #write(condition: Condition, update: Update): Promise<boolean> {
    const beat = { action: 'increment', path: ['beat'], by: 1, initial: 0 } as const
    const at = set('updatedAt', new Date().toISOString())
    try {
      await this.#table.write({ type: 'update', key: this.#key, update: [...update, beat, at], condition })
      return true
    } catch (error) {
      if (error instanceof ConditionFailedError) return false
      throw error
    }
  }
}

const set = (name: string, value: string) => ({ action: 'set', path: [name], value }) as const

const looksLike = ({ holder, beat }: StoredRecord): Condition => ({
  op: 'and',
  conditions: [
    holder === undefined
      ? { op: 'missing', path: ['holder'] }
      : { op: 'eq', path: ['holder'], value: holder },
    { op: 'eq', path: ['beat'], value: beat ?? null },
  ],
})

const positionOf = (record: StoredRecord | undefined): FeedPosition | undefined =>
  typeof record?.position === 'string' ? record.position : undefined

/** The positions of all consumers; undefined when one has none yet, and so needs all that is kept. */
export async function allPositions(table: StoreTable): Promise<FeedPosition[] | undefined> {
  const positions: (FeedPosition | undefined)[] = []
  let page = await table.range({ pk: PARTITION, consistent: true })
  for (;;) {
    positions.push(...page.records.map(positionOf))
    if (!page.next) break
    page = await table.range({ pk: PARTITION, consistent: true, after: page.next })
  }
  const known = positions.filter((position) => position !== undefined)
  return known.length === positions.length ? known : undefined
}
