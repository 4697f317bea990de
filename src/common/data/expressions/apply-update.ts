import { ValidationError } from '../errors.ts'
import {
  ValueSet,
  type Key,
  type SetMember,
  type StoredMap,
  type StoredRecord,
  type StoredValue,
} from '../store/value.ts'
import type { Path } from './condition.ts'
import { addNumbers } from './decimal.ts'
import { membersByIdentity } from './equality.ts'
import { isList, isMap, valueAt } from './evaluate.ts'
import { isNumeric } from './order.ts'
import type { Update, UpdateAction } from './update.ts'

/**
 * The record after an update; an absent one is first made out of its key. DynamoDB's rules: every action sees the old
 * record and its list positions, a position past the end appends, and an emptied set is removed. The input stays as
 * it is; what an update does not touch is shared with the result.
 *
 * @throws ValidationError that names the path: overlapping paths, a key attribute, a wrong type, or a parent that is
 *   not there
 */
export function applyUpdate(record: StoredRecord | undefined, key: Key, update: Update): StoredRecord {
  checkPaths(update, key)
  const old: StoredRecord = record ?? key
  const draft = new Draft(old)
  const outcomes = update.map((action) => ({ path: action.path, value: newValue(action, old) }))
  for (const { path, value } of outcomes.toSorted(byPosition)) {
    if (value !== undefined) draft.set(path, value)
  }
  // Last positions first, so that the others stay where they were.
  for (const { path, value } of outcomes.toSorted((a, b) => byDepth(b, a) || byPosition(b, a))) {
    if (value === undefined) draft.remove(path)
  }
  return draft.record
}

interface Outcome {
  readonly path: Path
}

const byDepth = (a: Outcome, b: Outcome): number => a.path.length - b.path.length

/** Orders list positions; paths that end in a name come first, in the order given. */
const byPosition = (a: Outcome, b: Outcome): number => positionOf(a.path) - positionOf(b.path)

function positionOf(path: Path): number {
  const step = path.at(-1)
  return typeof step === 'number' ? step : -1
}

function checkPaths(update: Update, key: Key): void {
  for (const [i, { path }] of update.entries()) {
    if (path.some((step) => typeof step === 'number' && !(Number.isSafeInteger(step) && step >= 0))) {
      throw invalid(path, 'has a list position that is not a whole number from 0')
    }
    if (Object.hasOwn(key, path[0])) throw invalid(path, 'is part of the key and cannot be updated')
    for (const { path: other } of update.slice(0, i)) {
      const shared = Math.min(path.length, other.length)
      if (path.slice(0, shared).every((step, depth) => step === other[depth])) {
        throw invalid(path, `overlaps with ${pathText(other)}`)
      }
    }
  }
}

/** What an action leaves at its path, undefined for nothing. */
function newValue(action: UpdateAction, record: StoredRecord): StoredValue | undefined {
  const current = valueAt(record, action.path)
  switch (action.action) {
    case 'set':
      return action.value
    case 'setIfMissing':
      return current === undefined ? action.value : current
    case 'increment':
      return incremented(action, current)
    case 'append':
    case 'prepend':
      return extendedList(action, current)
    case 'addToSet':
    case 'deleteFromSet':
      return changedSet(action, current)
    case 'remove':
      return undefined
  }
}

function incremented(
  { path, by, initial }: Extract<UpdateAction, { action: 'increment' }>,
  current: StoredValue = initial,
): StoredValue {
  if (!isNumeric(current)) throw invalid(path, 'must hold a number to be incremented')
  return addNumbers(current, by)
}

function extendedList(
  { action, path, values }: Extract<UpdateAction, { action: 'append' | 'prepend' }>,
  current: StoredValue = [],
): StoredValue {
  if (!isList(current)) throw invalid(path, 'must hold a list to be extended')
  return action === 'append' ? [...current, ...values] : [...values, ...current]
}

function changedSet(
  { action, path, members }: Extract<UpdateAction, { members: ValueSet }>,
  current: StoredValue | undefined,
): ValueSet | undefined {
  if (current === undefined) return action === 'addToSet' ? members : undefined
  if (!(current instanceof ValueSet) || current.type !== members.type) {
    throw invalid(path, `must hold a set of type ${members.type}`)
  }
  const result: Map<string, SetMember> = membersByIdentity(current)
  for (const [identity, member] of membersByIdentity(members)) {
    if (action === 'deleteFromSet') result.delete(identity)
    else if (!result.has(identity)) result.set(identity, member)
  }
  return result.size > 0 ? new ValueSet(members.type, [...result.values()]) : undefined
}

type Container = Record<string, StoredValue> | StoredValue[]

/** A copy of a record that copies a map or list only when something in it changes. */
class Draft {
  readonly record: Record<string, StoredValue>
  readonly #copies = new Set<StoredValue>()

  constructor(record: StoredRecord) {
    this.record = { ...record }
  }

  set(path: Path, value: StoredValue): void {
    const container = this.#parent(path)
    const step = path.at(-1)
    if (typeof step === 'string' && !isList(container)) setMember(container, step, value)
    else if (typeof step === 'number' && isList(container))
      container[Math.min(step, container.length)] = value
    else throw wrongParent(path)
  }

  remove(path: Path): void {
    const container = this.#parent(path)
    const step = path.at(-1)
    if (typeof step === 'string' && !isList(container)) Reflect.deleteProperty(container, step)
    else if (typeof step === 'number' && isList(container)) container.splice(step, 1)
    else throw wrongParent(path)
  }

  #parent(path: Path): Container {
    let container: Container = this.record
    for (const step of path.slice(0, -1)) {
      const child = childOf(container, step)
      if (child === undefined || !(isMap(child) || isList(child))) throw wrongParent(path)
      container = this.#own(container, step, child)
    }
    return container
  }

  #own(container: Container, step: string | number, child: StoredMap | readonly StoredValue[]): Container {
    if (this.#copies.has(child)) return child as Container
    const copy: Container = isList(child) ? [...child] : { ...child }
    this.#copies.add(copy)
    if (isList(container)) container[step as number] = copy
    else setMember(container, step as string, copy)
    return copy
  }
}

function childOf(container: Container, step: string | number): StoredValue | undefined {
  if (typeof step === 'number') return isList(container) ? container[step] : undefined
  return !isList(container) && Object.hasOwn(container, step) ? container[step] : undefined
}

/** Plain assignment, also for the name `__proto__`, which must not reach the prototype. */
function setMember(map: Record<string, StoredValue>, name: string, value: StoredValue): void {
  if (name === '__proto__') {
    Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true })
  } else map[name] = value
}

const wrongParent = (path: Path): ValidationError =>
  invalid(path, 'has no parent of the right type: the document path is invalid for update')

function invalid(path: Path, message: string): ValidationError {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return new ValidationError(`${pathText(path)} ${message}`, [{ path: pointer, message }])
}

const pathText = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')
