import { Type, type TProperties } from '@sinclair/typebox'
import { defineMigration } from '../../src/common/data/migration.ts'
import { defineModel } from '../../src/common/data/model/model.ts'
import { passengerModel, passengersTable } from '../../src/features/passengers/model/passenger-table.ts'

const shape = { table: passengersTable, key: { pk: '{id}' }, version: true, schemaVersion: true } as const
const today: TProperties = passengerModel.attributes
const id = Type.String()

/** Passengers with a surname of its own, which those of today have within their name. */
export const passengerToCome = defineModel({
  ...shape,
  name: 'passenger',
  attributes: { ...today, id, surname: Type.String({ minLength: 1 }) },
})

export const migrations = [
  defineMigration(passengerToCome, ({ name, ...rest }) => {
    const [surname, ...others] = String(name).split(', ')
    if (others.length === 0) throw new Error('has no surname')
    return { ...rest, name, surname }
  }),
  defineMigration(defineModel({ ...shape, name: 'other', attributes: { id } })),
]
