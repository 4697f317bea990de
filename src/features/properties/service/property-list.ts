import type { Page } from '../../../common/data/abstract-data-service.ts'
import type { CursorCodec } from '../../../common/data/cursor.ts'
import type { Operators } from '../../../common/data/expressions/where.ts'
import type { TableDataService } from '../../../common/data/table-data-service.ts'
import { SHARDS, type Property, type propertyModel } from '../model/property-table.ts'

type Properties = TableDataService<typeof propertyModel>
type PropertyPage = Pick<Page<Property>, 'items' | 'nextCursor'>

/** Bounds of a price, each as it stands in a query parameter. */
export type PriceRange = Partial<Record<'gte' | 'gt' | 'lte' | 'lt', number>>

export interface PageOf {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Properties that one page of everything looks at, at most: a rare price does not read the whole table at once. */
const MAX_LOOKED_AT = 10_000
const PAGE = 100

/** The bounds as a filter; two of them as one range, which an index answers in full. */
export function priceTest(range: PriceRange): Operators<number> | undefined {
  const { gte, gt, lte, lt } = range
  const from = Math.max(...given([gte, gt]))
  const to = Math.min(...given([lte, lt]))
  if (Object.keys(range).length === 0) return undefined
  if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) return range
  return { between: [from, to], ...(gt !== undefined && { gt }), ...(lt !== undefined && { lt }) }
}

const given = (bounds: readonly (number | undefined)[]): number[] =>
  bounds.filter((bound) => bound !== undefined)

/**
 * Of all properties the newest first, merged from the shards. Ids sort by time, so an id is all that a cursor needs. A
 * page that has looked at `MAX_LOOKED_AT` is short.
 */
export async function newestOfAll(
  properties: Properties,
  cursors: CursorCodec,
  price: PriceRange,
  { limit, cursor }: PageOf,
): Promise<PropertyPage> {
  const binding = JSON.stringify(['properties', 'newest', price])
  const from = cursor === undefined ? undefined : cursors.open(cursor, binding).after.propertyId
  const items: Property[] = []
  let looked = 0
  let last: string | undefined
  for await (const property of newest(properties, from as string | undefined, Math.min(limit + 1, PAGE))) {
    if (items.length === limit || looked === MAX_LOOKED_AT) {
      return { items, nextCursor: cursors.seal({ after: { propertyId: last ?? '' } }, binding) }
    }
    looked += 1
    last = property.propertyId
    if (isWithin(property.price, price)) items.push(property)
  }
  return { items, nextCursor: null }
}

const isWithin = (price: number, { gte, gt, lte, lt }: PriceRange): boolean =>
  (gte === undefined || price >= gte) &&
  (gt === undefined || price > gt) &&
  (lte === undefined || price <= lte) &&
  (lt === undefined || price < lt)

/** Everything older than an id, a page of each shard at a time. */
async function* newest(
  properties: Properties,
  from: string | undefined,
  size: number,
): AsyncGenerator<Property, void> {
  let before = from
  for (;;) {
    const older = before === undefined ? {} : { propertyId: { lt: before } }
    const pages = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) =>
        properties.query({ shard, ...older }, { index: 'newest', reverse: true, limit: size }),
      ),
    )
    // A shard that has more says nothing of what is older than its last one: up to there all shards are known.
    const known = pages.flatMap(({ items, nextCursor }) =>
      nextCursor === null ? [] : (items.at(-1)?.propertyId ?? []),
    )
    const edge = known.toSorted().at(-1)
    const merged = pages.flatMap(({ items }) => items)
    yield* merged
      .filter(({ propertyId }) => edge === undefined || propertyId >= edge)
      .toSorted((a, b) => (a.propertyId < b.propertyId ? 1 : -1))
    if (edge === undefined) return
    before = edge
  }
}
