import { describe, expect, it } from 'vitest'
import type { ObjectStore } from '../../../src/common/objects/object-store.ts'
import type { ImageDto } from '../../../src/features/properties/routes/image-dto.ts'
import type { UploadDto } from '../../../src/features/properties/routes/upload-dto.ts'
import { aGif, aPng, aPngHead, offer, PROPERTIES, type PropertyDto } from '../../support/properties.ts'
import { download, upload, type UploadAnswer } from '../../support/uploads.ts'
import type { CurrentApp } from '../../support/test-app.ts'

export const pngs = (count: number) => Array.from({ length: count }, () => ({ contentType: 'image/png' }))

/** A property and one upload target. */
export async function withUpload(app: CurrentApp, contentType = 'image/png') {
  const offered = await offer(app(), { images: [{ contentType }] })
  const [target] = offered.uploads
  if (!target) throw new Error('There is no upload')
  return { ...offered, target, confirmUrl: `${offered.url}/images/${target.imageId}/confirm` }
}

export const confirm = (app: CurrentApp, url: string) => app().inject({ method: 'POST', url })

type Send = (target: UploadDto, bytes: Buffer) => Promise<UploadAnswer>

/** What a client of images meets, wherever they are kept. `send` uploads; as a browser does by default. */
export function imageSuite(
  app: CurrentApp,
  objects: () => ObjectStore,
  send: Send = (target, bytes) => upload(app(), target, bytes),
): void {
  /** Uploads and confirms; gives the image. */
  const add = async (url: string, target: UploadDto, bytes: Buffer): Promise<ImageDto> => {
    const uploaded = await send(target, bytes)
    expect(uploaded.status, uploaded.text).toBe(204)
    const confirmed = await confirm(app, `${url}/images/${target.imageId}/confirm`)
    expect(confirmed.statusCode, confirmed.body).toBe(200)
    return confirmed.json<ImageDto>()
  }
  const read = async (url: string): Promise<PropertyDto> => (await app().inject(url)).json<PropertyDto>()
  const idsAt = async (url: string): Promise<string[]> =>
    (await read(url)).images.map(({ imageId }) => imageId)
  const filesOf = async ({ propertyId }: PropertyDto): Promise<string[]> => {
    const prefixes = [`properties/${propertyId}/`, `incoming/properties/${propertyId}/`]
    const pages = await Promise.all(prefixes.map((prefix) => objects().list(prefix)))
    return pages.flatMap((page) => page.objects.map(({ key }) => key))
  }

  describe('images of a property', () => {
    it('are uploaded, confirmed, shown, put in order, and gone with the property', async () => {
      const { property, uploads, url, etag } = await offer(app(), { images: pngs(2) })
      const [one, two] = uploads
      if (!one || !two) throw new Error('There are no uploads')
      const bytes = aPng(30, 20)
      await send(one, bytes)
      expect(await idsAt(url)).toEqual([])
      const image = await add(url, two, aPng(5, 4, 9))
      expect(image).toMatchObject({ imageId: two.imageId, contentType: 'image/png', width: 5, height: 4 })
      await confirm(app, `${url}/images/${one.imageId}/confirm`)

      const shown = await app().inject({ url, headers: { 'if-none-match': etag } })
      expect(shown.statusCode).toBe(200)
      expect(shown.headers.etag).not.toBe(etag)
      const { images } = shown.json<PropertyDto>()
      expect(images.map(({ imageId }) => imageId)).toEqual([two.imageId, one.imageId])
      expect(Object.keys(images[0] ?? {})).not.toContain('file')
      expect(images[1]).toMatchObject({ size: bytes.length, width: 30, height: 20 })
      expect(Date.parse(images[1]?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 60_000)
      expect(await download(app(), String(images[1]?.url))).toEqual(bytes)
      const again = await app().inject({ url, headers: { 'if-none-match': String(shown.headers.etag) } })
      expect(again.statusCode, 'the URLs of the client may be over').toBe(200)
      const list = await app().inject(`${url}/images`)
      expect(list.json<{ items: ImageDto[] }>().items.map(({ imageId }) => imageId)).toEqual([
        two.imageId,
        one.imageId,
      ])

      const order = { imageIds: [one.imageId, two.imageId] }
      const ordered = await app().inject({ method: 'PUT', url: `${url}/images/order`, payload: order })
      expect(ordered.statusCode, ordered.body).toBe(200)
      expect(await idsAt(url)).toEqual(order.imageIds)
      for (const imageIds of [[one.imageId], [one.imageId, one.imageId], [...order.imageIds, 'x']]) {
        const bad = await app().inject({ method: 'PUT', url: `${url}/images/order`, payload: { imageIds } })
        expect(bad.statusCode).toBe(400)
      }

      expect(await filesOf(property)).toHaveLength(2)
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(204)
      expect(await filesOf(property)).toEqual([])
      expect(await download(app(), String(images[1]?.url))).toBeUndefined()
      expect((await confirm(app, `${url}/images/${one.imageId}/confirm`)).json()).toMatchObject({
        status: 404,
        detail: 'Property not found',
      })
    })

    it('are removed one by one, uploads that were not confirmed too', async () => {
      const { property, uploads, url } = await offer(app(), { images: pngs(3) })
      const [one, two, three] = uploads
      if (!one || !two || !three) throw new Error('There are no uploads')
      const image = await add(url, one, aPng())
      await add(url, two, aPng())
      await send(three, aPng())
      const remove = async (id: string) =>
        (await app().inject({ method: 'DELETE', url: `${url}/images/${id}` })).statusCode
      expect(await remove(one.imageId)).toBe(204)
      expect(await idsAt(url)).toEqual([two.imageId])
      expect(await download(app(), image.url)).toBeUndefined()
      expect(await remove(three.imageId)).toBe(204)
      expect(await remove(one.imageId)).toBe(404)
      expect(await remove('..%2f..%2fx')).toBe(404)
      expect(await filesOf(property)).toHaveLength(1)
    })

    it('stay as they are when a confirmation is repeated, also at once', async () => {
      const { property, target, url, confirmUrl } = await withUpload(app)
      await send(target, aPng())
      const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(app, confirmUrl)))
      // Who comes late may find the upload taken.
      const statuses = answers.map(({ statusCode }) => statusCode)
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0)
      expect(statuses.filter((status) => ![200, 404].includes(status))).toEqual([])
      const repeated = await confirm(app, confirmUrl)
      expect(repeated.json()).toMatchObject({ imageId: target.imageId })
      expect(await idsAt(url)).toEqual([target.imageId])
      expect(await filesOf(property)).toHaveLength(1)
    })

    it('are what their bytes are, and not what they are called', async () => {
      for (const bytes of [
        aGif(),
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        aPng().subarray(0, 20),
      ]) {
        const { property, target, url, confirmUrl } = await withUpload(app)
        await send(target, bytes)
        const refused = await confirm(app, confirmUrl)
        expect(refused.json()).toMatchObject({ status: 400, code: 'validation_failed' })
        expect(refused.body).toContain('is not the image/png')
        expect(await idsAt(url)).toEqual([])
        expect(await filesOf(property)).toEqual([])
      }
      const { target, url, confirmUrl } = await withUpload(app, 'image/gif')
      await send(target, aGif())
      expect((await confirm(app, confirmUrl)).json()).toMatchObject({ contentType: 'image/gif', width: 1 })
      expect(await idsAt(url)).toEqual([target.imageId])
    })

    it('have 100 million pixels at most, however few bytes these are', async () => {
      for (const [width, height, status] of [
        [10_000, 10_000, 200],
        [100_000_001, 1, 400],
        [0xffff_ffff, 0xffff_ffff, 400],
      ] as const) {
        const { property, target, confirmUrl } = await withUpload(app)
        await send(target, aPngHead(width, height))
        const answer = await confirm(app, confirmUrl)
        expect(answer.statusCode, answer.body).toBe(status)
        if (status === 200) continue
        expect(answer.json()).toMatchObject({ detail: expect.stringContaining('100000000 pixels') as string })
        expect(await filesOf(property)).toEqual([])
      }
    })

    it('are confirmed only after an upload', async () => {
      const { confirmUrl, url } = await withUpload(app)
      for (const path of [confirmUrl, `${url}/images/other/confirm`, `${url}/images/..%2fx/confirm`]) {
        const early = await confirm(app, path)
        expect(early.json()).toMatchObject({ status: 404 })
        expect(early.body).toContain('There is no upload')
      }
    })

    it('are twenty at most, however many are confirmed at once', async () => {
      const { property, uploads, url } = await offer(app(), { images: pngs(20) })
      const more = await app().inject({
        method: 'POST',
        url: `${url}/images`,
        payload: { images: pngs(3) },
      })
      expect(more.statusCode).toBe(201)
      const targets = [...uploads, ...more.json<{ uploads: UploadDto[] }>().uploads]
      await Promise.all(targets.map((target) => send(target, aPng())))
      const price = app().inject({ method: 'PATCH', url, payload: { price: 7 } })
      const answers = await Promise.all(
        targets.map(({ imageId }) => confirm(app, `${url}/images/${imageId}/confirm`)),
      )
      await price
      const statuses = answers.map(({ statusCode }) => statusCode).sort()
      expect(statuses).toEqual([...Array<number>(20).fill(200), 409, 409, 409])
      expect(await idsAt(url)).toHaveLength(20)
      const full = await app().inject({ method: 'POST', url: `${url}/images`, payload: { images: pngs(1) } })
      expect(full.json()).toMatchObject({ status: 409, detail: 'A property has at most 20 images' })
      // The three that came too late wait as uploads.
      expect(await filesOf(property)).toHaveLength(23)
    })

    it('are asked for by type, and of a property that is there', async () => {
      const { url } = await offer(app())
      const ask = async (path: string, images: object[]) =>
        (await app().inject({ method: 'POST', url: path, payload: { images } })).statusCode
      expect(await ask(`${url}/images`, [{ contentType: 'image/svg+xml' }])).toBe(400)
      expect(await ask(`${url}/images`, [])).toBe(400)
      expect(await ask(`${PROPERTIES}/nobody/images`, pngs(1))).toBe(404)
    })
  })
}
