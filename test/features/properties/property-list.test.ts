import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../../src/common/http/problem.ts'
import { PropertyDataService } from '../../../src/features/properties/service/property-data-service.ts'
import { propertiesTable } from '../../../src/features/properties/model/property-table.ts'
import { memoryContext } from '../../support/data-context.ts'
import { idsOf, offer, PROPERTIES, walk, type PropertyDto } from '../../support/properties.ts'
import { onEveryBackend } from '../../support/test-app.ts'

const CITIES = ['Vienna', 'Graz', 'Springfield']
const STATES = ['W', 'St', 'IL']
const PRICES = [1, 0, 99.5, 100, 100.5, 250_000, 1e12]

const bound = fc.constantFrom(...PRICES, 99, 101, 1e11, 1e-130, 0.1).map(String)

/** Any filters, bounds also twice and the wrong way round, and any order. */
const someQuery = fc.record(
  {
    city: fc.constantFrom(...CITIES, 'Linz', 'vienna'),
    state: fc.constantFrom(...STATES, 'X'),
    'price[gte]': bound,
    'price[gt]': bound,
    'price[lte]': bound,
    'price[lt]': bound,
    sort: fc.constantFrom('-createdAt', 'price', '-price'),
  },
  { requiredKeys: [] },
)
const someLimit = fc.constantFrom(1, 2, 3, 7, 100)

/** What the filters mean, said as plainly as can be. */
function passes({ city, state, price }: PropertyDto, filters: Readonly<Record<string, string>>): boolean {
  const tests: Record<string, (value: string) => boolean> = {
    city: (value) => city === value,
    state: (value) => state === value,
    'price[gte]': (value) => price >= Number(value),
    'price[gt]': (value) => price > Number(value),
    'price[lte]': (value) => price <= Number(value),
    'price[lt]': (value) => price < Number(value),
  }
  return Object.entries(filters).every(([name, value]) => tests[name]?.(value))
}

await onEveryBackend((app) => {
  describe('the list of properties', () => {
    let all: PropertyDto[]
    beforeAll(async () => {
      all = []
      for (let i = 0; i < 42; i++) {
        const { property } = await offer(app(), {
          city: CITIES[i % 3],
          state: STATES[(i >> 1) % 3],
          price: PRICES[i % 7],
        })
        all.unshift(property)
      }
    }, 60_000)

    const expected = (passes: (property: PropertyDto) => boolean): string[] =>
      all.filter(passes).map(({ propertyId }) => propertyId)

    it('is newest first, page by page, without a gap or a repeat', async () => {
      for (const limit of ['1', '5', '42', '100']) {
        const pages = await walk(app(), { limit })
        expect(idsOf(pages)).toEqual(expected(() => true))
        for (const { items } of pages.slice(0, -1)) expect(items).toHaveLength(Number(limit))
      }
    })

    it.each<[Record<string, string>, (property: PropertyDto) => boolean]>([
      [{ city: 'Vienna' }, ({ city }) => city === 'Vienna'],
      [{ state: 'IL' }, ({ state }) => state === 'IL'],
      [{ city: 'Springfield', state: 'IL' }, (each) => each.city === 'Springfield' && each.state === 'IL'],
      [{ city: 'Linz' }, () => false],
      [{ 'price[gte]': '100' }, ({ price }) => price >= 100],
      [{ 'price[gt]': '100', 'price[lt]': '250000' }, ({ price }) => price > 100 && price < 250_000],
      [{ city: 'Graz', 'price[lte]': '99.5' }, (each) => each.city === 'Graz' && each.price <= 99.5],
      [
        { state: 'W', 'price[gt]': '0', 'price[lte]': '100' },
        (each) => each.state === 'W' && each.price > 0 && each.price <= 100,
      ],
      [{ state: 'W', 'price[gte]': '3', 'price[lte]': '2' }, () => false],
    ])('%j is answered newest first', async (query, passes) => {
      for (const limit of ['2', '100'])
        expect(idsOf(await walk(app(), { ...query, limit }))).toEqual(expected(passes))
    })

    it.each([
      { city: 'Vienna' },
      { state: 'W' },
      { city: 'Vienna', 'price[gte]': '1', 'price[lt]': '250000' },
      { state: 'St', 'price[gt]': '1', 'price[lte]': '250000' },
    ])('%j is answered in the order of prices, up and down', async (query) => {
      const range = (property: PropertyDto): boolean => {
        const at = (name: string, none: number) =>
          Number(query[`price[${name}]` as keyof typeof query] ?? none)
        return (
          property.price >= at('gte', -1) &&
          property.price > at('gt', -1) &&
          property.price <= at('lte', 1e13) &&
          property.price < at('lt', 1e13)
        )
      }
      const place = ({ city, state }: PropertyDto): boolean =>
        'city' in query ? city === query.city : state === query.state
      const prices = (pages: Awaited<ReturnType<typeof walk>>): number[] =>
        pages.flatMap(({ items }) => items.map(({ price }) => price))
      const wanted = all.filter((each) => place(each) && range(each))
      const up = await walk(app(), { ...query, sort: 'price', limit: '3' })
      expect(idsOf(up).sort()).toEqual(wanted.map(({ propertyId }) => propertyId).sort())
      expect(prices(up)).toEqual(wanted.map(({ price }) => price).sort((a, b) => a - b))
      const down = await walk(app(), { ...query, sort: '-price', limit: '3' })
      expect(prices(down)).toEqual(prices(up).reverse())
    })

    it('is what a plain filter and a plain sort make of all, whatever is asked (printed seed on failure)', async () => {
      await fc.assert(
        fc.asyncProperty(someQuery, someLimit, async ({ sort, ...filters }, limit) => {
          const query = { ...filters, ...(sort !== undefined && { sort }) }
          const wanted = all.filter((each) => passes(each, filters))
          if (sort !== undefined && sort !== '-createdAt' && !filters.city && !filters.state) {
            const refused = await app().inject({ url: PROPERTIES, query })
            expect(refused.json<Problem>()).toMatchObject({ status: 400, errors: [{ parameter: 'sort' }] })
            return
          }
          const pages = await walk(app(), { ...query, limit: String(limit) })
          for (const { items } of pages.slice(0, -1)) expect(items).toHaveLength(limit)
          const found = idsOf(pages)
          const ids = wanted.map(({ propertyId }) => propertyId)
          if (sort === undefined || sort === '-createdAt') {
            expect(found).toEqual(ids)
            return
          }
          // Of one price in any order, and yet each once.
          expect(found.toSorted()).toEqual(ids.toSorted())
          const up = wanted.map(({ price }) => price).sort((a, b) => a - b)
          const prices = pages.flatMap(({ items }) => items.map(({ price }) => price))
          expect(prices).toEqual(sort === 'price' ? up : up.reverse())
        }),
        { numRuns: 300 },
      )
    }, 60_000)

    it('refuses what no index can answer, and cursors of other lists', async () => {
      const refuse = async (query: Record<string, string>) =>
        (await app().inject({ url: PROPERTIES, query })).json<Problem>()
      expect(await refuse({ sort: 'price' })).toMatchObject({
        status: 400,
        errors: [{ parameter: 'sort' }],
      })
      expect(await refuse({ 'price[gte]': 'cheap' })).toMatchObject({
        errors: [{ parameter: 'price[gte]' }],
      })
      expect(await refuse({ limit: '101' })).toMatchObject({ status: 400 })
      const [first] = await walk(app(), { limit: '5' })
      const cursor = String(first?.nextCursor)
      expect(await refuse({ cursor, 'price[gte]': '1' })).toMatchObject({ code: 'invalid_cursor' })
      expect(await refuse({ cursor, city: 'Vienna' })).toMatchObject({ code: 'invalid_cursor' })
    })
  })
})

describe('every list', () => {
  it('is read through an index', async () => {
    const data = await memoryContext(propertiesTable)
    const service = new PropertyDataService(data)
    const cases = [
      [{ city: 'Vienna' }, 'newestInCity'],
      [{ state: 'W', price: { between: [1, 2] as const } }, 'newestInState'],
      [{ city: 'Vienna', price: { between: [1, 2] as const } }, 'byCityAndPrice'],
      [{ state: 'W', price: { gte: 1 } }, 'byStateAndPrice'],
      [{ shard: 0, propertyId: { lt: 'a' } }, 'newest'],
    ] as const
    for (const [filters, index] of cases)
      expect(service.explain(filters, { index })).toMatchObject({ kind: 'range', index: { name: index } })
    for (const order of ['newest', 'cheapest', 'dearest'] as const)
      for (const place of [{ city: 'Vienna' }, { state: 'W' }])
        await service.page({ ...place, price: { gte: 1 }, order, limit: 10 })
    await service.page({ price: { gte: 1 }, order: 'newest', limit: 10 })
    expect(data.events.filter(({ type }) => type === 'scan')).toEqual([])
    expect(service.explain({ city: 'Vienna', price: { between: [1, 2] } })).toMatchObject({
      index: { name: 'byCityAndPrice' },
      filter: undefined,
    })
    await data.store.close()
  })
})
