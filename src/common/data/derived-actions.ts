import type { UpdateAction } from './expressions/update.ts'
import { indexAttributes, sources } from './model/key-map.ts'
import type { Model } from './model/model.ts'
import type { CompiledPatch } from './patch-compiler.ts'

type Values = Readonly<Record<string, unknown>>

export interface DerivedChange {
  /** Sets and removals of joined attributes and index keys. */
  readonly actions: UpdateAction[]
  /** Attributes that the derived ones are made of: what was read of them must still stand when they are written. */
  readonly dependsOn: ReadonlySet<string>
}

/**
 * The actions that keep joined attributes and index keys equal to the attributes they come from; undefined when one
 * that they are made of is not among `values`, so that the item has to be read first.
 *
 * `values` holds the new value of each attribute that is known, undefined for one that will be absent.
 */
export function derivedActions(
  model: Model,
  patch: Pick<CompiledPatch, 'known' | 'computed'>,
  values: Values,
): DerivedChange | undefined {
  const touched = new Set([...Object.keys(patch.known), ...patch.computed])
  const current: Record<string, unknown> = { ...values }
  const actions: UpdateAction[] = []
  const dependsOn = new Set<string>()
  for (const { name, stored, isAlias, computedFrom, compute } of model.codec.computed) {
    if (!compute || !computedFrom.some((part) => touched.has(part))) continue
    for (const part of computedFrom) dependsOn.add(part)
    if (computedFrom.some((part) => !(part in current))) return undefined
    touched.add(name)
    const value = compute(current)
    current[name] = value
    if (!isAlias) actions.push({ action: 'set', path: [stored], value: value as string })
  }
  for (const index of model.keys.indexesTouchedBy(touched)) {
    const names = sources(index).flatMap(({ template }) => template.names)
    for (const name of names) dependsOn.add(name)
    const isGone = names.some((name) => name in current && (current[name] ?? undefined) === undefined)
    if (!isGone && names.some((name) => !(name in current))) return undefined
    const derived = isGone ? {} : indexAttributes(index, current)
    for (const { attribute } of index.written) {
      const value = derived[attribute.name]
      const path = [attribute.name] as const
      actions.push(value === undefined ? { action: 'remove', path } : { action: 'set', path, value })
    }
  }
  return { actions, dependsOn }
}
