import { describe, expect, it } from 'vitest'
import { envTableName } from '../../../../src/common/data/table-name.ts'
import { passengersTable } from '../../../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../../../src/features/passengers/service/passenger-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'

describe('the passengers table', () => {
  it.each([
    ['', 'dev', 'dev_passengers'],
    ['', 'staging', 'staging_passengers'],
    ['titanic', 'dev', 'titanic_dev_passengers'],
    ['acme', 'prod', 'acme_prod_passengers'],
    ['myapp', 'dev', 'myapp_dev_passengers'],
  ])('in namespace "%s" and environment %s is %s', (namespace, environment, name) => {
    expect(envTableName(passengersTable.base, { namespace, environment })).toBe(name)
  })

  it('has the id as its key and one index for each filter that is served without reading the table', async () => {
    const service = new PassengerDataService(await memoryContext(passengersTable))
    expect(service.model.keys.names).toEqual(['id'])
    expect(service.explain({ ticket: '113781' })).toMatchObject({ index: { name: 'byTicket' } })
    expect(service.explain({ pclass: 3 })).toMatchObject({ index: { name: 'byClass' } })
  })
})

describe('a passenger', () => {
  const input = {
    id: '24160',
    ticket: '24160',
    name: 'Allen',
    pclass: 1,
    survived: 1,
    sex: 'female',
  } as const

  it('with only the required attributes has no relatives aboard, and null for the rest', async () => {
    const service = new PassengerDataService(await memoryContext(passengersTable))
    expect(await service.create(input)).toEqual({
      ...input,
      sibsp: 0,
      parch: 0,
      age: null,
      fare: null,
      cabin: null,
      embarked: null,
      boat: null,
      body: null,
      homeDest: null,
      analysis: null,
      version: expect.any(Number) as unknown,
    })
  })

  it.each([
    ['an empty id', { id: '' }, '/id'],
    ['an id over 128 characters', { id: 'x'.repeat(129) }, '/id'],
    ['a control character in the id', { id: 'a\u0000b' }, '/id'],
    ['class 4', { pclass: 4 }, '/pclass'],
    ['class 1.5', { pclass: 1.5 }, '/pclass'],
    ['half a survivor', { survived: 0.5 }, '/survived'],
    ['a negative age', { age: -1 }, '/age'],
    ['an age that is no number', { age: Number.NaN }, '/age'],
    ['part of a sibling', { sibsp: 0.5 }, '/sibsp'],
    ['a fare as text', { fare: '7.25' }, '/fare'],
    ['an attribute nobody declared', { colour: 'red' }, '/colour'],
  ])('with %s is refused, and the attribute is named', async (_, change, path) => {
    const service = new PassengerDataService(await memoryContext(passengersTable))
    const bad = { ...input, ...change } as unknown as typeof input
    await expect(service.create(bad)).rejects.toMatchObject({
      code: 'validation',
      issues: [expect.objectContaining({ path }) as unknown],
    })
    expect(await service.count()).toBe(0)
  })
})
