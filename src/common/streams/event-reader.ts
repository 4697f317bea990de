import { memberOf, valuesEqual } from '../data/expressions/equality.ts'
import { InvalidRecord, type Entity } from '../data/model/entity-codec.ts'
import type { Model } from '../data/model/model.ts'
import { isMarkerOf, TYPE_MARKER } from '../data/model/type-marker.ts'
import type { StoredRecord } from '../data/store/value.ts'
import type { ChangeKind, ChangeRecord } from '../data/changes/change-record.ts'
import type { EntityEvent } from './entity-event.ts'
import { keySources, makesKey, mayHaveKey } from './key-match.ts'

/**
 * `corrupt`: the item does not fit its model, whatever is done. `no_image`: the stream was not set to carry what an
 * event needs; it must be `NEW_AND_OLD_IMAGES`.
 */
export type PoisonCode = 'corrupt' | 'no_image'

/** A change of this model that no event can be made of. */
export class Unreadable {
  readonly code: PoisonCode
  readonly reason: string

  constructor(code: PoisonCode, reason: string) {
    this.code = code
    this.reason = reason
  }
}

type Image = 'before' | 'after'

const NEEDED: Readonly<Record<ChangeKind, readonly Image[]>> = {
  insert: ['after'],
  modify: ['before', 'after'],
  remove: ['before'],
}

const WORDS: Readonly<Record<Image, string>> = { before: 'old image', after: 'new image' }

/**
 * The event that a change of the model's table is for the model, why there can be none, or undefined when the item is
 * of another model. Which model an item is of is said by its type marker in a shared table, and by the form of its key
 * in a table of its own. An item that is replaced by one of another model is removed for the one, inserted for the other.
 */
export function readEvent(model: Model, change: ChangeRecord): EntityEvent<Entity> | Unreadable | undefined {
  const needed = NEEDED[change.kind]
  const missing = needed.find((image) => change[image] === undefined)
  if (missing !== undefined) return withoutImage(model, change, missing)
  const ours = needed.filter((image) => isOurs(model, change, change[image]))
  if (ours.length === 0) return undefined
  if (!mayHaveKey(model, change.keys)) {
    return new Unreadable('corrupt', `its key is not made by ${keySources(model)}`)
  }
  const entities: Partial<Record<Image, Entity>> = {}
  for (const image of ours) {
    const entity = entityOf(model, change, image)
    if (entity instanceof Unreadable) return entity
    entities[image] = entity
  }
  return eventOf(model, change, entities)
}

function isOurs(model: Model, { keys }: ChangeRecord, image: StoredRecord | undefined): boolean {
  if (!model.isShared) return mayHaveKey(model, keys)
  return image !== undefined && isMarkerOf(model, memberOf(image, TYPE_MARKER))
}

/** No image to tell the model by, so the key must do: enough to answer for it, too little for an event. */
function withoutImage(model: Model, change: ChangeRecord, missing: Image): Unreadable | undefined {
  const image = change.after ?? change.before
  const isOther = image ? !isOurs(model, change, image) : !mayHaveKey(model, change.keys)
  if (isOther) return undefined
  const reason = `the record of this ${change.kind} has no ${WORDS[missing]}: the stream must be NEW_AND_OLD_IMAGES`
  return new Unreadable('no_image', reason)
}

function entityOf(model: Model, change: ChangeRecord, image: Image): Entity | Unreadable {
  const corrupt = (reason: string): Unreadable => new Unreadable('corrupt', `${WORDS[image]}: ${reason}`)
  const record = change[image] ?? {}
  const stray = Object.entries(change.keys).find(([name, value]) => {
    const own = memberOf(record, name)
    return own === undefined || !valuesEqual(own, value)
  })
  if (stray) return corrupt(`${stray[0]} is not that of the record's key`)
  try {
    const entity = model.codec.decode(record)
    if (entity instanceof InvalidRecord) return corrupt(entity.reason)
    return makesKey(model, entity, change.keys) ? entity : corrupt('its attributes make another key')
  } catch (error) {
    // A stored form that an attribute's codec cannot take at all.
    return corrupt(error instanceof Error ? error.message : String(error))
  }
}

function eventOf(
  model: Model,
  change: ChangeRecord,
  { before, after }: Partial<Record<Image, Entity>>,
): EntityEvent<Entity> | undefined {
  const { id, sequence, keys, approximateTime, isExpiry = false } = change
  const common = {
    id,
    sequence,
    model: model.name,
    key: keys,
    isExpiry,
    ...(approximateTime !== undefined && { approximateTime }),
  }
  if (before && after) return { ...common, kind: 'modify', before, after }
  if (after) return { ...common, kind: 'insert', after }
  return before && { ...common, kind: 'remove', before }
}
