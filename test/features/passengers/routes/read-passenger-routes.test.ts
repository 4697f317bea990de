import { describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../../../src/features/passengers/routes/passenger-dto.ts'
import { expectInjected } from '../../../plugins/demo-app.ts'
import { aPassenger, aTicket, create, get, PASSENGERS, pathOf } from '../../../support/passengers.ts'
import { onEveryBackend } from '../../../support/test-app.ts'

await onEveryBackend((app) => {
  describe('GET /passengers/{id}', () => {
    it('answers every member, with null for what is not known', async () => {
      const { passenger } = await create(app())
      const response = await get(app(), passenger.id)
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(response.json()).toEqual({
        ...aPassenger({ ticket: passenger.ticket }),
        id: passenger.ticket,
        age: null,
        sibsp: 0,
        parch: 0,
        fare: null,
        cabin: null,
        embarked: null,
        boat: null,
        body: null,
        homeDest: null,
        analysis: null,
      })
    })

    it.each([211.3375, 0.9167, 7.25, 0.1, 1_000_000, 0, 512.3292])(
      'answers the number %d digit for digit, and never as text',
      async (fare) => {
        const { passenger } = await create(app(), { fare, age: 0.9167, body: 135, sibsp: 8 })
        const { body } = await get(app(), passenger.id)
        expect(body).toContain(`"fare":${fare},`)
        expect(body).toContain('"age":0.9167,')
        expect(body).toContain('"body":135,')
        expect(body).toContain('"sibsp":8,')
      },
    )

    it('tells neither the version nor any key of the store', async () => {
      const { passenger, etag } = await create(app())
      const response = await get(app(), passenger.id)
      const members = Object.keys(response.json<object>())
      expect(members).toHaveLength(16)
      for (const hidden of ['version', 'pk', 'sk', '_v', 'entity_type']) expect(members).not.toContain(hidden)
      expect(response.body).not.toContain(etag.slice(1, -1))
    })

    it('finds an id with a slash and a blank, raw and encoded', async () => {
      const ticket = aTicket('SC/AH 29037')
      await create(app(), { ticket })
      for (const path of [ticket.replace(' ', '%20'), encodeURIComponent(ticket)]) {
        const response = await app().inject(`${PASSENGERS}/${path}`)
        expect(response.statusCode).toBe(200)
        expect(response.json<PassengerDto>().id).toBe(ticket)
      }
    })

    it('says whom it has not found', async () => {
      const problem = expectInjected(await get(app(), 'nope'), 'not_found')
      expect(problem.detail).toBe('Passenger not found: nope')
      expect(problem.instance).toBe(`${PASSENGERS}/nope`)
    })

    it('is 404 without an id', async () => {
      expectInjected(await app().inject(`${PASSENGERS}/`), 'not_found')
    })

    it('has a strong entity tag, the same each time', async () => {
      const { passenger, etag } = await create(app())
      expect(etag).toMatch(/^"[^"]+"$/)
      expect((await get(app(), passenger.id)).headers.etag).toBe(etag)
      expect((await get(app(), passenger.id)).headers.etag).toBe(etag)
    })

    it('answers HEAD as GET, without the body', async () => {
      const { passenger } = await create(app())
      const whole = await get(app(), passenger.id)
      const head = await app().inject({ method: 'HEAD', url: pathOf(passenger.id) })
      expect(head.statusCode).toBe(200)
      expect(head.body).toBe('')
      expect(head.headers.etag).toBe(whole.headers.etag)
      expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    })

    it.each([
      ['the tag', (etag: string) => etag],
      ['the tag, weak', (etag: string) => `W/${etag}`],
      ['a list with the tag', (etag: string) => `"0", ${etag}, "x"`],
      ['a star', () => '*'],
    ])('is 304 without a body when If-None-Match is %s', async (_, headerFor) => {
      const { passenger, etag } = await create(app())
      const response = await get(app(), passenger.id, { 'if-none-match': headerFor(etag) })
      expect(response.statusCode).toBe(304)
      expect(response.body).toBe('')
      expect(response.headers.etag).toBe(etag)
      expect(response.headers['content-type']).toBeUndefined()
    })

    it.each(['"0"', '"0", W/"1"', 'W/""'])('is 200 when If-None-Match is %s', async (header) => {
      const { passenger } = await create(app())
      const response = await get(app(), passenger.id, { 'if-none-match': header })
      expect(response.statusCode).toBe(200)
      expect(response.json<PassengerDto>().id).toBe(passenger.id)
    })

    it.each(['7', '"7', 'W/7', '"7" "8"', 'w/"7"', '', ',', '*, "7"'])(
      'is 400 when If-None-Match is %j, and names the header',
      async (header) => {
        const { passenger } = await create(app())
        const problem = expectInjected(
          await get(app(), passenger.id, { 'if-none-match': header }),
          'validation_failed',
        )
        expect(problem.errors).toMatchObject([{ header: 'If-None-Match' }])
      },
    )

    it('is 200 again after a change, with another tag', async () => {
      const { passenger, etag } = await create(app())
      await app().inject({ method: 'PATCH', url: pathOf(passenger.id), payload: { age: 30 } })
      const response = await get(app(), passenger.id, { 'if-none-match': etag })
      expect(response.statusCode).toBe(200)
      expect(response.headers.etag).not.toBe(etag)
    })

    it('never repeats a tag when a passenger is deleted and made again', async () => {
      const { passenger, etag } = await create(app())
      await app().inject({ method: 'DELETE', url: pathOf(passenger.id) })
      const again = await create(app(), { ticket: passenger.ticket, name: 'Somebody Else' })
      expect(again.passenger.id).toBe(passenger.id)
      expect(again.etag).not.toBe(etag)
    })

    it('is 406 when only XML is accepted', async () => {
      const { passenger } = await create(app())
      expectInjected(await get(app(), passenger.id, { accept: 'application/xml' }), 'not_acceptable')
    })

    it('is 400 for a query parameter', async () => {
      const { passenger } = await create(app())
      const response = await app().inject(`${pathOf(passenger.id)}?fields=name`)
      expect(expectInjected(response, 'validation_failed').detail).toBe('Unknown query parameter: fields')
    })
  })
})
