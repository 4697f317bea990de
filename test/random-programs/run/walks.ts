import type { Operation, Walk } from '../operations.ts'
import { keyOf } from '../plain/plain-model.ts'
import type { Entity } from '../plain/specs.ts'
import { answered, difference, show } from './outcome.ts'
import { compareIn, contentDifference, sorted, type PageRequest } from './pages.ts'
import { wanted } from './queries.ts'
import { isUnkeyable } from './unkeyable.ts'
import type { AnyPage, World } from './world.ts'

/** Far more pages than a program has items. */
const MAX_PAGES = 500
type Step = (world: World, operation: Operation) => Promise<string | undefined>

/**
 * Goes through all pages, and lets other operations happen between them. Every item that none of them touched and that
 * passes the filter comes exactly once, in its order; an item that was touched may come or not, but only as it is.
 */
export async function walk(world: World, asked: Walk, step: Step): Promise<string | undefined> {
  const start = await wanted(world, asked)
  const untouched = new Map(
    start.codes ? [] : start.value.items.map((item) => [keyOf(asked.model, item), item]),
  )
  const seen: Entity[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const now = await wanted(world, asked)
    const got = await answered(() => nextPage(world, asked, cursor))
    if (got.codes?.[0] === 'validation' && isUnkeyable(asked.filter ?? {})) return undefined
    const differs = difference(now, got, (want: PageRequest, page: AnyPage) =>
      partDifference(want, page, asked),
    )
    if (differs !== undefined) return `page ${pages}: ${differs}`
    if (got.codes || now.codes) return undefined
    seen.push(...got.value.items)
    if (got.value.nextCursor === null) return missed({ ...now.value, items: [...untouched.values()] }, seen)
    cursor = got.value.nextCursor
    const operation = asked.between[pages]
    const failed = operation && (await step(world, operation))
    if (failed !== undefined) return `between pages: ${failed}`
    for (const [key, item] of untouched) {
      if (world.plain.live(asked.model, item) !== item) untouched.delete(key)
    }
  }
  return `the walk did not end after ${MAX_PAGES} pages`
}

function nextPage(world: World, asked: Walk, cursor: string | undefined): Promise<AnyPage> {
  const { model, filter, index, reverse, limit } = asked
  const service = world.services[model]
  return filter ? service.query(filter, { index, reverse, limit, cursor }) : service.list({ limit, cursor })
}

/** What can be said of one page alone: its items are right, and only the last page is short. */
function partDifference(want: PageRequest, page: AnyPage, { limit = 100 }: Walk): string | undefined {
  const isShort = page.items.length < limit && page.nextCursor !== null
  if (isShort || page.items.length > limit) return `${page.items.length} items on a page of ${limit}`
  return contentDifference(want, page)
}

/** The items that nobody touched, in the walk and in the order that it should have. */
function missed(request: PageRequest, seen: readonly Entity[]): string | undefined {
  const { model, items, order } = request
  const keys = new Set(items.map((item) => keyOf(model, item)))
  const found = seen.filter((item) => keys.has(keyOf(model, item)))
  const isEach =
    found.length === keys.size && new Set(found.map((item) => keyOf(model, item))).size === keys.size
  const want = sorted(request)
  const isSorted = !order || found.every((item, at) => compareIn(model, order, item, want[at] ?? item) === 0)
  return isEach && isSorted ? undefined : `expected the walk ${show(want)}\n     but got ${show(found)}`
}
