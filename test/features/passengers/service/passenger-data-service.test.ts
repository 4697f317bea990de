import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { AlreadyExistsError } from '../../../../src/common/data/errors.ts'
import { passengersTable } from '../../../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { passengerId, PartyCounter } from '../../../../src/features/passengers/service/passenger-id.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { aPassenger, aTicket } from '../../../support/passengers.ts'

let context: DataContext
let service: PassengerDataService
beforeAll(async () => {
  context = await memoryContext(passengersTable)
  service = new PassengerDataService(context)
})
afterAll(() => context.store.close())

async function enrollOne(changes: Parameters<typeof aPassenger>[0] = {}) {
  const [passenger] = await service.enroll([aPassenger(changes)])
  if (!passenger) throw new Error('Nobody was enrolled')
  return passenger
}

describe('get', () => {
  it('answers null for an id that nobody has', async () => {
    expect(await service.get('INVALID')).toBeNull()
  })

  it('passes a failure of the store on, and does not take it for absence', async () => {
    const broken = new PassengerDataService(await memoryContext())
    await expect(broken.get('INVALID')).rejects.toThrow()
  })
})

describe('delete', () => {
  it('is true for a passenger who was there, and false the second time', async () => {
    const { id } = await enrollOne()
    expect(await service.delete(id)).toBe(true)
    expect(await service.delete(id)).toBe(false)
    expect(await service.get(id)).toBeNull()
  })
})

describe('query', () => {
  let own: PassengerDataService
  beforeAll(async () => {
    own = new PassengerDataService(await memoryContext(passengersTable))
    const party = (pclass: 1 | 2 | 3, sex: string, embarked: string) => aPassenger({ pclass, sex, embarked })
    await own.enroll([
      party(1, 'female', 'S'),
      party(1, 'male', 'S'),
      party(2, 'male', 'C'),
      party(3, 'female', 'Q'),
      party(3, 'male', 'S'),
      party(3, 'male', 'Q'),
      party(3, 'male', 'S'),
    ])
  })
  afterAll(() => (own as unknown as { context: DataContext }).context.store.close())

  it('with a limit returns that many of those that pass the filter', async () => {
    const { items, nextCursor } = await own.query({ pclass: 3 }, { limit: 3 })
    expect(items.map(({ pclass }) => pclass)).toEqual([3, 3, 3])
    const rest = await own.query({ pclass: 3 }, { limit: 3, cursor: nextCursor ?? '' })
    expect(rest.items).toHaveLength(1)
    expect(rest.nextCursor).toBeNull()
  })

  it('with several filters returns those that pass all of them', async () => {
    const { items } = await own.query({ pclass: 3, sex: 'male', embarked: 'S' })
    expect(items.map(({ pclass, sex, embarked }) => [pclass, sex, embarked])).toEqual([
      [3, 'male', 'S'],
      [3, 'male', 'S'],
    ])
  })

  it('without filters returns everybody', async () => {
    expect((await own.query({})).items).toHaveLength(7)
  })

  it('returns one row for the one that fits', async () => {
    expect((await own.query({ pclass: 2 }, { limit: 10 })).items).toHaveLength(1)
  })

  it('counts exactly, with filters and without', async () => {
    expect(await own.count()).toBe(7)
    expect(await own.count({ pclass: 3 })).toBe(4)
    expect(await own.count({ pclass: 3, sex: 'female' })).toBe(1)
    expect(await own.count({ ticket: 'none' })).toBe(0)
  })
})

describe('enroll', () => {
  it('gives the ticket as id, then numbers from two', async () => {
    const ticket = aTicket()
    const ids = []
    for (let each = 0; each < 14; each++) ids.push((await enrollOne({ ticket })).id)
    expect(ids).toEqual([ticket, ...Array.from({ length: 13 }, (_, index) => `${ticket}/${index + 2}`)])
  })

  it('fills the gap that a deleted passenger left', async () => {
    const ticket = aTicket()
    await service.enroll([aPassenger({ ticket }), aPassenger({ ticket }), aPassenger({ ticket })])
    await service.delete(`${ticket}/2`)
    expect((await enrollOne({ ticket })).id).toBe(`${ticket}/2`)
  })

  it('does not give away an id that the same batch names', async () => {
    const ticket = aTicket()
    const created = await service.enroll([aPassenger({ ticket }), aPassenger({ ticket, id: ticket })])
    expect(created.map(({ id }) => id)).toEqual([`${ticket}/2`, ticket])
  })

  it('stores nothing when one of the ids is taken, and names it', async () => {
    const { id } = await enrollOne()
    const ticket = aTicket()
    const attempt = service.enroll([aPassenger({ ticket }), aPassenger({ id })])
    await expect(attempt).rejects.toThrow(AlreadyExistsError)
    await expect(attempt).rejects.toThrow(id)
    expect(await service.get(ticket)).toBeNull()
  })
})

describe('the id of a passenger', () => {
  it('is the ticket for the first traveller and numbered for the others', () => {
    expect([1, 2, 3].map((position) => passengerId('PC 17757', position))).toEqual([
      'PC 17757',
      'PC 17757/2',
      'PC 17757/3',
    ])
  })

  it('is counted for each ticket apart', () => {
    const counter = new PartyCounter()
    expect(['a', 'b', 'a', 'a', 'b'].map((ticket) => counter.nextId(ticket))).toEqual([
      'a',
      'b',
      'a/2',
      'a/3',
      'b/2',
    ])
  })
})
