import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../../../src/features/passengers/routes/passenger-dto.ts'
import { expectInjected } from '../../../plugins/demo-app.ts'
import {
  aPassenger,
  aTicket,
  create,
  get,
  list,
  PASSENGERS,
  pathOf,
  post,
  type PassengerPage,
} from '../../../support/passengers.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../../../support/test-app.ts'

let keys = 0
const aKey = (): { 'idempotency-key': string } => ({ 'idempotency-key': `key-${(keys += 1)}` })

await onEveryBackend((app) => {
  const batch = (items: readonly object[], headers: Readonly<Record<string, string>>) =>
    app().inject({ method: 'POST', url: `${PASSENGERS}/batch`, payload: { items }, headers })
  const party = async (ticket: string) => (await list(app(), { ticket })).json<PassengerPage>().items

  describe('POST with an Idempotency-Key', () => {
    it('answers the same twice, says so the second time, and does the work once', async () => {
      const [key, passenger] = [aKey(), aPassenger({ fare: 7.25 })]
      const first = await post(app(), passenger, key)
      const second = await post(app(), passenger, key)
      expect([first.statusCode, second.statusCode]).toEqual([201, 201])
      expect(second.json()).toEqual(first.json())
      expect(second.headers.location).toBe(first.headers.location)
      expect(second.headers.etag).toBe(first.headers.etag)
      expect(first.headers['idempotent-replayed']).toBeUndefined()
      expect(second.headers['idempotent-replayed']).toBe('true')
      expect(await party(passenger.ticket)).toHaveLength(1)
    })

    it('without one adds a passenger each time', async () => {
      const passenger = aPassenger()
      await post(app(), passenger)
      await post(app(), passenger)
      expect(await party(passenger.ticket)).toHaveLength(2)
    })

    it('has one effect in ten equal requests at once, and one answer', async () => {
      const [key, passenger] = [aKey(), aPassenger()]
      const responses = await Promise.all(Array.from({ length: 10 }, () => post(app(), passenger, key)))
      expect(responses.map(({ statusCode }) => statusCode)).toEqual(responses.map(() => 201))
      expect(new Set(responses.map(({ body }) => body)).size).toBe(1)
      expect(new Set(responses.map(({ headers }) => headers.etag)).size).toBe(1)
      expect(responses.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1)
      expect(await party(passenger.ticket)).toHaveLength(1)
    })

    it('has one effect in ten equal requests at once that name the id', async () => {
      const [key, passenger] = [aKey(), aPassenger({ id: aTicket() })]
      const responses = await Promise.all(Array.from({ length: 10 }, () => post(app(), passenger, key)))
      expect(responses.map(({ statusCode }) => statusCode)).toEqual(responses.map(() => 201))
      expect(new Set(responses.map(({ body }) => body)).size).toBe(1)
    })

    it('repeats the first answer also when the passenger has changed or gone', async () => {
      const [key, passenger] = [aKey(), aPassenger()]
      const first = await post(app(), passenger, key)
      await app().inject({ method: 'DELETE', url: pathOf(first.json<PassengerDto>().id) })
      expect((await post(app(), passenger, key)).body).toBe(first.body)
      expectInjected(await get(app(), first.json<PassengerDto>().id), 'not_found')
    })

    it('with another body is 422, and stores nothing', async () => {
      const [key, first, second] = [aKey(), aPassenger(), aPassenger()]
      await post(app(), first, key)
      expectInjected(await post(app(), second, key), 'idempotency_key_reused')
      expect(await party(second.ticket)).toEqual([])
    })

    it('of two bodies at once lets one through', async () => {
      const [key, first, second] = [aKey(), aPassenger(), aPassenger()]
      const responses = await Promise.all([post(app(), first, key), post(app(), second, key)])
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([201, 422])
      expect([...(await party(first.ticket)), ...(await party(second.ticket))]).toHaveLength(1)
    })

    it('does not keep a refusal: the same key works when the cause is gone', async () => {
      const key = aKey()
      const { passenger } = await create(app())
      const wanted = aPassenger({ id: passenger.id })
      expectInjected(await post(app(), wanted, key), 'already_exists')
      await app().inject({ method: 'DELETE', url: pathOf(passenger.id) })
      expect((await post(app(), wanted, key)).statusCode).toBe(201)
    })

    it('does not take a bad body for a use of the key', async () => {
      const [key, passenger] = [aKey(), aPassenger()]
      expectInjected(await post(app(), { ...passenger, pclass: 9 }, key), 'validation_failed')
      expect((await post(app(), passenger, key)).statusCode).toBe(201)
    })

    it('is one key with quotes and without', async () => {
      const [{ 'idempotency-key': key }, passenger] = [aKey(), aPassenger()]
      const first = await post(app(), passenger, { 'idempotency-key': `"${key}"` })
      const second = await post(app(), passenger, { 'idempotency-key': key })
      expect(second.body).toBe(first.body)
    })

    it.each([
      ['a blank', 'a b'],
      ['nothing', ''],
      ['only quotes', '""'],
      ['256 characters', 'x'.repeat(256)],
      ['a letter that is not ASCII', 'schlüssel'],
    ])('that has %s is 400, and stores nothing', async (_, key) => {
      const passenger = aPassenger()
      const problem = expectInjected(await post(app(), passenger, { 'idempotency-key': key }), 'bad_request')
      expect(problem.errors).toMatchObject([{ header: 'Idempotency-Key' }])
      expect(await party(passenger.ticket)).toEqual([])
    })

    it('takes 255 characters', async () => {
      const passenger = aPassenger()
      const key = { 'idempotency-key': 'k'.repeat(255) }
      const first = await post(app(), passenger, key)
      expect(first.statusCode).toBe(201)
      expect((await post(app(), passenger, key)).body).toBe(first.body)
    })

    it('on a batch has one effect, and is not the key of a single create', async () => {
      const key = aKey()
      const items = [aPassenger(), aPassenger()]
      const first = await batch(items, key)
      const second = await batch(items, key)
      expect(first.statusCode, first.body).toBe(201)
      expect(second.json()).toEqual(first.json())
      expect(second.headers['idempotent-replayed']).toBe('true')
      for (const { ticket } of items) expect(await party(ticket)).toHaveLength(1)
      expect((await post(app(), aPassenger(), key)).statusCode).toBe(201)
    })

    it('on a batch has one effect in ten equal requests at once', async () => {
      const [key, ticket] = [aKey(), aTicket()]
      const items = [aPassenger({ ticket }), aPassenger({ ticket })]
      const responses = await Promise.all(Array.from({ length: 10 }, () => batch(items, key)))
      expect(responses.map(({ statusCode }) => statusCode)).toEqual(responses.map(() => 201))
      expect(await party(ticket)).toHaveLength(2)
    })

    it('takes ninety-nine passengers with it: its own record is a write of the transaction', async () => {
      const items = Array.from({ length: 99 }, () => aPassenger())
      expect((await batch(items, aKey())).statusCode).toBe(201)
      expectInjected(await batch([...items, aPassenger()], aKey()), 'too_large')
    })

    it('means nothing to PUT', async () => {
      const [key, id] = [aKey(), aTicket()]
      for (const name of ['One', 'Two']) {
        const payload = aPassenger({ name })
        const response = await app().inject({ method: 'PUT', url: pathOf(id), payload, headers: key })
        expect(response.json<PassengerDto>().name).toBe(name)
      }
    })
  })
})

describe('where IDEMPOTENCY_ENABLED is off', () => {
  let off: TestApp
  beforeAll(async () => {
    off = await startTestApp({ IDEMPOTENCY_ENABLED: 'false' })
  })
  afterAll(() => off.close())

  it('a key is 400, never ignored', async () => {
    const passenger = aPassenger()
    expectInjected(await post(off.app, passenger, aKey()), 'bad_request')
    expectInjected(await get(off.app, passenger.ticket), 'not_found')
  })

  it('a request without a key is served', async () => {
    expect((await post(off.app, aPassenger())).statusCode).toBe(201)
  })
})
