import type { Asked, Query } from '../operations.ts'
import type { Filter } from '../plain/filter.ts'
import { Refusal } from '../plain/refusal.ts'
import { specs, type Entity, type Order, type Spec } from '../plain/specs.ts'
import { answered, difference, expected, values, type Outcome } from './outcome.ts'
import { isIn, pageDifference, sorted, type PageRequest } from './pages.ts'
import { isUnkeyable } from './unkeyable.ts'
import type { Explained, World } from './world.ts'

export async function query(world: World, asked: Query): Promise<string | undefined> {
  const { kind, model, filter, index, reverse, limit } = asked
  const service = world.services[model]
  const got = await answered<unknown>(() =>
    kind === 'query' ? service.query(filter, { index, reverse, limit }) : service[kind](filter, { index }),
  )
  if (got.codes?.[0] === 'validation' && isUnkeyable(filter)) return undefined
  const isReverse = kind === 'query' ? reverse : kind === 'last'
  const want = await wanted(world, { ...asked, reverse: isReverse })
  return difference(want, got, kind === 'query' ? pageDifference : endDifference)
}

/** Without a filter it asks for everything. */
type Question = Omit<Asked, 'filter'> & { readonly filter?: Filter | undefined }

/**
 * What the plain model wants. Only the choice of the index is asked of the service, because the order follows from it:
 * whatever it chose, no item that passes the filter may be missed. An index named by the caller holds what it holds.
 */
export async function wanted(world: World, asked: Question): Promise<Outcome<PageRequest>> {
  const { model, filter = {}, index, reverse, limit } = asked
  const spec = specs[model]
  const plan = await answered(async () => world.services[model].explain(filter, { index }))
  return expected(() => {
    const items = world.plain.matching(model, filter)
    if (index !== undefined) requireServes(spec, filter, index)
    const order = plan.codes ? undefined : orderOf(spec, plan.value)
    if (reverse && !plan.codes && plan.value.kind === 'scan') throw new Refusal('validation')
    const isMember = (item: Entity): boolean => index === undefined || !order || isIn(order, item)
    return { model, items: items.filter(isMember), order, reverse, limit }
  })
}

function orderOf(spec: Spec, plan: Explained): Order | undefined {
  if (plan.kind !== 'range') return undefined
  return plan.index ? spec.indexes[plan.index.name] : spec.tableOrder
}

/** @throws Refusal unless the filter gives the partition of the index by equality */
function requireServes(spec: Spec, filter: Filter, index: string): void {
  const isGiven = (name: string): boolean => {
    const test = filter[name]
    const value = typeof test === 'object' && test !== null ? (test as { eq?: unknown }).eq : test
    return value !== undefined && value !== null
  }
  if (!spec.indexes[index]?.partition.every(isGiven)) throw new Refusal('validation')
}

/** The first item, or the last: any of those with the same key. */
function endDifference(request: PageRequest, got: Entity | null): string | undefined {
  const nextCursor = request.items.length > 1 ? '' : null
  const [end] = sorted(request)
  if (got === null || end === undefined) return values(end ?? null, got)
  return pageDifference({ ...request, limit: 1 }, { items: [got], nextCursor, rejected: [] })
}
