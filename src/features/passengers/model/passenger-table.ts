import { Type } from '@sinclair/typebox'
import { defaulted, integer, nullable, oneOfNumbers } from '../../../common/data/model/attributes.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'
import { defineTable } from '../../../common/data/model/table.ts'

export const passengersTable = defineTable({
  base: 'passengers',
  key: { pk: 'id' },
  indexes: {
    'ticket-index': { pk: 'ticket', sk: 'id' },
    'pclass-index': { pk: { name: 'pclass', type: 'N' }, sk: 'id' },
  },
  deployment: { tier: 'backend', flag: 'EnablePassengersTable' },
})

/** Longest text of a name, a home, a cabin list. */
const TEXT_MAX = 256

export const passengerModel = defineModel({
  name: 'passenger',
  table: passengersTable,
  attributes: {
    /** The ticket for the first traveller on it, `{ticket}/2`, `{ticket}/3`, … for the others. */
    id: Type.String({ minLength: 1, maxLength: 128 }),
    ticket: Type.String({ minLength: 1, maxLength: 64 }),
    name: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
    pclass: oneOfNumbers([1, 2, 3]),
    survived: oneOfNumbers([0, 1]),
    sex: Type.String({ minLength: 1, maxLength: 16 }),
    /** Years; below one year a fraction. */
    age: nullable(Type.Number({ minimum: 0, maximum: 150 })),
    /** Siblings and spouses aboard. */
    sibsp: defaulted(integer({ minimum: 0, maximum: 100 }), 0),
    /** Parents and children aboard. */
    parch: defaulted(integer({ minimum: 0, maximum: 100 }), 0),
    /** Pounds sterling for the whole ticket. */
    fare: nullable(Type.Number({ minimum: 0, maximum: 1_000_000 })),
    cabin: nullable(Type.String({ maxLength: TEXT_MAX })),
    /** Port: C Cherbourg, Q Queenstown, S Southampton. */
    embarked: nullable(Type.String({ minLength: 1, maxLength: 16 })),
    boat: nullable(Type.String({ maxLength: TEXT_MAX })),
    /** Number of the body, when it was recovered. */
    body: nullable(integer({ minimum: 0 })),
    homeDest: nullable(Type.String({ maxLength: TEXT_MAX })),
  },
  key: { pk: '{id}' },
  indexes: {
    byTicket: { index: 'ticket-index', pk: '{ticket}', sk: '{id}' },
    byClass: { index: 'pclass-index', pk: '{pclass}', sk: '{id}' },
  },
  version: true,
})

export type Passenger = ItemType<typeof passengerModel>
export type PassengerInput = InputType<typeof passengerModel>
