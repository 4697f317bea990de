import { Type } from '@sinclair/typebox'
import { defaulted, integer, nullable, oneOfNumbers } from '../../../common/data/model/attributes.ts'
import { defineModel, type InputType, type ItemType } from '../../../common/data/model/model.ts'
import { defineTable } from '../../../common/data/model/table.ts'
import { PassengerAnalysis } from './passenger-analysis.ts'

export const passengersTable = defineTable({
  base: 'passengers',
  key: { pk: 'id' },
  indexes: {
    'ticket-index': { pk: 'ticket', sk: 'id' },
    'pclass-index': { pk: { name: 'pclass', type: 'N' }, sk: 'id' },
  },
  deployment: { tier: 'backend', flag: 'EnablePassengersTable', scan: true },
})

const text = (description: string, example: string) =>
  Type.String({ maxLength: 256, description, examples: [example] })

const WITHOUT_CONTROLS = '[^\\u0000-\\u001f\\u007f]+$'
/** An id is part of a path, and clients take `.` and `..` out of paths, encoded or not. */
const PATH_SEGMENT = `^(?!\\.{1,2}$)${WITHOUT_CONTROLS}`

/** Text that names something: not empty, without control characters. */
const label = (maxLength: number, description: string, example: string, pattern = `^${WITHOUT_CONTROLS}`) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern,
    description,
    examples: [example],
  })

const count = (description: string, example: number) =>
  defaulted(integer({ minimum: 0, maximum: 100, description, examples: [example] }), 0)

export const passengerModel = defineModel({
  name: 'passenger',
  table: passengersTable,
  attributes: {
    id: label(
      128,
      'The ticket for the first traveller on it; `{ticket}/2`, `{ticket}/3`, … for the others; not `.` or `..`',
      '24160',
      PATH_SEGMENT,
    ),
    ticket: label(64, 'Ticket number; a ticket covers a party', '24160'),
    name: label(256, 'Name as on the passenger list', 'Allen, Miss Elisabeth Walton'),
    pclass: oneOfNumbers([1, 2, 3], { description: 'Class: 1, 2 or 3', examples: [1] }),
    survived: oneOfNumbers([0, 1], { description: '1 for a survivor, else 0', examples: [1] }),
    sex: label(16, 'Sex as on the passenger list', 'female'),
    age: nullable(
      Type.Number({ minimum: 0, maximum: 150, description: 'Years; below one a fraction', examples: [29] }),
    ),
    sibsp: count('Siblings and spouses aboard', 0),
    parch: count('Parents and children aboard', 0),
    fare: nullable(
      Type.Number({
        minimum: 0,
        maximum: 1_000_000,
        description: 'Pounds for the whole ticket',
        examples: [211.3375],
      }),
    ),
    cabin: nullable(text('Cabins, separated by blanks', 'B5')),
    embarked: nullable(label(16, 'Port: C Cherbourg, Q Queenstown, S Southampton', 'S')),
    boat: nullable(text('Lifeboat', '2')),
    body: nullable(
      integer({ minimum: 0, description: 'Number of the body, when it was recovered', examples: [135] }),
    ),
    homeDest: nullable(text('Home and destination', 'St. Louis, Missouri')),
    analysis: nullable(PassengerAnalysis),
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
