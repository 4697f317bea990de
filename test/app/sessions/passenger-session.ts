import type { HttpServer } from '../../../src/http-server.ts'
import { aPassenger, aTicket, create, createAll, PASSENGERS, pathOf } from '../../support/passengers.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const passengerSession: Session = {
  operations: [
    'createPassenger',
    'createPassengerBatch',
    'deletePassenger',
    'downloadPassengerExport',
    'getPassenger',
    'importPassengers',
    'listPassengers',
    'replacePassenger',
    'updatePassenger',
  ],
  beyondClients: { updatePassenger: ['409'], downloadPassengerExport: ['200'] },
  requests,
}

async function requests(app: HttpServer): Promise<readonly Request[]> {
  return [...(await entityRequests(app)), ...fileRequests]
}

/** Lists as files. What a finished export answers is a file, which is tested with the jobs. */
const IMPORTS = '/api/v1/imports/passengers'
const EXPORT = '/api/v1/exports/passengers/nobody'
const fileRequests: readonly Request[] = [
  { method: 'POST', url: IMPORTS, headers: csv, payload: 'ticket,name,pclass,survived,sex\nT,Ann,1,1,f\n' },
  { method: 'POST', url: IMPORTS },
  { method: 'POST', url: IMPORTS, headers: { ...csv, ...xml }, payload: 'a' },
  { method: 'POST', url: IMPORTS, headers: { 'content-type': 'text/xml' }, payload: 'a' },
  { method: 'POST', url: IMPORTS, headers: csv, payload: 'x'.repeat(65 * 1024 * 1024) },
  { method: 'POST', url: IMPORTS + long, headers: csv, payload: 'a' },
  { url: EXPORT },
  { url: EXPORT, headers: xml },
  { url: `${EXPORT}?x=1` },
  { url: EXPORT + long },
]

async function entityRequests(app: HttpServer): Promise<readonly Request[]> {
  await createAll(
    app,
    Array.from({ length: 3 }, () => aPassenger({ pclass: 2 })),
  )
  const { passenger, etag } = await create(app, { fare: 211.3375, age: 0.9167 })
  const [one, gone, fresh] = [pathOf(passenger.id), aTicket(), aPassenger()]
  const key = { 'idempotency-key': 'session' }
  const stale = { 'if-match': '"0"' }
  const large = { ...aPassenger(), homeDest: tooLong }
  const batch = (items: readonly object[]) =>
    ({ method: 'POST', url: `${PASSENGERS}/batch`, payload: { items } }) as const
  const post = (payload: object) => ({ method: 'POST', url: PASSENGERS, payload }) as const
  const put = (url: string, payload: object) => ({ method: 'PUT', url, payload }) as const
  const patch = (url: string, payload: object) => ({ method: 'PATCH', url, payload }) as const
  return [
    { url: PASSENGERS },
    { url: `${PASSENGERS}?pclass=2&limit=1` },
    { url: `${PASSENGERS}?limit=0` },
    { url: PASSENGERS, headers: xml },
    { url: one },
    { url: one, headers: { 'if-none-match': etag } },
    { url: one, headers: { 'if-none-match': 'x' } },
    { url: one, headers: xml },
    { url: pathOf('nobody') },
    post(aPassenger({ id: 'SC/AH 29037' })),
    { ...post(fresh), headers: key },
    { ...post(fresh), headers: key },
    { ...post(aPassenger()), headers: key },
    post(aPassenger({ id: passenger.id })),
    post({}),
    post(large),
    { ...post(fresh), headers: xml },
    { method: 'POST', url: PASSENGERS, headers: csv, payload: 'a' },
    batch([aPassenger(), aPassenger()]),
    { ...batch([fresh]), headers: key },
    { ...batch([aPassenger()]), headers: key },
    batch([]),
    batch([aPassenger({ id: passenger.id })]),
    batch([large]),
    { ...batch([fresh]), headers: xml },
    { method: 'POST', url: `${PASSENGERS}/batch`, headers: csv, payload: 'a' },
    put(pathOf(gone), aPassenger()),
    put(one, aPassenger({ age: 30 })),
    put(one, {}),
    put(`${PASSENGERS}/`, aPassenger()),
    { ...put(one, aPassenger()), headers: xml },
    { ...put(one, aPassenger()), headers: stale },
    put(one, large),
    { method: 'PUT', url: one, headers: csv, payload: 'a' },
    patch(one, { age: null }),
    patch(one, { age: 'x' }),
    patch(pathOf('nobody'), { age: 1 }),
    { ...patch(one, { age: 2 }), headers: xml },
    { ...patch(one, { age: 2 }), headers: stale },
    patch(one, large),
    { method: 'PATCH', url: one, headers: csv, payload: 'a' },
    { method: 'DELETE', url: one, headers: stale },
    { method: 'DELETE', url: one, headers: csv, payload: 'a' },
    { ...patch(one, large), method: 'DELETE' },
    { method: 'DELETE', url: one, headers: xml },
    { method: 'DELETE', url: `${one}?x=1` },
    { method: 'DELETE', url: pathOf(gone) },
    { method: 'DELETE', url: pathOf(gone) },
    { url: PASSENGERS + long },
    { url: one + long },
    { ...post(fresh), url: PASSENGERS + long },
    { ...batch([fresh]), url: `${PASSENGERS}/batch${long}` },
    put(one + long, fresh),
    patch(one + long, {}),
    { method: 'DELETE', url: one + long },
  ]
}
