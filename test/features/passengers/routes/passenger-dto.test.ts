import { describe, expect, it } from 'vitest'
import { PassengerDto } from '../../../../src/features/passengers/routes/passenger-dto.ts'
import { aStoredPassenger } from '../../../support/passengers.ts'

describe('PassengerDto.fromModel', () => {
  it('keeps null for what is not known', () => {
    expect(PassengerDto.fromModel(aStoredPassenger())).toMatchObject({
      age: null,
      fare: null,
      cabin: null,
      embarked: null,
      boat: null,
      body: null,
      homeDest: null,
    })
  })

  it('keeps zero, which is not null', () => {
    expect(PassengerDto.fromModel(aStoredPassenger({ fare: 0, age: 0, survived: 0 }))).toMatchObject({
      fare: 0,
      age: 0,
      survived: 0,
    })
  })

  it.each([211.3375, 0.9167, 7.25, 512.3292, 0.1])('keeps the number %d as it is', (fare) => {
    expect(PassengerDto.fromModel(aStoredPassenger({ fare })).fare).toBe(fare)
  })

  it('leaves out the version and whatever else the store may keep', () => {
    const stored = { ...aStoredPassenger({ version: 7 }), gsi0_pk: 'x', _v: 1 }
    expect(Object.keys(PassengerDto.fromModel(stored))).toEqual([
      'id',
      'ticket',
      'name',
      'pclass',
      'survived',
      'sex',
      'age',
      'sibsp',
      'parch',
      'fare',
      'cabin',
      'embarked',
      'boat',
      'body',
      'homeDest',
      'analysis',
    ])
  })
})
