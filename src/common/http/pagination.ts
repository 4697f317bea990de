import { type TInteger, type TSchema, Type } from '@sinclair/typebox'
import { nullable } from './schema.ts'
import { pathOf, toUriReference } from './uri-reference.ts'

/** A cursor holds the keys of an item, which may have 2 + 1 KB on the table and as much on an index; a URL holds 8 KiB. */
const MAX_CURSOR = 6144

/** The query parameters of a list, to be spread into its query schema: `...pageQuery({ max: 2000, default: 100 })`. */
export function pageQuery(limits: { readonly max: number; readonly default: number }) {
  const limit = Type.Integer({
    minimum: 1,
    maximum: limits.max,
    default: limits.default,
    description: `Number of items a page, 1 to ${limits.max}`,
    examples: [limits.default],
  })
  return {
    // Optional for the caller, but always there for the handler: the default fills it in.
    limit: Type.Optional(limit) as unknown as TInteger,
    cursor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MAX_CURSOR,
        description: 'The `nextCursor` of the page before',
      }),
    ),
  }
}

/** Response schema of a list: `pageOf(refTo<PassengerDto>('Passenger'))`. */
export const pageOf = <T extends TSchema>(
  item: T,
  options: { readonly $id?: string; readonly title?: string } = {},
) =>
  Type.Object(
    {
      items: Type.Array(item),
      nextCursor: nullable(
        Type.String({ description: 'Pass it as `cursor` for the next page; null on the last' }),
      ),
    },
    options,
  )

/** The URL of the next page: this request's own, with every other query parameter kept as it was sent. */
export function nextPageUrl(originalUrl: string, cursor: string): string {
  const path = pathOf(originalUrl)
  const kept = originalUrl
    .slice(path.length + 1)
    .split('&')
    .filter((pair) => pair !== '' && pair !== 'cursor' && !pair.startsWith('cursor='))
  return toUriReference(`${path}?${[...kept, `cursor=${encodeURIComponent(cursor)}`].join('&')}`)
}

interface HeaderTarget {
  header(name: string, value: string): unknown
}

/** Sets `Link: <…>; rel="next"` where there is a next page, and returns the page to be sent. */
export function sendPage<P extends { readonly nextCursor: string | null }>(
  request: { readonly originalUrl: string },
  reply: HeaderTarget,
  page: P,
): P {
  if (page.nextCursor !== null) {
    reply.header('link', `<${nextPageUrl(request.originalUrl, page.nextCursor)}>; rel="next"`)
  }
  return page
}
