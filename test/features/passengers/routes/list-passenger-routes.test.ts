import { beforeAll, describe, expect, it } from 'vitest'
import type { PassengerDto } from '../../../../src/features/passengers/routes/passenger-dto.ts'
import { expectInjected } from '../../../plugins/demo-app.ts'
import {
  aPassenger,
  createAll,
  list,
  PASSENGERS,
  walk,
  type PassengerPage,
} from '../../../support/passengers.ts'
import { onEveryBackend } from '../../../support/test-app.ts'

const SEXES = ['female', 'male'] as const
const PORTS = ['C', 'Q', 'S', null] as const
const PARTY = 'CA. 2343'

/** 240 passengers: every combination of the filters, ten times, and a party of eleven on one ticket. */
function population() {
  const all = []
  for (let copy = 0; copy < 5; copy++) {
    for (const pclass of [1, 2, 3] as const) {
      for (const survived of [0, 1] as const) {
        for (const sex of SEXES) {
          for (const embarked of PORTS) all.push(aPassenger({ pclass, survived, sex, embarked }))
        }
      }
    }
  }
  for (let member = 0; member < 11; member++) all.push(aPassenger({ ticket: PARTY, pclass: 3, survived: 0 }))
  return all
}

type Filter = Readonly<Record<string, string>>

const FILTERS: readonly Filter[] = [
  {},
  { pclass: '1' },
  { pclass: '3' },
  { survived: '0' },
  { survived: '1' },
  { sex: 'male' },
  { embarked: 'Q' },
  { ticket: PARTY },
  { pclass: '2', survived: '1' },
  { pclass: '3', sex: 'female', embarked: 'C' },
  { pclass: '1', survived: '0', sex: 'male', embarked: 'S' },
  { ticket: PARTY, survived: '0', pclass: '3' },
  { ticket: PARTY, pclass: '1' },
  { embarked: 'X' },
]

const fits = (filter: Filter) => (passenger: PassengerDto) =>
  Object.entries(filter).every(([name, value]) => String(passenger[name as 'pclass' | 'ticket']) === value)

const ids = (passengers: readonly PassengerDto[]): string[] => passengers.map(({ id }) => id)

await onEveryBackend((app) => {
  let stored: PassengerDto[]
  beforeAll(async () => {
    stored = await createAll(app(), population())
  })

  describe('GET /passengers', () => {
    it.each(FILTERS)(
      'with filter %j finds each passenger that fits exactly once, at any page size',
      async (filter) => {
        const expected = ids(stored.filter(fits(filter))).sort()
        for (const limit of ['7', '1000']) {
          const pages = await walk(app(), { ...filter, limit })
          const found = pages.flatMap(({ items }) => [...items])
          expect(ids(found).sort()).toEqual(expected)
          // Pages are full but for the last.
          for (const { items } of pages.slice(0, -1)) expect(items).toHaveLength(Number(limit))
          expect(found.every(fits(filter))).toBe(true)
        }
      },
    )

    it('with a limit and a filter returns that many that pass the filter', async () => {
      const { items } = (await list(app(), { pclass: '3', limit: '3' })).json<PassengerPage>()
      expect(items.map(({ pclass }) => pclass)).toEqual([3, 3, 3])
    })

    it('returns at most a hundred when nothing is said', async () => {
      const page = (await list(app())).json<PassengerPage>()
      expect(page.items).toHaveLength(100)
      expect(page.nextCursor).toEqual(expect.any(String))
    })

    it('ends a walk whose last page is exactly full', async () => {
      const pages = await walk(app(), { ticket: PARTY, limit: '11' })
      expect(pages.flatMap(({ items }) => [...items])).toHaveLength(11)
      expect(pages.at(-1)?.nextCursor).toBeNull()
    })

    it('answers a party in the order of the ids', async () => {
      const { items } = (await list(app(), { ticket: PARTY })).json<PassengerPage>()
      expect(ids(items)).toEqual([PARTY, ...[10, 11, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${PARTY}/${n}`)])
    })

    it('links to the next page, and to none from the last', async () => {
      const url = `${PASSENGERS}?ticket=${encodeURIComponent(PARTY)}&limit=6`
      const first = await app().inject(url)
      const { nextCursor } = first.json<PassengerPage>()
      const link = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? ''
      expect(new URL(link, 'http://x').searchParams.get('cursor')).toBe(nextCursor)
      const second = await app().inject(link)
      expect(second.json<PassengerPage>().items).toHaveLength(5)
      expect(second.json<PassengerPage>().nextCursor).toBeNull()
      expect(second.headers.link).toBeUndefined()
    })

    it('shows no passenger twice and misses none when others come and go between the pages', async () => {
      const first = (await list(app(), { limit: '100' })).json<PassengerPage>()
      const [gone] = await createAll(app(), [aPassenger({ ticket: 'AAA came late', embarked: 'L' })])
      const rest = await walk(app(), { limit: '100', cursor: String(first.nextCursor) })
      await app().inject({ method: 'DELETE', url: `${PASSENGERS}/${encodeURIComponent(gone?.id ?? '')}` })
      const seen = [first, ...rest].flatMap(({ items }) => ids(items)).filter((id) => id !== gone?.id)
      expect(seen.sort()).toEqual(ids(stored).sort())
    })

    it('answers HEAD as GET, without the body', async () => {
      const response = await app().inject({ method: 'HEAD', url: `${PASSENGERS}?limit=1` })
      expect(response.statusCode).toBe(200)
      expect(response.headers.link).toContain('rel="next"')
      expect(response.body).toBe('')
    })

    describe('with a cursor', () => {
      const cursorOf = async (query: Filter): Promise<string> =>
        String((await list(app(), query)).json<PassengerPage>().nextCursor)

      it('lets the limit change from page to page', async () => {
        const cursor = await cursorOf({ pclass: '3', limit: '5' })
        const response = await list(app(), { pclass: '3', limit: '2000', cursor })
        expect(response.statusCode).toBe(200)
        expect(response.json<PassengerPage>().items).toHaveLength(
          stored.filter(fits({ pclass: '3' })).length - 5,
        )
      })

      it.each([
        [{ pclass: '3' }, { pclass: '2' }],
        [{ pclass: '3' }, {}],
        [{}, { pclass: '3' }],
        [{ pclass: '3' }, { pclass: '3', sex: 'male' }],
        [{ sex: 'male' }, { sex: 'female' }],
        [{ sex: 'male' }, { embarked: 'S' }],
        [{ ticket: PARTY }, { ticket: 'another' }],
      ])('of %j refuses %j', async (first, second) => {
        const cursor = await cursorOf({ ...first, limit: '2' })
        const problem = expectInjected(await list(app(), { ...second, limit: '2', cursor }), 'invalid_cursor')
        expect(problem.errors).toMatchObject([{ parameter: 'cursor' }])
      })

      it.each([
        ['cut short', (cursor: string) => cursor.slice(0, -1)],
        ['cut to one character', (cursor: string) => cursor.slice(0, 1)],
        ['made longer', (cursor: string) => `${cursor}A`],
        [
          'with its first character changed',
          (cursor: string) => (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1),
        ],
        [
          'with a character in the middle changed',
          (cursor: string) => flipped(cursor, Math.floor(cursor.length / 2)),
        ],
        ['with its last but one character changed', (cursor: string) => flipped(cursor, cursor.length - 2)],
        ['doubled', (cursor: string) => cursor + cursor],
        ['in other letters', (cursor: string) => cursor.toUpperCase()],
        ['that is something else', () => 'eyJpZCI6IjI0MTYwIn0'],
        ['with characters of no alphabet', () => '%%% \u0000 ü'],
      ])('%s is 400', async (_, change) => {
        const cursor = await cursorOf({ pclass: '3', limit: '2' })
        const response = await list(app(), { pclass: '3', limit: '2', cursor: change(cursor) })
        const problem = expectInjected(response, 'invalid_cursor')
        expect(problem.errors).toMatchObject([{ parameter: 'cursor' }])
      })

      it('tells nothing about what it holds', async () => {
        const cursor = await cursorOf({ ticket: PARTY, limit: '2' })
        expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('2343')
        expect(await cursorOf({ ticket: PARTY, limit: '2' })).not.toBe(cursor)
      })
    })
  })
})

const flipped = (cursor: string, at: number): string =>
  cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
