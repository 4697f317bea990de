import { describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../../../src/features/passengers/routes/passenger-dto.ts'
import { expectInjected } from '../../../plugins/demo-app.ts'
import {
  aPassenger,
  aTicket,
  create,
  get,
  PASSENGERS,
  pathOf,
  type Headers,
} from '../../../support/passengers.ts'
import { onEveryBackend } from '../../../support/test-app.ts'

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' }

/** What came over the wire is plain data, whatever its type says. */
const plain = (passenger: PassengerDto): object => passenger

await onEveryBackend((app, { tellsNewFromOld }) => {
  const put = (id: string, payload: object, headers: Headers = {}) =>
    app().inject({ method: 'PUT', url: pathOf(id), payload, headers })
  const patch = (id: string, payload: unknown, headers: Headers = {}) =>
    app().inject({
      method: 'PATCH',
      url: pathOf(id),
      payload: JSON.stringify(payload),
      headers: { ...MERGE_PATCH, ...headers },
    })
  const remove = (id: string, headers: Headers = {}) =>
    app().inject({ method: 'DELETE', url: pathOf(id), headers })

  describe('PUT /passengers/{id}', () => {
    it.runIf(tellsNewFromOld)('creates with 201, Location and a tag', async () => {
      const id = aTicket('A/5')
      const response = await put(id, aPassenger({ fare: 7.25 }))
      expect(response.statusCode).toBe(201)
      expect(response.headers.location).toBe(pathOf(id))
      const read = await get(app(), id)
      expect(read.json()).toEqual(response.json())
      expect(read.headers.etag).toBe(response.headers.etag)
    })

    it('replaces all with 200: what is left out is null again', async () => {
      const { passenger, etag } = await create(app(), { age: 29, cabin: 'B5', sibsp: 2 })
      const response = await put(passenger.id, aPassenger({ ticket: passenger.ticket, name: 'New Name' }))
      expect(response.statusCode).toBe(200)
      expect(response.headers.location).toBeUndefined()
      expect(response.headers.etag).not.toBe(etag)
      expect(response.json()).toMatchObject({ name: 'New Name', age: null, cabin: null, sibsp: 0 })
      expect((await get(app(), passenger.id)).json()).toEqual(response.json())
    })

    it.runIf(tellsNewFromOld)('takes the id of the path in the body too', async () => {
      const id = aTicket()
      expect((await put(id, aPassenger({ id }))).statusCode).toBe(201)
    })

    it('is 400 for an id that no passenger may have, and says that it is the one of the path', async () => {
      for (const id of ['a\nb', 'x'.repeat(129)]) {
        const problem = expectInjected(await put(id, aPassenger()), 'validation_failed')
        expect(problem.errors).toEqual([expect.objectContaining({ parameter: 'id' })])
      }
    })

    it('is 400 when the body names another id, and stores neither', async () => {
      const [id, other] = [aTicket(), aTicket()]
      const problem = expectInjected(await put(id, aPassenger({ id: other })), 'validation_failed')
      expect(problem.errors).toMatchObject([{ pointer: '#/id' }])
      for (const each of [id, other]) expectInjected(await get(app(), each), 'not_found')
    })

    it('is 400 for an id that no passenger may have', async () => {
      for (const id of ['x'.repeat(129), 'a\u0001b'])
        expectInjected(await put(id, aPassenger()), 'validation_failed')
    })

    it('is 404 without an id', async () => {
      expectInjected(await put('', aPassenger()), 'not_found')
    })

    it('moves a passenger between filters when its ticket and class change', async () => {
      const { passenger } = await create(app(), { pclass: 3 })
      const ticket = aTicket()
      await put(passenger.id, aPassenger({ ticket, pclass: 2 }))
      const found = async (url: string) => (await app().inject(url)).json<{ items: PassengerDto[] }>().items
      expect(await found(`${PASSENGERS}?ticket=${passenger.ticket}`)).toEqual([])
      expect(await found(`${PASSENGERS}?ticket=${ticket}&pclass=2`)).toHaveLength(1)
    })

    it('with the right If-Match replaces, and with a stale one is 412', async () => {
      const { passenger, etag } = await create(app())
      const body = aPassenger({ ticket: passenger.ticket, name: 'Second' })
      expect((await put(passenger.id, body, { 'if-match': etag })).statusCode).toBe(200)
      expectInjected(await put(passenger.id, body, { 'if-match': etag }), 'precondition_failed')
    })

    it('with If-Match and nobody there is 412, and creates nobody', async () => {
      for (const header of ['*', '"7"']) {
        const id = aTicket()
        expectInjected(await put(id, aPassenger(), { 'if-match': header }), 'precondition_failed')
        expectInjected(await get(app(), id), 'not_found')
      }
    })

    it('with If-None-Match: * creates, and is 412 when there is somebody', async () => {
      const id = aTicket()
      expect((await put(id, aPassenger(), { 'if-none-match': '*' })).statusCode).toBe(201)
      const second = await put(id, aPassenger({ name: 'Second' }), { 'if-none-match': '*' })
      expectInjected(second, 'precondition_failed')
      expect((await get(app(), id)).json<PassengerDto>().name).not.toBe('Second')
    })

    it('with If-None-Match: * lets one of ten at once create', async () => {
      const id = aTicket()
      const responses = await Promise.all(
        Array.from({ length: 10 }, () => put(id, aPassenger(), { 'if-none-match': '*' })),
      )
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        201,
        ...Array<number>(9).fill(412),
      ])
    })

    it('with If-Match lets one of ten at once replace', async () => {
      const { passenger, etag } = await create(app())
      const responses = await Promise.all(
        Array.from({ length: 10 }, () => put(passenger.id, aPassenger(), { 'if-match': etag })),
      )
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        200,
        ...Array<number>(9).fill(412),
      ])
    })

    it.runIf(tellsNewFromOld)('unconditionally takes every one of ten at once', async () => {
      const id = aTicket()
      const responses = await Promise.all(Array.from({ length: 10 }, () => put(id, aPassenger())))
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        ...Array<number>(9).fill(200),
        201,
      ])
      expect(new Set(responses.map(({ headers }) => headers.etag)).size).toBe(10)
    })

    it.each([
      ['406', { accept: 'image/png' }, 'not_acceptable'],
      ['415', { 'content-type': 'application/merge-patch+json' }, 'unsupported_media_type'],
    ] as const)('is %s for %j', async (_, headers, code) => {
      expectInjected(await put(aTicket(), aPassenger(), headers), code)
    })

    it('is 413 for a body over a megabyte', async () => {
      const response = await put(aTicket(), { ...aPassenger(), homeDest: 'x'.repeat(1_100_000) })
      expectInjected(response, 'body_too_large')
    })
  })

  describe('PATCH /passengers/{id}', () => {
    it('changes what is given, keeps the rest, and answers the whole', async () => {
      const { passenger, etag } = await create(app(), { age: 29, cabin: 'B5', fare: 211.3375 })
      const response = await patch(passenger.id, { age: 30.5 })
      expect(response.statusCode).toBe(200)
      expect(response.json()).toEqual({ ...plain(passenger), age: 30.5 })
      expect(response.headers.etag).not.toBe(etag)
      expect((await get(app(), passenger.id)).json()).toEqual({ ...plain(passenger), age: 30.5 })
    })

    it('takes null as removal', async () => {
      const { passenger } = await create(app(), { age: 29, cabin: 'B5' })
      const response = await patch(passenger.id, { cabin: null, age: null, boat: null })
      expect(response.json()).toEqual({ ...plain(passenger), cabin: null, age: null })
    })

    it('reads plain JSON too', async () => {
      const { passenger } = await create(app())
      const response = await patch(passenger.id, { survived: 0 }, { 'content-type': 'application/json' })
      expect(response.json<PassengerDto>().survived).toBe(0)
    })

    it('with nothing to change answers the passenger as it is', async () => {
      const { passenger, etag } = await create(app())
      const response = await patch(passenger.id, {})
      expect(response.json()).toEqual(passenger)
      expect(response.headers.etag).toBe(etag)
    })

    it('does not put defaults where nothing was said', async () => {
      const { passenger } = await create(app(), { sibsp: 3, parch: 2 })
      expect((await patch(passenger.id, { name: 'Other' })).json()).toMatchObject({ sibsp: 3, parch: 2 })
    })

    it('moves a passenger between filters', async () => {
      const { passenger } = await create(app(), { pclass: 3 })
      const ticket = aTicket()
      await patch(passenger.id, { ticket, pclass: 1 })
      const old = await app().inject(`${PASSENGERS}?ticket=${passenger.ticket}`)
      const now = await app().inject(`${PASSENGERS}?ticket=${ticket}&pclass=1`)
      expect(old.json<{ items: [] }>().items).toEqual([])
      expect(now.json<{ items: PassengerDto[] }>().items.map(({ id }) => id)).toEqual([passenger.id])
    })

    it('of different members at once keeps both changes', async () => {
      const { passenger } = await create(app())
      const changes = [
        { age: 31 },
        { cabin: 'C1' },
        { fare: 8.05 },
        { boat: '4' },
        { parch: 2 },
        { name: 'New' },
      ]
      const responses = await Promise.all(changes.map((change) => patch(passenger.id, change)))
      expect(responses.map(({ statusCode }) => statusCode)).toEqual(changes.map(() => 200))
      expect((await get(app(), passenger.id)).json()).toEqual(
        Object.assign({ ...plain(passenger) }, ...changes),
      )
    })

    it('is 404 for nobody, also with nothing to change or a precondition', async () => {
      for (const [payload, headers] of [
        [{ age: 1 }, {}],
        [{}, {}],
        [{ age: 1 }, { 'if-match': '*' }],
      ] as const) {
        const id = aTicket()
        expect(expectInjected(await patch(id, payload, headers), 'not_found').detail).toBe(
          `Passenger not found: ${id}`,
        )
      }
    })

    it('is 412 for a stale If-Match, and changes nothing', async () => {
      const { passenger, etag } = await create(app())
      expect((await patch(passenger.id, { age: 1 }, { 'if-match': etag })).statusCode).toBe(200)
      expectInjected(await patch(passenger.id, { age: 2 }, { 'if-match': etag }), 'precondition_failed')
      expect((await get(app(), passenger.id)).json<PassengerDto>().age).toBe(1)
    })

    it('with one If-Match lets one of ten at once through', async () => {
      const { passenger, etag } = await create(app())
      const responses = await Promise.all(
        Array.from({ length: 10 }, (_, age) => patch(passenger.id, { age }, { 'if-match': etag })),
      )
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        200,
        ...Array<number>(9).fill(412),
      ])
      const winner = responses.find(({ statusCode }) => statusCode === 200)
      expect((await get(app(), passenger.id)).json()).toEqual(winner?.json())
    })

    it.each([
      ['a null name', { name: null }, '#/name'],
      ['a null sibsp', { sibsp: null }, '#/sibsp'],
      ['a number as text', { age: '30' }, '#/age'],
      ['an unknown member', { colour: 'red' }, '#/colour'],
      ['an unknown member to remove', { colour: null }, '#/colour'],
      ['a version', { version: 3 }, '#/version'],
      ['another id', { id: 'another' }, '#/id'],
      ['class 0', { pclass: 0 }, '#/pclass'],
    ])('is 400 for %s, by its place, and changes nothing', async (_, change, pointer) => {
      const { passenger, etag } = await create(app())
      const problem = expectInjected(await patch(passenger.id, { age: 1, ...change }), 'validation_failed')
      expect(problem.errors).toMatchObject([{ pointer }])
      expect((await get(app(), passenger.id)).headers.etag).toBe(etag)
    })

    it.each([[[]], [null], ['text'], [7], [[{ op: 'remove', path: '/age' }]]])(
      'is 400 for the document %j',
      async (payload) => {
        const { passenger } = await create(app())
        expectInjected(await patch(passenger.id, payload), 'validation_failed')
      },
    )

    it('is 415 for a JSON patch, and says what it reads', async () => {
      const { passenger } = await create(app())
      const response = await patch(passenger.id, [], { 'content-type': 'application/json-patch+json' })
      expectInjected(response, 'unsupported_media_type')
      expect(response.headers['accept-patch']).toBe('application/merge-patch+json, application/json')
    })

    it('is 406 when only XML is accepted, and changes nothing', async () => {
      const { passenger, etag } = await create(app())
      expectInjected(await patch(passenger.id, { age: 2 }, { accept: 'text/xml' }), 'not_acceptable')
      expect((await get(app(), passenger.id)).headers.etag).toBe(etag)
    })

    it('is 413 for a body over a megabyte', async () => {
      const { passenger } = await create(app())
      expectInjected(await patch(passenger.id, { homeDest: 'x'.repeat(1_100_000) }), 'body_too_large')
    })
  })

  describe('DELETE /passengers/{id}', () => {
    it('is 204 without a body, then 404', async () => {
      const { passenger } = await create(app())
      const response = await remove(passenger.id)
      expect(response.statusCode).toBe(204)
      expect(response.body).toBe('')
      expect(expectInjected(await remove(passenger.id), 'not_found').detail).toBe(
        `Passenger not found: ${passenger.id}`,
      )
    })

    it('takes the passenger out of every list', async () => {
      const { passenger } = await create(app())
      await remove(passenger.id)
      const { items } = (await app().inject(`${PASSENGERS}?ticket=${passenger.ticket}`)).json<{ items: [] }>()
      expect(items).toEqual([])
    })

    it('lets one of ten at once delete', async () => {
      const { passenger } = await create(app())
      const responses = await Promise.all(Array.from({ length: 10 }, () => remove(passenger.id)))
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        204,
        ...Array<number>(9).fill(404),
      ])
    })

    it('is 404 with If-Match and nobody there', async () => {
      expectInjected(await remove(aTicket(), { 'if-match': '*' }), 'not_found')
    })

    it('is 404 without an id', async () => {
      expectInjected(await remove(''), 'not_found')
    })

    it('is 406 when only XML is accepted, and deletes nobody', async () => {
      const { passenger } = await create(app())
      expectInjected(await remove(passenger.id, { accept: 'text/xml' }), 'not_acceptable')
      expect((await get(app(), passenger.id)).statusCode).toBe(200)
    })
  })

  const WRITES = [
    ['PUT', (id: string, headers: Headers) => put(id, aPassenger({ age: 77 }), headers), 200],
    ['PATCH', (id: string, headers: Headers) => patch(id, { age: 77 }, headers), 200],
    ['DELETE', (id: string, headers: Headers) => remove(id, headers), 204],
  ] as const

  describe.each(WRITES)('preconditions of %s', (_method, write, success) => {
    it.each([
      ['If-Match with the tag', (etag: string): Headers => ({ 'if-match': etag })],
      ['If-Match with a list that has the tag', (etag: string) => ({ 'if-match': `"0", ${etag},"x"` })],
      ['If-Match: *', () => ({ 'if-match': '*' })],
      ['If-None-Match with another tag', () => ({ 'if-none-match': '"0"' })],
      ['both, both true', (etag: string) => ({ 'if-match': etag, 'if-none-match': '"0"' })],
    ])('%s goes through', async (_, headersFor) => {
      const { passenger, etag } = await create(app())
      expect((await write(passenger.id, headersFor(etag))).statusCode).toBe(success)
    })

    it.each([
      ['If-Match with another tag', (): Headers => ({ 'if-match': '"0"' })],
      ['If-Match with the tag, weak', (etag: string) => ({ 'if-match': `W/${etag}` })],
      ['If-Match with a list without the tag', () => ({ 'if-match': '"0", "x"' })],
      ['If-Match with a tag that is no version', () => ({ 'if-match': '"abc"' })],
      ['If-None-Match with the tag', (etag: string) => ({ 'if-none-match': etag })],
      ['If-None-Match with the tag, weak', (etag: string) => ({ 'if-none-match': `W/${etag}` })],
      ['If-None-Match: *', () => ({ 'if-none-match': '*' })],
      ['both, one false', (etag: string) => ({ 'if-match': etag, 'if-none-match': etag })],
    ])('%s is 412, and nothing changes', async (_, headersFor) => {
      const { passenger, etag } = await create(app())
      expectInjected(await write(passenger.id, headersFor(etag)), 'precondition_failed')
      const read = await get(app(), passenger.id)
      expect(read.headers.etag).toBe(etag)
      expect(read.json()).toEqual(passenger)
    })

    it.each(['7', '"7', 'W/7', '"7" "8"', '', ',', '*, "7"'])(
      'If-Match: %j is 400, names the header, and nothing changes',
      async (header) => {
        const { passenger, etag } = await create(app())
        const problem = expectInjected(await write(passenger.id, { 'if-match': header }), 'validation_failed')
        expect(problem.errors).toMatchObject([{ header: 'If-Match' }])
        expect((await get(app(), passenger.id)).headers.etag).toBe(etag)
      },
    )
  })

  it.each([
    ['POST', pathOf('24160'), 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
    ['DELETE', PASSENGERS, 'GET, HEAD, POST, OPTIONS'],
    ['PUT', PASSENGERS, 'GET, HEAD, POST, OPTIONS'],
    ['PATCH', PASSENGERS, 'GET, HEAD, POST, OPTIONS'],
  ] as const)('%s %s is 405 with Allow', async (method, url, allow) => {
    const response = await app().inject({ method, url, payload: {} })
    expectInjected(response, 'method_not_allowed')
    expect(response.headers.allow).toBe(allow)
  })
})
