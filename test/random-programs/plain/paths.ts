import { Refusal } from './refusal.ts'
import type { Entity } from './specs.ts'

type Step = string | number

export interface PathChange {
  readonly path: readonly [string, ...Step[]]
  readonly set?: unknown
  readonly remove?: true
  readonly add?: number
  readonly append?: readonly unknown[]
}

type Container = Record<Step, unknown>

/**
 * Changes inside attributes. All see the values as they were before: positions do not move while it is done, so
 * removals come last and from the end; a position past the end appends.
 */
export function applyPaths(entity: Entity, changes: readonly PathChange[]): Entity {
  const after = { ...entity }
  for (const name of new Set(changes.map(({ path }) => path[0]))) after[name] = structuredClone(entity[name])
  const writes = changes.filter(({ remove }) => remove === undefined)
  for (const change of writes.toSorted(byPosition)) write(entity, after, change)
  const removals = changes.filter(({ remove }) => remove === true)
  for (const { path } of removals.toSorted(byPosition).toReversed()) {
    const [container, step] = target(after, path)
    if (Array.isArray(container)) container.splice(step as number, 1)
    else Reflect.deleteProperty(container, step)
  }
  return after
}

const last = ({ path }: PathChange): Step => path.at(-1) ?? ''
const position = (change: PathChange): number =>
  typeof last(change) === 'number' ? Number(last(change)) : -1
const byPosition = (a: PathChange, b: PathChange): number => position(a) - position(b)

/** Does one of them change what another changes? */
export const overlapping = (changes: readonly PathChange[]): boolean =>
  changes.some((change, at) => changes.slice(0, at).some((other) => overlap(change, other)))

const overlap = ({ path: a }: PathChange, { path: b }: PathChange): boolean =>
  a.slice(0, b.length).every((step, depth) => step === b[depth]) ||
  b.slice(0, a.length).every((step, depth) => step === a[depth])

function write(before: Entity, after: Entity, change: PathChange): void {
  const [container, step] = target(after, change.path)
  const old = change.path.reduce<unknown>((value, each) => (value as Container | undefined)?.[each], before)
  const value = newValue(change, old)
  if (Array.isArray(container)) container[Math.min(step as number, container.length)] = value
  else container[step] = value
}

function newValue({ set, add, append }: PathChange, old: unknown): unknown {
  if (add !== undefined) {
    if (old !== undefined && typeof old !== 'number') throw new Refusal('validation')
    return (old ?? 0) + add
  }
  if (append === undefined) return set
  if (old !== undefined && !Array.isArray(old)) throw new Refusal('validation')
  return [...((old as unknown[] | undefined) ?? []), ...append]
}

/** The map or list that holds the end of a path. @throws Refusal when there is none, or of the other sort */
function target(entity: Entity, path: PathChange['path']): [Container | unknown[], Step] {
  const step = path.at(-1) ?? ''
  const container = path.slice(0, -1).reduce<unknown>((value, each) => {
    const isRight = Array.isArray(value) === (typeof each === 'number')
    return isRight ? (value as Container | undefined)?.[each] : undefined
  }, entity)
  const isContainer = typeof container === 'object' && container !== null && !(container instanceof Set)
  if (!isContainer || Array.isArray(container) !== (typeof step === 'number')) throw new Refusal('validation')
  return [container as Container, step]
}
