import { describe, expect, it } from 'vitest'
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
import { onEveryBackend } from '../../../support/test-app.ts'

const BATCH = `${PASSENGERS}/batch`

/** Ids that break sloppy path handling, escaping, headers or statements. */
const HOSTILE_IDS = [
  'SC/AH 29037',
  'A/5. 21171',
  'a//b',
  '/leading',
  'trailing/',
  '///',
  '...',
  './',
  '../../etc/passwd',
  'a/../b',
  'a/./b',
  '%2F',
  '100%',
  '%',
  '%zz',
  '%00',
  'a?b=c',
  'a#b',
  'a+b',
  'a b',
  ' leading and trailing ',
  'a&b=c',
  'a;b',
  'a:b@c',
  '*',
  'batch',
  '"quoted"',
  "it's",
  '`x`',
  '\\',
  '<script>',
  '{id}',
  '[1]',
  "'; DROP TABLE passengers; --",
  'naïve café',
  'ÆØÅ',
  '日本語',
  'שלום',
  '👩‍🚀🚀',
  'e\u0301 and \u00e9',
  '\u2028\u2029',
  '\ufeff',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  '0',
  '-1',
  '1e3',
  'x'.repeat(128),
  'ü'.repeat(128),
  '%'.repeat(128),
]

await onEveryBackend((app) => {
  describe('POST /passengers', () => {
    it('is 201 with the passenger, its path and its tag', async () => {
      const response = await post(app(), aPassenger({ fare: 211.3375, homeDest: 'St Louis, MO' }))
      expect(response.statusCode).toBe(201)
      const passenger = response.json<PassengerDto>()
      expect(passenger).toMatchObject({ fare: 211.3375, homeDest: 'St Louis, MO', age: null, sibsp: 0 })
      expect(response.headers.location).toBe(pathOf(passenger.id))
      const read = await app().inject(String(response.headers.location))
      expect(read.json()).toEqual(passenger)
      expect(read.headers.etag).toBe(response.headers.etag)
    })

    it('without an id gives the next free id of the ticket', async () => {
      const ticket = aTicket('A/5 21171')
      const ids = []
      for (let each = 0; each < 3; each++) ids.push((await create(app(), { ticket })).passenger.id)
      expect(ids).toEqual([ticket, `${ticket}/2`, `${ticket}/3`])
    })

    it('gives twenty requests at once on one ticket twenty ids in a row', async () => {
      const ticket = aTicket()
      const responses = await Promise.all(
        Array.from({ length: 20 }, () => post(app(), aPassenger({ ticket }))),
      )
      expect(responses.map(({ statusCode }) => statusCode)).toEqual(responses.map(() => 201))
      const ids = responses.map((response) => response.json<PassengerDto>().id)
      const expected = [ticket, ...Array.from({ length: 19 }, (_, index) => `${ticket}/${index + 2}`)]
      expect(ids.sort()).toEqual(expected.sort())
      const { items } = (await list(app(), { ticket })).json<PassengerPage>()
      expect(items).toHaveLength(20)
    })

    it('is 409 when the id exists, names it, and leaves the stored one alone', async () => {
      const { passenger, etag } = await create(app(), { name: 'First' })
      const response = await post(app(), aPassenger({ id: passenger.id, name: 'Second' }))
      expect(expectInjected(response, 'already_exists').detail).toContain(passenger.id)
      const read = await get(app(), passenger.id)
      expect(read.json<PassengerDto>().name).toBe('First')
      expect(read.headers.etag).toBe(etag)
    })

    it('lets one of ten requests at once with the same id win', async () => {
      const id = aTicket()
      const responses = await Promise.all(Array.from({ length: 10 }, () => post(app(), aPassenger({ id }))))
      expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
        201,
        ...Array<number>(9).fill(409),
      ])
    })

    it('takes an id that has nothing to do with the ticket', async () => {
      const id = aTicket('own')
      const { passenger } = await create(app(), { id, ticket: aTicket() })
      expect(passenger.id).toBe(id)
    })

    it('counts characters, as JSON Schema does: an emoji is one, and one more is refused', async () => {
      const text = (length: number): string => '🚢'.repeat(length)
      const fits = { name: text(256), sex: text(16), embarked: text(16), cabin: text(256) }
      const response = await post(app(), aPassenger(fits))
      expect(response.statusCode, response.body).toBe(201)
      expect((await get(app(), response.json<PassengerDto>().id)).json()).toMatchObject(fits)
      expectInjected(await post(app(), aPassenger({ sex: text(17) })), 'validation_failed')
    })

    it('names all missing fields together, in declared order', async () => {
      const response = await post(app(), { ticket: '1', sex: 'male' })
      const problem = expectInjected(response, 'validation_failed')
      expect(problem.detail).toBe('Missing required fields: name, pclass, survived')
      expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['#/name', '#/pclass', '#/survived'])
    })

    it.each([
      ['a number as text', { fare: '7.25' }, '#/fare'],
      ['class 4', { pclass: 4 }, '#/pclass'],
      ['a truth value for survived', { survived: true }, '#/survived'],
      ['an unknown member', { colour: 'red' }, '#/colour'],
      ['a version', { version: 1 }, '#/version'],
      ['a null name', { name: null }, '#/name'],
      ['a null sibsp', { sibsp: null }, '#/sibsp'],
      ['an id over 128 characters', { id: 'x'.repeat(129) }, '#/id'],
      ['an empty id', { id: '' }, '#/id'],
      ['an id that clients take out of paths', { id: '..' }, '#/id'],
      ['a ticket that would become such an id', { ticket: '.' }, '#/id'],
      ['a line break in the id', { id: 'a\nb' }, '#/id'],
      ['an age over 150', { age: 151 }, '#/age'],
      ['half a sibling', { sibsp: 0.5 }, '#/sibsp'],
    ])('is 400 for %s, with its place', async (_, change, pointer) => {
      const response = await post(app(), { ...aPassenger(), ...change })
      expect(expectInjected(response, 'validation_failed').errors).toMatchObject([{ pointer }])
    })

    it.each(HOSTILE_IDS)('keeps the id %j from POST by Location to GET, list and DELETE', async (id) => {
      const { location, passenger } = await create(app(), { id, ticket: aTicket() })
      expect(passenger.id).toBe(id)
      expect(location).toMatch(/^\/api\/v1\/passengers\/[\x21-\x7e]+$/)
      const read = await app().inject(location)
      expect(read.statusCode, read.body).toBe(200)
      expect(read.json<PassengerDto>().id).toBe(id)
      const listed = (await list(app(), { ticket: passenger.ticket })).json<PassengerPage>()
      expect(listed.items.map((item) => item.id)).toEqual([id])
      expect((await app().inject({ method: 'DELETE', url: location })).statusCode).toBe(204)
      expectInjected(await app().inject(location), 'not_found')
    })

    it('keeps ids apart that differ by case, accent form, blank or slash only', async () => {
      const mark = aTicket('like')
      const ids = ['a', 'A', 'a ', ' a', 'a/', '/a', 'é', 'e\u0301', 'a%2F', 'a+'].map(
        (id) => `${mark}${id}${mark}`,
      )
      for (const [index, id] of ids.entries()) await create(app(), { id, name: `Number ${index}` })
      for (const [index, id] of ids.entries())
        expect((await get(app(), id)).json<PassengerDto>().name).toBe(`Number ${index}`)
    })

    it('is 413 for a body over a megabyte', async () => {
      const response = await post(app(), { ...aPassenger(), homeDest: 'x'.repeat(1_100_000) })
      expectInjected(response, 'body_too_large')
    })

    it('is 415 for a body that is not JSON', async () => {
      const headers = { 'content-type': 'text/csv' }
      const response = await app().inject({ method: 'POST', url: PASSENGERS, headers, payload: 'a,b' })
      expectInjected(response, 'unsupported_media_type')
      expect(response.headers.accept).toBe('application/json')
    })

    it('is 406 when only HTML is accepted, and stores nothing', async () => {
      const passenger = aPassenger()
      expectInjected(await post(app(), passenger, { accept: 'text/html' }), 'not_acceptable')
      expectInjected(await get(app(), passenger.ticket), 'not_found')
    })
  })

  describe('POST /passengers/batch', () => {
    const batch = (items: readonly object[]) =>
      app().inject({ method: 'POST', url: BATCH, payload: { items } })

    it('stores a hundred, and answers them in the order of the request', async () => {
      const items = Array.from({ length: 100 }, (_, index) => aPassenger({ name: `Number ${index}` }))
      const response = await batch(items)
      expect(response.statusCode, response.body).toBe(201)
      const created = response.json<{ items: PassengerDto[] }>().items
      expect(created.map(({ name }) => name)).toEqual(items.map(({ name }) => name))
      for (const { id } of [created[0], created[99]].filter((each) => each !== undefined))
        expect((await get(app(), id)).statusCode).toBe(200)
    })

    it('refuses a hundred and one, and stores none', async () => {
      const items = Array.from({ length: 101 }, () => aPassenger())
      expect(expectInjected(await batch(items), 'validation_failed').errors).toMatchObject([
        { pointer: '#/items' },
      ])
      expectInjected(await get(app(), items[0]?.ticket ?? ''), 'not_found')
    })

    it('numbers a party that has members on board already', async () => {
      const ticket = aTicket()
      await create(app(), { ticket })
      const response = await batch([aPassenger({ ticket }), aPassenger(), aPassenger({ ticket })])
      const [second, , third] = response.json<{ items: PassengerDto[] }>().items
      expect([second?.id, third?.id]).toEqual([`${ticket}/2`, `${ticket}/3`])
    })

    it('stores none when one exists, and names that one', async () => {
      const { passenger } = await create(app(), { name: 'First' })
      const items = [aPassenger(), aPassenger({ id: passenger.id, name: 'Second' }), aPassenger()]
      expect(expectInjected(await batch(items), 'already_exists').detail).toContain(passenger.id)
      for (const { ticket } of [items[0], items[2]].filter((item) => item !== undefined))
        expectInjected(await get(app(), ticket), 'not_found')
      expect((await get(app(), passenger.id)).json<PassengerDto>().name).toBe('First')
    })

    it('refuses the same id twice, by its place', async () => {
      const id = aTicket()
      const problem = expectInjected(
        await batch([aPassenger({ id }), aPassenger({ id })]),
        'validation_failed',
      )
      expect(problem.errors).toMatchObject([{ pointer: '#/items/1/id' }])
      expectInjected(await get(app(), id), 'not_found')
    })

    it('refuses one bad passenger among good ones, by its place, and stores none', async () => {
      const items = [aPassenger(), { ...aPassenger(), pclass: 9 }, aPassenger()]
      expect(expectInjected(await batch(items), 'validation_failed').errors).toMatchObject([
        { pointer: '#/items/1/pclass' },
      ])
      expectInjected(await get(app(), items[0]?.ticket ?? ''), 'not_found')
    })

    it.each([
      ['no passengers', { items: [] }],
      ['an object for the list', { items: {} }],
      ['a list for the body', [{}]],
      ['nothing', {}],
      ['an unknown member', { items: [aPassenger()], all: true }],
    ])('is 400 for %s', async (_, payload) => {
      expectInjected(await app().inject({ method: 'POST', url: BATCH, payload }), 'validation_failed')
    })
  })
})
