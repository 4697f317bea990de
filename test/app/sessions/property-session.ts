import type { HttpServer } from '../../../src/http-server.ts'
import { aGif, aPng, aProperty, offer, PROPERTIES } from '../../support/properties.ts'
import { upload } from '../../support/uploads.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const propertySession: Session = {
  operations: [
    'confirmImage',
    'createImageUploads',
    'createProperty',
    'deleteImage',
    'deleteProperty',
    'getProperty',
    'listProperties',
    'listPropertyImages',
    'orderImages',
    'updateProperty',
  ],
  beyondClients: {
    updateProperty: ['409'],
    orderImages: ['409'],
    confirmImage: ['409'],
    deleteImage: ['409'],
  },
  requests,
}

const images = (count: number) => Array.from({ length: count }, () => ({ contentType: 'image/png' }))
const large = aProperty({ description: tooLong })

/** What every operation with a body refuses. */
const bodied = (method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object): Request[] => [
  { method, url, payload: { title: 7 } },
  { method, url, payload: large },
  { method, url, payload, headers: xml },
  { method, url, payload: 'a', headers: csv },
  { method, url: url + long, payload },
]

/** What every operation without one refuses. */
const bodiless = (method: 'POST' | 'DELETE', url: string): Request[] => [
  { method, url, headers: xml },
  { method, url, payload: 'a', headers: csv },
  { method, url, payload: large },
  { method, url: `${url}?x=1` },
  { method, url: url + long },
]

const read = (url: string): Request[] => [
  { url },
  { url, headers: xml },
  { url: `${url}?x=1` },
  { url: url + long },
]

async function requests(app: HttpServer): Promise<readonly Request[]> {
  const { url, etag } = await offer(app)
  const gone = (await offer(app)).url
  const never = `${PROPERTIES}/never`
  const draft = aProperty({ images: images(1) })
  const key = { 'idempotency-key': 'property-session' }
  const stale = { 'if-match': '"0"' }
  return [
    ...read(PROPERTIES),
    { url: `${PROPERTIES}?limit=1` },
    { method: 'POST', url: PROPERTIES, payload: draft },
    { method: 'POST', url: PROPERTIES, payload: draft, headers: key },
    { method: 'POST', url: PROPERTIES, payload: draft, headers: key },
    { method: 'POST', url: PROPERTIES, payload: aProperty(), headers: key },
    ...bodied('POST', PROPERTIES, draft),
    ...read(url),
    { url, headers: { 'if-none-match': etag } },
    { url: never },
    { method: 'PATCH', url, payload: { price: 1 } },
    { method: 'PATCH', url, payload: { price: 1 }, headers: stale },
    { method: 'PATCH', url: never, payload: { price: 1 } },
    ...bodied('PATCH', url, { price: 1 }),
    ...(await imageRequests(app)),
    { method: 'DELETE', url, headers: stale },
    ...bodiless('DELETE', url),
    { method: 'DELETE', url: gone },
    { method: 'DELETE', url: gone },
  ]
}

async function imageRequests(app: HttpServer): Promise<readonly Request[]> {
  const { property, uploads, url } = await offer(app, { images: images(2) })
  const [good, bad] = uploads
  if (!good || !bad) throw new Error('There are no uploads')
  await upload(app, good, aPng())
  await upload(app, bad, aGif())
  const all = `${url}/images`
  const never = `${PROPERTIES}/never/images`
  const one = `${all}/${good.imageId}`
  const order = { imageIds: [good.imageId] }
  const put = { method: 'PUT', url: `${all}/order`, payload: order } as const
  const full = Array.from({ length: 20 }, (_, index) => index)
  const filled = await offer(app, { images: images(full.length) })
  for (const target of filled.uploads) {
    await upload(app, target, aPng())
    await app.inject({ method: 'POST', url: `${filled.url}/images/${target.imageId}/confirm` })
  }
  return [
    { method: 'POST', url: all, payload: { images: images(1) } },
    { method: 'POST', url: `${filled.url}/images`, payload: { images: images(1) } },
    { method: 'POST', url: never, payload: { images: images(1) } },
    ...bodied('POST', all, { images: images(1) }),
    { method: 'POST', url: `${one}/confirm` },
    { method: 'POST', url: `${all}/${bad.imageId}/confirm` },
    { method: 'POST', url: `${all}/nobody/confirm` },
    ...bodiless('POST', `${one}/confirm`),
    ...read(all),
    { url: never },
    put,
    { ...put, headers: { 'if-match': '"0"' } },
    { ...put, url: `${never}/order` },
    ...bodied('PUT', put.url, order),
    ...bodiless('DELETE', one),
    { method: 'DELETE', url: one },
    { method: 'DELETE', url: one },
    { method: 'DELETE', url: `${PROPERTIES}/${property.propertyId}` },
  ]
}
