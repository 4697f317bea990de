import { EntityWriter } from './entity-writer.ts'
import { ConditionFailedError, DataError, TransactionFailedError } from './errors.ts'
import { valuesEqual } from './expressions/equality.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import { absentCondition, liveCondition } from './liveness.ts'
import { positionOf } from './model/key-map.ts'
import { SCHEMA_VERSION, VERSION, type Model } from './model/model.ts'
import { isOfModel } from './model/type-marker.ts'
import type { Store, StoreTable } from './store/store.ts'
import type { Key, StoredRecord } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * The entity of an old item, to be checked like any other input. `attributes` are those that the model still has, in
 * their entity form but unchecked; `stored` is the whole item, for those that it no longer has.
 */
export type Upgrade = (attributes: Values, stored: StoredRecord) => Values | Promise<Values>

/** An item that stays as it is, and why. */
export interface MigrationFailure {
  readonly key: Key
  readonly reason: string
}

export type MigrationOutcome =
  | { readonly status: 'migrated' | 'passed' }
  | { readonly status: 'failed'; readonly failure: MigrationFailure }

/** Readings of one item: whoever changes it more often has it to himself. */
const MAX_ATTEMPTS = 20

/** Brings one item at a time to the present shape of its model. */
export class ItemMigration {
  /** Holds for items of the model in an older shape. */
  readonly isOld: Condition
  readonly #model: Model
  readonly #store: Store
  readonly #table: StoreTable
  readonly #writer: EntityWriter
  readonly #upgrade: Upgrade
  readonly #isDryRun: boolean

  constructor(model: Model, store: Store, upgrade: Upgrade = (attributes) => attributes, isDryRun: boolean) {
    this.#model = model
    this.#store = store
    this.#table = store.table(model.table)
    this.#writer = new EntityWriter(model, this.#table)
    this.#upgrade = upgrade
    this.#isDryRun = isDryRun
    const stamped: Condition = { op: 'ne', path: [SCHEMA_VERSION], value: model.schemaVersion ?? null }
    const live = liveCondition(model, Date.now())
    this.isOld = allOf(model.isShared ? isOfModel(model) : undefined, live, stamped) ?? stamped
  }

  /** @throws UnavailableError, ThrottledError */
  async migrate(first: StoredRecord): Promise<MigrationOutcome> {
    const key = positionOf(first, this.#model.table.key)
    const failed = (reason: string): MigrationOutcome => ({ status: 'failed', failure: { key, reason } })
    let record: StoredRecord | undefined = first
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      if (!record || !matches(this.isOld, record)) return { status: 'passed' }
      try {
        const next = this.#writer.rewrite(await this.#upgrade(this.#attributesOf(record), record), record)
        if (this.#isDryRun || (await this.#replace(record, next))) return { status: 'migrated' }
      } catch (error) {
        if (error instanceof DataError && error.retryable) throw error
        return failed(error instanceof Error ? error.message : String(error))
      }
      record = await this.#table.get(key, { consistent: true })
    }
    return failed('is changed by others again and again')
  }

  /** False when the item is no longer as it was read. */
  async #replace(before: StoredRecord, next: StoredRecord): Promise<boolean> {
    const { table } = this.#model
    const condition = this.#stillAs(before)
    const [from, to] = [positionOf(before, table.key), positionOf(next, table.key)]
    try {
      if (valuesEqual(from, to)) {
        await this.#table.write({ type: 'put', record: next, condition })
      } else {
        const isFree = absentCondition(this.#model, Date.now())
        await this.#store.transact([
          { type: 'delete', key: from, condition, table },
          { type: 'put', record: next, condition: isFree, table },
        ])
      }
      return true
    } catch (error) {
      if (error instanceof ConditionFailedError) return false
      if (!(error instanceof TransactionFailedError)) throw error
      const [ofOld, ofNew] = error.reasons
      if (ofOld instanceof ConditionFailedError) return false
      if (!(ofNew instanceof ConditionFailedError)) throw ofOld ?? ofNew ?? error
      throw new Error(`its new key ${JSON.stringify(to)} belongs to another item`, { cause: error })
    }
  }

  /** A version says that nothing changed; without one every attribute must be as it was, or absent as it was. */
  #stillAs(record: StoredRecord): Condition {
    const { codec, firstVersion } = this.#model
    const names = new Set([SCHEMA_VERSION, VERSION])
    if (!firstVersion || record[VERSION] === undefined) {
      for (const name of codec.names) names.add(codec.storedName(name))
      for (const name of Object.keys(record)) names.add(name)
    }
    const conditions = [...names].map((name): Condition => {
      const value = record[name]
      return value === undefined ? { op: 'missing', path: [name] } : { op: 'eq', path: [name], value }
    })
    return { op: 'and', conditions }
  }

  #attributesOf(record: StoredRecord): Values {
    const { codec } = this.#model
    return Object.fromEntries(
      codec.names.flatMap((name) => {
        const stored = record[codec.storedName(name)]
        const decode = codec.field(name)?.codec?.decode
        return stored === undefined ? [] : [[name, decode ? decode(stored) : stored] as const]
      }),
    )
  }
}
