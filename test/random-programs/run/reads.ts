import { transactGet } from '../../../src/common/data/transaction.ts'
import type { BatchRead, Count, List, Look, Parts, Scan } from '../operations.ts'
import { keyOf } from '../plain/plain-model.ts'
import { Refusal } from '../plain/refusal.ts'
import type { Entity } from '../plain/specs.ts'
import { answered, difference, expected, values } from './outcome.ts'
import { pageDifference, type PageRequest } from './pages.ts'
import { wanted } from './queries.ts'
import { isUnkeyable } from './unkeyable.ts'
import type { World } from './world.ts'

export async function look({ plain, services }: World, { kind, model, id }: Look) {
  const got = await answered<unknown>(() => services[model][kind](id))
  const want = expected(() => {
    const entity = plain.get(model, id)
    if (kind === 'exists') return entity !== null
    if (kind === 'getOrThrow' && !entity) throw new Refusal('not_found')
    return entity
  })
  return difference(want, got)
}

export async function batchRead({ plain, services }: World, { kind, model, ids }: BatchRead) {
  const got = await answered<unknown>(() => services[model][kind](ids))
  const want = expected(() => {
    const entities = ids.map((id) => plain.get(model, id))
    return kind === 'batchGet' ? entities : entities.map((entity) => entity !== null)
  })
  return difference(want, got)
}

export async function parts({ plain, services, store }: World, { model, ids, select }: Parts) {
  const service = services[model]
  const partsOf = (each: readonly Entity[]) =>
    expected(() => each.map((id) => plain.get(model, id)).map((entity) => entity && partOf(entity, select)))
  const differs = difference(partsOf(ids), await answered(() => service.batchGet(ids, { select })))
  if (differs !== undefined) return differs
  const distinct = [...new Map(ids.map((id) => [keyOf(model, id), id])).values()]
  const got = await answered(() =>
    transactGet(
      store,
      distinct.map((id) => service.planGet(id, { select })),
    ),
  )
  return difference(partsOf(distinct), got)
}

const partOf = (entity: Entity, names: readonly string[]): Entity =>
  Object.fromEntries(names.filter((name) => name in entity).map((name) => [name, entity[name]]))

export async function list({ plain, services }: World, { model, limit }: List) {
  const got = await answered(() => services[model].list({ limit }))
  const want = expected(() => plain.matching(model, {}))
  return difference(want, got, (items: Entity[], page: never) =>
    pageDifference({ model, items, order: undefined, limit }, page),
  )
}

export async function count(world: World, { model, filter }: Count) {
  const got = await answered(() => world.services[model].count(filter))
  if (got.codes?.[0] === 'validation' && isUnkeyable(filter)) return undefined
  return difference(await wanted(world, { model, filter }), got, ({ items }: PageRequest, total: number) =>
    values(items.length, total),
  )
}

export async function scan({ plain, services }: World, { model, filter, segments }: Scan) {
  const got = await answered(() => all(services[model].scan(filter, { segments })))
  if (got.codes?.[0] === 'validation' && isUnkeyable(filter)) return undefined
  const byKey = (entities: Entity[]): Entity[] =>
    entities.toSorted((a, b) => (keyOf(model, a) < keyOf(model, b) ? -1 : 1))
  const want = expected(() => plain.matching(model, filter))
  return difference(want, got, (a: Entity[], b: Entity[]) => values(byKey(a), byKey(b)))
}

async function all(entities: AsyncGenerator<Entity, void>): Promise<Entity[]> {
  const found: Entity[] = []
  for await (const entity of entities) found.push(entity)
  return found
}
