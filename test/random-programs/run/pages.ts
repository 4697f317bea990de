import { keyOf } from '../plain/plain-model.ts'
import { isAbsent, kindOf, specs, type Entity, type ModelName, type Order } from '../plain/specs.ts'
import { show, values } from './outcome.ts'
import type { AnyPage } from './world.ts'

const DEFAULT_LIMIT = 100

export interface PageRequest {
  readonly model: ModelName
  /** All that the whole walk may give. */
  readonly items: readonly Entity[]
  /** Undefined where the answer has no order. */
  readonly order: Order | undefined
  readonly reverse?: boolean | undefined
  readonly limit?: number | undefined
}

/** Negative, zero or positive; zero for items with equal index keys, whose order nobody promises. */
export function compareIn(model: ModelName, { partition, sort }: Order, a: Entity, b: Entity): number {
  for (const name of [...partition, ...sort]) {
    const order = kindOf(specs[model], name)?.compare?.(a[name] as never, b[name] as never) ?? 0
    if (order !== 0) return order
  }
  return 0
}

/** Is it in the index at all? */
export const isIn = ({ partition, sort }: Order, entity: Entity): boolean =>
  [...partition, ...sort].every((name) => !isAbsent(entity[name]))

export function sorted({ model, items, order, reverse }: PageRequest): Entity[] {
  if (!order) return [...items]
  const ascending = items.toSorted((a, b) => compareIn(model, order, a, b))
  return reverse ? ascending.toReversed() : ascending
}

/** How the first page differs from the one that is asked for. */
export function pageDifference(request: PageRequest, page: AnyPage): string | undefined {
  const { items, limit = DEFAULT_LIMIT } = request
  const size = Math.min(items.length, limit)
  if (page.items.length !== size)
    return `expected ${size} items of ${show(sorted(request))}\n     but got ${show(page.items)}`
  const isLast = items.length <= limit
  if (isLast !== (page.nextCursor === null))
    return `expected ${isLast ? 'no' : 'a'} cursor, but got ${show(page.nextCursor)}`
  return contentDifference(request, page) ?? orderDifference(request, page)
}

/** Each item is one of those expected, as it is now, and stands there once. */
export function contentDifference({ model, items }: PageRequest, page: AnyPage): string | undefined {
  if (page.rejected.length > 0) return `rejected ${show(page.rejected)}`
  const wanted = new Map(items.map((item) => [keyOf(model, item), item]))
  for (const item of page.items) {
    const want = wanted.get(keyOf(model, item))
    if (!want) return `did not expect ${show(item)} (or twice) among ${show(page.items)}`
    const differs = values(want, item)
    if (differs !== undefined) return differs
    wanted.delete(keyOf(model, item))
  }
  return undefined
}

/** Each place holds an item with the key that belongs there. */
function orderDifference(request: PageRequest, page: AnyPage): string | undefined {
  const { model, order } = request
  if (!order) return undefined
  const want = sorted(request).slice(0, page.items.length)
  const isRight = page.items.every((item, at) => compareIn(model, order, item, want[at] ?? item) === 0)
  return isRight ? undefined : `expected the order ${show(want)}\n     but got ${show(page.items)}`
}
