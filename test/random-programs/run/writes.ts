import { isLeftOut } from '../known-differences.ts'
import type {
  BatchDelete,
  BatchWrite,
  Create,
  Delete,
  Race,
  Save,
  Update,
  UpdateFrom,
} from '../operations.ts'
import { keyOf, type PlainModel } from '../plain/plain-model.ts'
import { Refusal } from '../plain/refusal.ts'
import { specs, type Entity } from '../plain/specs.ts'
import { answered, difference, expected, values } from './outcome.ts'
import type { World } from './world.ts'

export async function create({ plain, services }: World, { model, input }: Create) {
  const got = await answered(() => services[model].create(input))
  return difference(
    expected(() => plain.create(model, input)),
    got,
  )
}

export async function save(world: World, { kind, model, input, guard }: Save) {
  if (isLeftOut('saves see the expired') && world.plain.isHaunted(model, input)) return undefined
  const { plain, services } = world
  const { version, ...options } = world.guard(model, input, guard)
  const given = version === undefined || !specs[model].isVersioned ? input : { ...input, version }
  const got = await answered<unknown>(() =>
    kind === 'save' ? services[model].save(given, options) : services[model].upsert(given, options),
  )
  const want = expected(() => plain.save(model, given, options.if))
  if (want.codes) return difference(want, got)
  if (kind === 'save') return difference({ value: want.value.entity }, got)
  const isSilent = world.quirks.has('tells of new items') && want.value.created
  const created = isSilent && got.value ? (got.value as { created: boolean }).created : want.value.created
  return difference({ value: { ...want.value, created } }, got)
}

export async function update(world: World, { model, id, patch, guard }: Update) {
  const resolved = world.guard(model, id, guard)
  const got = await answered(() => world.services[model].update(id, patch, resolved))
  return difference(
    expected(() => world.plain.update(model, id, patch, resolved)),
    got,
  )
}

/** Nothing to start from is no operation. A stale state is one with a version that the entity has no more. */
export async function updateFrom(world: World, { model, id, set, remove, isStale }: UpdateFrom) {
  const current = world.plain.live(model, id)
  if (!current) return undefined
  const { version } = world.guard(model, id, { version: isStale ? 'stale' : 'current' })
  const before: Entity = specs[model].isVersioned ? { ...current, version } : current
  const after: Entity = { ...before, ...set }
  for (const name of remove) Reflect.deleteProperty(after, name)
  const got = await answered(() => world.services[model].updateFrom(before, after))
  return difference(
    expected(() => diffed(world, { model, id, before, after })),
    got,
  )
}

/** An update of what differs, over the version that was seen; nothing at all when nothing does. */
function diffed(
  { plain }: World,
  { model, id, before, after }: Pick<UpdateFrom, 'model' | 'id'> & { before: Entity; after: Entity },
): Entity {
  const changed = Object.keys(specs[model].attributes).filter(
    (name) => values(before[name] ?? undefined, after[name] ?? undefined) !== undefined,
  )
  if (changed.length === 0) return before
  const isGone = (name: string): boolean => (after[name] ?? undefined) === undefined
  const set = Object.fromEntries(changed.filter((name) => !isGone(name)).map((name) => [name, after[name]]))
  const patch = { set, remove: changed.filter(isGone) }
  return plain.update(model, id, patch, specs[model].isVersioned ? { version: Number(before.version) } : {})
}

export async function remove(world: World, { model, id, guard }: Delete) {
  const resolved = world.guard(model, id, guard)
  const got = await answered(() => world.services[model].delete(id, resolved))
  return difference(
    expected(() => world.plain.delete(model, id, resolved)),
    got,
  )
}

export async function batchWrite({ plain, services }: World, { model, inputs }: BatchWrite) {
  const service = services[model]
  const got = await answered(async () => service.batchWrite(inputs.map((input) => service.prepare(input))))
  const want = expected(() => {
    // All are checked before any is written.
    const prepared = plain.clone()
    const keys = inputs.map((input) => keyOf(model, prepared.put(model, input)))
    if (new Set(keys).size < keys.length) throw new Refusal('validation')
    for (const input of inputs) plain.put(model, input)
  })
  return difference(want, got)
}

export async function batchDelete({ plain, services }: World, { model, ids }: BatchDelete) {
  const got = await answered(() => services[model].batchDelete(ids))
  const want = expected(() => {
    for (const id of ids) plain.get(model, id)
    for (const id of ids) plain.delete(model, id, {})
  })
  return difference(want, got)
}

/** Where a sum is at the end of its range, what comes out depends on the order: that is no race to judge. */
export async function race({ plain, services }: World, { model, id, patches }: Race) {
  const isHuge = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > 1e12
  const held = plain.live(model, id)
  const isJudged = patches.every(({ add = {} }) =>
    Object.entries(add).every(([name, by]) => !isHuge(by) && !isHuge(held?.[name])),
  )
  if (!isJudged || isBroken(plain, { model, id, patches })) return undefined
  const service = services[model]
  const got = await answered(async () => {
    const updates = await Promise.allSettled(patches.map((patch) => service.update(id, patch, {})))
    const failed = updates.find((update) => update.status === 'rejected')
    if (failed) throw failed.reason
    return service.get(id)
  })
  const want = expected(() => patches.map((patch) => plain.update(model, id, patch, {})).at(-1) ?? null)
  return difference(want, got)
}

/** Would one of them fail though the item is there? */
function isBroken(plain: PlainModel, { model, id, patches }: Omit<Race, 'kind'>): boolean {
  if (!plain.live(model, id)) return false
  const trial = plain.clone()
  return patches.some((patch) => expected(() => trial.update(model, id, patch, {})).codes !== undefined)
}
