import type { RejectedItem } from './abstract-data-service.ts'
import type { DataContext } from './data-context.ts'
import { CorruptItemError, ValidationError } from './errors.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import { isLive, liveCondition } from './liveness.ts'
import { InvalidRecord, type Entity } from './model/entity-codec.ts'
import { positionOf } from './model/key-map.ts'
import { TYPE_MARKER, type Model } from './model/model.ts'
import { isOfModel } from './model/type-marker.ts'
import type { KeySchema } from './model/table.ts'
import { keyNames } from './store/projection.ts'
import type { Key, StoredRecord } from './store/value.ts'

/** Attributes of the entity to read; undefined for all. */
export type Selection = readonly string[] | undefined

/** Tells which records one model sees, and makes entities of them. */
export class EntityDecoder {
  readonly #model: Model
  readonly #observe: DataContext['observe']
  /** In a shared table only this model's items are seen. */
  readonly #marker: Condition | undefined

  constructor(model: Model, observe: DataContext['observe']) {
    this.#model = model
    this.#observe = observe
    this.#marker = model.isShared ? isOfModel(model) : undefined
  }

  /** What every record that this model sees must be: its own, and alive. */
  seen(): Condition | undefined {
    return allOf(this.#marker, liveCondition(this.#model, Date.now()))
  }

  isOurs(record: StoredRecord): boolean {
    return (!this.#marker || matches(this.#marker, record)) && isLive(this.#model, record, Date.now())
  }

  /**
   * What to fetch of a record: the attributes selected, its position, and by what it is seen.
   * @param index whose order is walked
   * @throws ValidationError for a name that the entity does not have
   */
  attributes(select: Selection, index?: KeySchema): readonly string[] | undefined {
    if (select === undefined) return undefined
    const { codec, table, isShared, ttl, name: model } = this.#model
    const unknown = select.find((name) => !codec.has(name))
    if (unknown !== undefined) throw new ValidationError(`${unknown} is not an attribute of ${model}`)
    return [
      ...keyNames(table.key),
      ...(index ? keyNames(index) : []),
      ...(isShared ? [TYPE_MARKER] : []),
      ...(ttl === undefined ? [] : [ttl]),
      ...select.map((name) => codec.storedName(name)),
    ]
  }

  /** Null for what the model does not see. */
  decode(record: StoredRecord, select?: Selection): Entity | Rejected | null {
    const { codec, isShared, ttl, name, table } = this.#model
    if ((isShared || ttl !== undefined) && !this.isOurs(record)) return null
    const decoded = select ? codec.decodeOnly(record, select) : codec.decode(record)
    if (!(decoded instanceof InvalidRecord)) return decoded
    const key = positionOf(record, table.key)
    const { reason } = decoded
    this.#observe?.({ type: 'corrupt_item', model: name, key, reason })
    return new Rejected(key, reason)
  }

  /** As `decode`, of an item that was asked for by itself. @throws CorruptItemError */
  entity(record: StoredRecord | undefined, select?: Selection): Entity | null {
    const decoded = record === undefined ? null : this.decode(record, select)
    if (!(decoded instanceof Rejected)) return decoded
    throw this.corrupt(decoded)
  }

  corrupt({ key, reason }: RejectedItem): CorruptItemError {
    return new CorruptItemError(`Stored ${this.#model.name} is corrupt: ${reason}`, key, [])
  }
}

/** A record of the model that does not fit it. */
export class Rejected implements RejectedItem {
  readonly key: Key
  readonly reason: string

  constructor(key: Key, reason: string) {
    this.key = key
    this.reason = reason
  }
}
