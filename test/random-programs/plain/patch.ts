import { exact, decimalText } from './exact.ts'
import { applyPaths, overlapping, type PathChange } from './paths.ts'
import { Refusal } from './refusal.ts'
import { checked, mutated } from './shape.ts'
import { isAbsent, type Entity, type Spec } from './specs.ts'

type Values = Readonly<Record<string, unknown>>

export interface PlainPatch {
  readonly set?: Values
  readonly setIfMissing?: Values
  readonly add?: Readonly<Record<string, number | bigint>>
  readonly append?: Readonly<Record<string, readonly string[]>>
  readonly prepend?: Readonly<Record<string, readonly string[]>>
  readonly addToSet?: Readonly<Record<string, readonly unknown[]>>
  readonly deleteFromSet?: Readonly<Record<string, readonly unknown[]>>
  readonly remove?: readonly string[]
  readonly paths?: readonly PathChange[]
}

/** Attributes that the patch changes, each as often as it stands there. */
export function touched(patch: PlainPatch): string[] {
  const { remove = [], paths = [], ...named } = patch
  const inside = new Set(paths.map(({ path }) => path[0]))
  return [...Object.values(named).flatMap((values: Values) => Object.keys(values)), ...remove, ...inside]
}

/** What can be said of a patch without the entity. @throws Refusal */
export function checkPatch(spec: Spec, patch: PlainPatch): void {
  checkNames(spec, patch)
  for (const values of [patch.set, patch.setIfMissing, patch.append, patch.prepend]) {
    for (const [name, value] of Object.entries(values ?? {})) checkValue(spec, name, value)
  }
  for (const values of [patch.addToSet, patch.deleteFromSet]) {
    for (const [name, members] of Object.entries(values ?? {})) checkValue(spec, name, new Set(members))
  }
  for (const [name, by] of Object.entries(patch.add ?? {})) {
    if (!spec.attributes[name]?.kind.isOperand(by)) throw new Refusal('validation')
  }
  for (const name of patch.remove ?? []) checkValue(spec, name, undefined)
}

function checkNames(spec: Spec, patch: PlainPatch): void {
  const names = touched(patch)
  const isRefused = (name: string): boolean =>
    spec.keyNames.includes(name) || !(name in spec.attributes) || isImmutableChange(spec, patch, name)
  const isTwice = new Set(names).size < names.length || overlapping(patch.paths ?? [])
  if (names.some(isRefused) || isTwice) throw new Refusal('validation')
}

/** An immutable attribute may only be set, to what it is. */
const isImmutableChange = (spec: Spec, patch: PlainPatch, name: string): boolean =>
  spec.immutable.includes(name) && !(name in (patch.set ?? {}))

function checkValue(spec: Spec, name: string, value: unknown): void {
  const attribute = spec.attributes[name]
  const isRemovable = attribute !== undefined && !['refused', 'default'].includes(attribute.whenAbsent)
  const isNull = value === null && attribute?.whenAbsent === 'null'
  const isLate = value === '' && attribute?.kind.isEmptyRefusedLate === true
  const isFair = isLate || attribute?.kind.fits(mutated(spec, name, value))
  const fits = value === undefined ? isRemovable : isFair
  if (!isNull && !fits) throw new Refusal('validation')
}

/** What an action makes of the old value of an attribute. */
const actions: Readonly<Record<string, (old: unknown, given: never) => unknown>> = {
  set: (_old, given: unknown) => given,
  setIfMissing: (old, given: unknown) => (isAbsent(old) ? given : old),
  add: (old, by: number | bigint) => sum(old, by),
  append: (old, elements: readonly unknown[]) => [...list(old), ...elements],
  prepend: (old, elements: readonly unknown[]) => [...elements, ...list(old)],
  addToSet: (old, members: readonly unknown[]) => new Set([...set(old), ...members]),
  deleteFromSet: (old, members: readonly unknown[]) =>
    new Set([...set(old)].filter((member) => !members.includes(member))),
}

/** The entity after a patch, which sees it as it was before. @throws Refusal when the result does not fit */
export function patched(spec: Spec, before: Entity, patch: PlainPatch): Entity {
  const { remove = [], paths = [], ...named } = patch
  const after: Entity = { ...before }
  for (const [action, given] of Object.entries(named)) {
    for (const [name, value] of Object.entries(given as Values))
      after[name] = actions[action]?.(before[name], mutated(spec, name, value) as never)
  }
  for (const name of remove) after[name] = undefined
  return checked(spec, applyPaths(after, paths))
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const set = (value: unknown): ReadonlySet<unknown> => (value instanceof Set ? value : new Set())

/** Exactly, as in decimal arithmetic. @throws Refusal for a number that JavaScript would have to round */
function sum(value: unknown, by: number | bigint): number | bigint {
  if (typeof by === 'bigint') return (typeof value === 'bigint' ? value : 0n) + by
  const total = exact(typeof value === 'number' ? value : 0) + exact(by)
  const number = Number(decimalText(total))
  if (exact(number) !== total) throw new Refusal('validation')
  return number
}
