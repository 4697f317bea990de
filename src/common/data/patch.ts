import { ValidationError } from './errors.ts'
import type { UpdateAction } from './expressions/update.ts'
import type { EntityCodec } from './model/entity-codec.ts'
import { indexAttributes, sources, type KeyMap } from './model/key-map.ts'
import type { StoredValue } from './store/value.ts'

type NumberNames<I> = { [K in keyof I]-?: NonNullable<I[K]> extends number ? K : never }[keyof I]
type ListNames<I> = { [K in keyof I]-?: NonNullable<I[K]> extends readonly unknown[] ? K : never }[keyof I]
type ElementOf<V> = NonNullable<V> extends readonly (infer Element)[] ? Element : never

/** A change of some attributes of an entity, as plain data. All of it sees the entity as it was before. */
export interface Patch<I, K> {
  /** New values; null where the attribute may be null. */
  readonly set?: { readonly [P in Exclude<keyof I, keyof K>]?: I[P] }
  /** Values for attributes that are absent or null now; others are left as they are. */
  readonly setIfMissing?: { readonly [P in Exclude<keyof I, keyof K>]?: NonNullable<I[P]> }
  /** Adds to numbers; an absent one counts as 0. */
  readonly add?: Readonly<Partial<Record<Exclude<NumberNames<I>, keyof K>, number>>>
  /** Puts elements at the end of lists; an absent list counts as empty. */
  readonly append?: { readonly [P in Exclude<ListNames<I>, keyof K>]?: readonly ElementOf<I[P]>[] }
  readonly prepend?: { readonly [P in Exclude<ListNames<I>, keyof K>]?: readonly ElementOf<I[P]>[] }
  /** Makes optional or nullable attributes absent. */
  readonly remove?: readonly (keyof I & string)[]
}

type AnyPatch = Patch<Record<string, unknown>, Record<never, never>>
type Values = Readonly<Record<string, unknown>>

/** A patch, checked against its model, as the actions of a store update. */
export interface CompiledPatch {
  readonly actions: UpdateAction[]
  /** Attributes whose new value is known beforehand; undefined for one that will be absent. */
  readonly known: Values
  /** Attributes whose new value depends on the stored one. */
  readonly computed: readonly string[]
}

/**
 * @throws ValidationError naming each attribute that is unknown, of the wrong type, part of the primary key, not
 *   removable, or touched twice
 */
export function compilePatch(patch: AnyPatch, codec: EntityCodec, keys: KeyMap): CompiledPatch {
  const actions: UpdateAction[] = []
  const known: Record<string, unknown> = {}
  const computed: string[] = []
  const touched = new Set<string>()
  const touch = (name: string): void => {
    if (keys.names.includes(name)) throw invalid(name, 'is part of the key: it cannot change')
    if (!codec.names.includes(name)) throw invalid(name, 'is not an attribute')
    if (touched.has(name)) throw invalid(name, 'is changed twice')
    touched.add(name)
  }
  const remove = (name: string): void => {
    if (!codec.isRemovable(name)) throw invalid(name, 'is required: it cannot be removed')
    known[name] = undefined
    actions.push({ action: 'remove', path: [name] })
  }

  for (const [name, value] of given(patch.set)) {
    touch(name)
    codec.checkAttribute(name, value)
    if (value === null) {
      remove(name)
    } else {
      known[name] = value
      actions.push({ action: 'set', path: [name], value: value as StoredValue })
    }
  }
  for (const name of patch.remove ?? []) {
    touch(name)
    remove(name)
  }
  for (const [name, value] of given(patch.setIfMissing)) {
    touch(name)
    codec.checkAttribute(name, value)
    computed.push(name)
    actions.push({ action: 'setIfMissing', path: [name], value: value as StoredValue })
  }
  for (const [name, by] of given(patch.add)) {
    touch(name)
    if (typeof by !== 'number' || !Number.isFinite(by)) throw invalid(name, 'can only be added a number')
    computed.push(name)
    actions.push({ action: 'increment', path: [name], by, initial: 0 })
  }
  for (const action of ['append', 'prepend'] as const) {
    for (const [name, values] of given(patch[action])) {
      touch(name)
      codec.checkAttribute(name, values)
      computed.push(name)
      actions.push({ action, path: [name], values: values as StoredValue[] })
    }
  }
  return { actions, known, computed }
}

/**
 * The actions that keep derived index keys equal to the attributes they come from, or the names of attributes that
 * must be read first because a key needs them and the patch does not say them.
 */
export function indexActions(patch: CompiledPatch, keys: KeyMap, id: Values): UpdateAction[] | 'unknown' {
  const touched = new Set([...Object.keys(patch.known), ...patch.computed])
  const values: Values = { ...id, ...patch.known }
  const actions: UpdateAction[] = []
  for (const index of keys.indexesTouchedBy(touched)) {
    const names = sources(index).flatMap(({ template }) => template.names)
    const isGone = names.some((name) => name in patch.known && patch.known[name] === undefined)
    if (!isGone && names.some((name) => !(name in values))) return 'unknown'
    const derived = isGone ? {} : indexAttributes(index, values)
    for (const { attribute } of index.written) {
      const value = derived[attribute.name]
      const path = [attribute.name] as const
      actions.push(value === undefined ? { action: 'remove', path } : { action: 'set', path, value })
    }
  }
  return actions
}

/** Undefined in a change is a mistake of the caller, never "leave it" and never "remove it". */
function given(values: Values | undefined): [string, unknown][] {
  const entries = Object.entries(values ?? {})
  const missing = entries.find(([, value]) => value === undefined)
  if (missing) throw invalid(missing[0], 'is undefined: use remove, or leave it out')
  return entries
}

const invalid = (name: string, message: string): ValidationError =>
  new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }])
