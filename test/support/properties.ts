import { deflateSync, crc32 } from 'node:zlib'
import { expect } from 'vitest'
import type { PropertyDto } from '../../src/features/properties/routes/property-dto.ts'
import type { CreatedPropertyDto } from '../../src/features/properties/routes/upload-dto.ts'
import type { HttpServer } from '../../src/http-server.ts'

export type { PropertyDto }

export const PROPERTIES = '/api/v1/properties'

export const aProperty = (changes: object = {}) => ({
  title: 'Bright flat near the park',
  description: 'Three rooms.',
  price: 500_000,
  address: 'Prater 12',
  city: 'Vienna',
  state: 'W',
  zip: '1020',
  ...changes,
})

export interface OfferedProperty extends CreatedPropertyDto {
  readonly url: string
  readonly etag: string
}

/** Creates a property and insists on success. */
export async function offer(app: HttpServer, changes: object = {}): Promise<OfferedProperty> {
  const response = await app.inject({ method: 'POST', url: PROPERTIES, payload: aProperty(changes) })
  expect(response.statusCode, response.body).toBe(201)
  const { location, etag } = response.headers
  return { ...response.json<CreatedPropertyDto>(), url: String(location), etag: String(etag) }
}

export interface PropertyPage {
  readonly items: readonly PropertyDto[]
  readonly nextCursor: string | null
}

/** Every page of a list, first to last. */
export async function walk(app: HttpServer, query: Record<string, string>): Promise<PropertyPage[]> {
  const pages: PropertyPage[] = []
  let cursor: string | null = null
  do {
    const given: Record<string, string> = { ...query, ...(cursor !== null && { cursor }) }
    const response = await app.inject({ url: PROPERTIES, query: given })
    expect(response.statusCode, response.body).toBe(200)
    const page = response.json<PropertyPage>()
    pages.push(page)
    cursor = page.nextCursor
  } while (cursor !== null)
  return pages
}

export const idsOf = (pages: readonly PropertyPage[]): string[] =>
  pages.flatMap(({ items }) => items.map(({ propertyId }) => propertyId))

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** The beginning of a PNG file of any size: its pixels are missing. */
export function aPngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head)])
}

/** A real PNG file of one colour. */
export function aPng(width = 3, height = 2, red = 255): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, 0, 0]))])
  const pixels = Buffer.concat(Array.from({ length: height }, () => row))
  return Buffer.concat([
    aPngHead(width, height),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The smallest GIF. */
export const aGif = (): Buffer =>
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
