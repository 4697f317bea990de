import { checkFilter, passes, type Filter } from './filter.ts'
import { checkPatch, patched, type PlainPatch } from './patch.ts'
import { Refusal } from './refusal.ts'
import { checked, complete } from './shape.ts'
import { isAbsent, specs, type Entity, type ModelName, type Spec } from './specs.ts'

export interface Guard {
  readonly if?: Filter | undefined
  readonly version?: number | undefined
}

/** Every moment of the programs is long past or far off: no item expires while a program runs. */
const BETWEEN_PAST_AND_FUTURE = 2_000_000_000

export const isExpired = ({ expiresAt }: Entity): boolean =>
  typeof expiresAt === 'number' && expiresAt < BETWEEN_PAST_AND_FUTURE

/**
 * The contract of the data service in the simplest words: entities in a map. It knows nothing of stores, expressions,
 * plans and pages. An expired entity stays in the map as a store may keep it, and is not seen.
 */
export class PlainModel {
  readonly #entities = new Map<string, { readonly model: ModelName; readonly entity: Entity }>()

  /** Everything, with what has expired. */
  all(): { readonly model: ModelName; readonly entity: Entity }[] {
    return [...this.#entities.values()]
  }

  clone(): PlainModel {
    const copy = new PlainModel()
    for (const [key, held] of this.#entities) copy.#entities.set(key, held)
    return copy
  }

  live(model: ModelName, id: Entity): Entity | undefined {
    const entity = this.#held(model, id)
    return entity && !isExpired(entity) ? entity : undefined
  }

  get(model: ModelName, id: Entity): Entity | null {
    checkId(specs[model], id)
    return this.live(model, id) ?? null
  }

  /** Does an expired entity lie where nothing is seen? */
  isHaunted(model: ModelName, id: Entity): boolean {
    return this.#held(model, id) !== undefined && !this.live(model, id)
  }

  /** The live entities that pass a filter, in no order. */
  matching(model: ModelName, filter: Filter): Entity[] {
    checkFilter(specs[model], filter)
    return this.all()
      .filter((held) => held.model === model && !isExpired(held.entity))
      .map(({ entity }) => entity)
      .filter((entity) => passes(specs[model], filter, entity))
  }

  create(model: ModelName, input: Entity): Entity {
    const entity = complete(specs[model], input)
    if (this.live(model, entity)) throw new Refusal('already_exists')
    return this.#hold(model, entity, 1)
  }

  save(model: ModelName, input: Entity, condition?: Filter): { entity: Entity; created: boolean } {
    const spec = specs[model]
    const entity = complete(spec, input)
    if (condition) checkFilter(spec, condition)
    const current = this.live(model, entity)
    const given = spec.isVersioned ? input.version : undefined
    if (given !== undefined && current?.version !== given) throw new Refusal('conflict')
    this.#requireUnbroken(spec, condition, current, entity)
    // An expired entity that still lies there is replaced like any other, and its version counted on.
    const version = this.#held(model, entity)?.version
    return {
      entity: this.#hold(model, entity, typeof version === 'number' ? version + 1 : 1),
      created: current === undefined && given === undefined,
    }
  }

  update(model: ModelName, id: Entity, patch: PlainPatch, guard: Guard): Entity {
    const spec = specs[model]
    checkId(spec, id)
    checkPatch(spec, patch)
    const held = this.live(model, id)
    const attempt = held && outcomeOf(() => patched(spec, held, patch))
    const isRefused = attempt instanceof Refusal || this.#isNever(model, held, patch)
    const current = expectGuard(() => this.#guarded(model, id, guard), isRefused)
    if (this.#isNever(model, current, patch)) throw new Refusal('validation')
    const after = patched(spec, current, patch)
    return this.#hold(model, after, Number(current.version) + 1)
  }

  delete(model: ModelName, id: Entity, guard: Guard): boolean {
    checkId(specs[model], id)
    if (guard.if) checkFilter(specs[model], guard.if)
    const isThere = this.live(model, id) !== undefined
    if (isThere) this.#guarded(model, id, guard)
    const held = this.#held(model, id)
    // What has expired may be cleared away by the same call, where the guard allows that.
    if (held && isLike(specs[model], held, guard)) this.#entities.delete(keyOf(model, id))
    return isThere
  }

  /** As `delete`, but in a transaction a guard that does not hold of nothing stops the whole. */
  deleteGuarded(model: ModelName, id: Entity, guard: Guard): void {
    const isThere = this.live(model, id) !== undefined
    this.delete(model, id, guard)
    if (!isThere && !isLike(specs[model], {}, guard)) throw new Refusal('not_found')
  }

  /** Nothing but the guard, for transactions. */
  check(model: ModelName, id: Entity, guard: Guard): void {
    checkId(specs[model], id)
    this.#guarded(model, id, guard)
  }

  /** Without conditions: whatever was there. */
  put(model: ModelName, input: Entity): Entity {
    return this.#hold(model, complete(specs[model], input), 1)
  }

  #held(model: ModelName, id: Entity): Entity | undefined {
    return this.#entities.get(keyOf(model, id))?.entity
  }

  #hold(model: ModelName, entity: Entity, version: number): Entity {
    const held = checked(specs[model], specs[model].isVersioned ? { ...entity, version } : entity)
    this.#entities.set(keyOf(model, held), { model, entity: held })
    return held
  }

  /** The entity, as the guard wants it. @throws Refusal */
  #guarded(model: ModelName, id: Entity, { if: condition, version }: Guard): Entity {
    if (condition) checkFilter(specs[model], condition)
    const current = this.live(model, id)
    if (!current) throw new Refusal('not_found')
    if (version !== undefined && current.version !== version) throw new Refusal('conflict')
    if (condition && !passes(specs[model], condition, current)) throw new Refusal('condition_failed')
    return current
  }

  /** Does the patch set something that the entity can never have: another immutable value, an empty part of a key? */
  #isNever(model: ModelName, held: Entity | undefined, { set = {} }: PlainPatch): boolean {
    const { immutable, attributes } = specs[model]
    const isChanged = held !== undefined && immutable.some((name) => name in set && held[name] !== set[name])
    return (
      isChanged ||
      Object.entries(set).some(([name, value]) => value === '' && !attributes[name]?.kind.fits(''))
    )
  }

  #requireUnbroken(
    spec: Spec,
    condition: Filter | undefined,
    current: Entity | undefined,
    next: Entity,
  ): void {
    const changes = spec.immutable.some((name) => current !== undefined && current[name] !== next[name])
    const fails = condition !== undefined && !passes(spec, condition, current ?? {})
    // Two reasons at once: either may be named.
    if (changes && fails) throw new Refusal('condition_failed', 'validation')
    if (changes) throw new Refusal('validation')
    if (fails) throw new Refusal('condition_failed')
  }
}

export const keyOf = (model: ModelName, id: Entity): string =>
  JSON.stringify([model, ...specs[model].keyNames.map((name) => id[name])])

function outcomeOf(make: () => Entity): Entity | Refusal {
  try {
    return make()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Where a value is refused as well, either reason may be named. */
function expectGuard(guarded: () => Entity, isRefused: boolean): Entity {
  try {
    return guarded()
  } catch (error) {
    if (isRefused && error instanceof Refusal) throw new Refusal(...error.codes, 'validation')
    throw error
  }
}

const isLike = (spec: Spec, entity: Entity, { if: condition, version }: Guard): boolean =>
  (version === undefined || entity.version === version) && (!condition || passes(spec, condition, entity))

/** @throws Refusal for an id that no entity can have */
function checkId(spec: Spec, id: Entity): void {
  if (spec.keyNames.some((name) => isAbsent(id[name]) || id[name] === '')) throw new Refusal('validation')
}
