import {
  AlreadyExistsError,
  ConflictError,
  NotFoundError,
  ValidationError,
  type ConditionFailedError,
} from './errors.ts'
import { matches } from './expressions/evaluate.ts'
import { isLive } from './liveness.ts'
import { VERSION, type Model } from './model/model.ts'
import type { StoredRecord } from './store/value.ts'

type Values = Readonly<Record<string, unknown>>

/** How messages name an entity: its key attributes. */
export const entityName = ({ keys }: Model, values: Values): string =>
  keys.names.map((name) => String(values[name])).join(' ')

const titleOf = ({ name }: Model): string => name.charAt(0).toUpperCase() + name.slice(1)

export const notFound = (model: Model, id: Values, cause?: unknown): NotFoundError =>
  new NotFoundError(`${titleOf(model)} not found: ${entityName(model, id)}`, { cause })

export const alreadyExists = (model: Model, id: Values, cause: unknown): AlreadyExistsError =>
  new AlreadyExistsError(`${titleOf(model)} already exists: ${entityName(model, id)}`, { cause })

const conflict = (model: Model, id: Values, cause: unknown): ConflictError =>
  new ConflictError(`${titleOf(model)} was changed by another writer: ${entityName(model, id)}`, { cause })

/** Why a guarded write of an item did not happen, in the caller's terms. */
export function refusal(
  model: Model,
  id: Values,
  version: number | undefined,
  cause: ConditionFailedError,
): Error {
  const current = liveItem(model, cause)
  if (current === undefined) return notFound(model, id, cause)
  if (version !== undefined && current[VERSION] !== version) return conflict(model, id, cause)
  return cause
}

/** Why a save did not happen: another version than the one seen, or an immutable attribute that differs. */
export function saveRefusal(
  model: Model,
  { entity, record }: { readonly entity: Values; readonly record: StoredRecord },
  seen: number | undefined,
  cause: ConditionFailedError,
): Error {
  if (seen !== undefined && liveItem(model, cause)?.[VERSION] !== seen) return conflict(model, entity, cause)
  const current = cause.current as StoredRecord | undefined
  const name = model.immutable.find((each) => {
    const path = model.codec.storedName(each)
    const value = record[path]
    if (current === undefined) return false
    return value === undefined ? path in current : !matches({ op: 'eq', path: [path], value }, current)
  })
  if (name === undefined) return cause
  return new ValidationError(`${name} is immutable`, [{ path: `/${name}`, message: 'is immutable' }], {
    cause,
  })
}

/** The item that stood in the way, unless it had expired. */
export function liveItem(model: Model, cause: ConditionFailedError): StoredRecord | undefined {
  const current = cause.current as StoredRecord | undefined
  return current !== undefined && isLive(model, current, Date.now()) ? current : undefined
}
