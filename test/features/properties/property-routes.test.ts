import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../src/common/http/problem.ts'
import { aProperty, offer, PROPERTIES, type PropertyDto } from '../../support/properties.ts'
import { onEveryBackend } from '../../support/test-app.ts'

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

await onEveryBackend((app) => {
  describe('a property', () => {
    it('is created, read, changed and deleted', async () => {
      const { property, uploads, url, etag } = await offer(app(), { price: 0.1 })
      expect(property).toMatchObject({ ...aProperty({ price: 0.1 }), images: [] })
      expect(Object.keys(property).sort()).toEqual(
        [...Object.keys(aProperty()), 'propertyId', 'images', 'createdAt', 'updatedAt'].sort(),
      )
      expect(property.createdAt).toMatch(UTC)
      expect(property.updatedAt).toBe(property.createdAt)
      expect(uploads).toEqual([])
      expect(url).toBe(`${PROPERTIES}/${property.propertyId}`)
      const read = await app().inject(url)
      expect(read.json()).toEqual(property)
      expect(read.headers.etag).toBe(etag)
      const unchanged = await app().inject({ url, headers: { 'if-none-match': etag } })
      expect(unchanged.statusCode).toBe(304)
      const patched = await app().inject({ method: 'PATCH', url, payload: { price: 600_000 } })
      expect(patched.json()).toMatchObject({ price: 600_000, title: property.title })
      expect((await app().inject(url)).json()).toEqual(patched.json())
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(204)
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        const gone = await app().inject({ method, url, ...(method === 'PATCH' && { payload: { price: 1 } }) })
        expect(gone.json()).toMatchObject({ status: 404, detail: 'Property not found' })
      }
    })

    it('names what is missing together, in declared order, and takes nothing for something else', async () => {
      const post = async (payload: object) =>
        (await app().inject({ method: 'POST', url: PROPERTIES, payload })).json<Problem>()
      const { price: _price, title: _title, ...rest } = aProperty()
      expect(await post(rest)).toMatchObject({ status: 400, detail: 'Missing required fields: title, price' })
      expect(await post({})).toMatchObject({
        detail: 'Missing required fields: title, description, price, address, city, state, zip',
      })
      for (const wrong of [
        { price: '500000' },
        { price: null },
        { price: -1 },
        { city: '' },
        { propertyId: 'mine' },
        { createdAt: '2020-01-01T00:00:00.000Z' },
        { images: [{ contentType: 'text/html' }] },
        { images: Array.from({ length: 21 }, () => ({ contentType: 'image/png' })) },
      ]) {
        expect(await post(aProperty(wrong)), JSON.stringify(wrong)).toMatchObject({
          status: 400,
          code: 'validation_failed',
        })
      }
    })

    it('moves updatedAt and the ETag with every update, also an empty one', async () => {
      const { property, url, etag } = await offer(app())
      const seen = [property.updatedAt]
      const tags = [etag]
      for (const payload of [{}, { price: 500_000 }, {}, { price: 1 }, {}]) {
        const patched = await app().inject({ method: 'PATCH', url, payload })
        expect(patched.statusCode, patched.body).toBe(200)
        seen.push(patched.json<PropertyDto>().updatedAt)
        tags.push(String(patched.headers.etag))
      }
      expect(seen).toEqual([...new Set(seen)].sort())
      expect(new Set(tags).size).toBe(tags.length)
      expect((await app().inject(url)).json()).toMatchObject({ createdAt: property.createdAt, price: 1 })
    })

    it('is changed and deleted by who has its newest ETag, and by nobody else', async () => {
      const { url, etag } = await offer(app())
      const newest = await app().inject({
        method: 'PATCH',
        url,
        payload: { price: 1 },
        headers: { 'if-match': etag },
      })
      expect(newest.statusCode).toBe(200)
      for (const method of ['PATCH', 'DELETE'] as const) {
        const stale = await app().inject({
          method,
          url,
          headers: { 'if-match': etag },
          ...(method === 'PATCH' && { payload: { price: 2 } }),
        })
        expect(stale.json()).toMatchObject({ status: 412 })
      }
      expect((await app().inject(url)).json()).toMatchObject({ price: 1 })
      const headers = { 'if-match': String(newest.headers.etag) }
      expect((await app().inject({ method: 'DELETE', url, headers })).statusCode).toBe(204)
      expect((await app().inject({ method: 'DELETE', url, headers })).statusCode).toBe(404)
    })

    it('is stored once under an Idempotency-Key, with the same uploads', async () => {
      const request = {
        method: 'POST',
        url: PROPERTIES,
        payload: aProperty({ images: [{ contentType: 'image/png' }] }),
        headers: { 'idempotency-key': `key-${Math.random()}` },
      } as const
      const first = await app().inject(request)
      const again = await app().inject(request)
      expect(again.statusCode).toBe(201)
      expect(again.json()).toEqual(first.json())
      expect(again.headers).toMatchObject({
        'idempotent-replayed': 'true',
        etag: first.headers.etag,
        location: first.headers.location,
      })
    })

    it('is nobody under an id of any kind', async () => {
      for (const id of ['nobody', 'a%20b', '..%2fa', '%F0%9F%98%80', 'x'.repeat(64)]) {
        for (const method of ['GET', 'DELETE'] as const) {
          const gone = await app().inject({ method, url: `${PROPERTIES}/${id}` })
          expect(gone.json(), id).toMatchObject({ status: 404, detail: 'Property not found' })
        }
      }
    })
  })
})
