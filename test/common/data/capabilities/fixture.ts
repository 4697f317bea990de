import { Type } from '@sinclair/typebox'
import { defaulted, epochSeconds, integer, nullable } from '../../../../src/common/data/model/attributes.ts'
import { genericTable } from '../../../../src/common/data/model/generic-table.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import {
  bigInteger,
  binary,
  binarySet,
  dateTime,
  decimal,
  json,
  numberSet,
  stringSet,
} from '../../../../src/common/data/model/stored-kinds.ts'
import type { StoredRecord } from '../../../../src/common/data/store/value.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { memoryContext, type TestContext } from '../../../support/data-context.ts'

/*
 * The numbered capabilities of the five systems this data layer descends from, each by its number. What is tested
 * elsewhere as well is here once, through the public surface.
 */

export const deployment = { tier: 'backend', flag: 'EnableTest' }

/** `myapp_prod_…` of the generic table: five local and twenty global indexes, as in the source. */
export const generic = genericTable({
  base: 'entities',
  localIndexes: 5,
  globalIndexes: 20,
  ttl: 'expiresAt',
  deployment,
})

export const thing = defineModel({
  name: 'thing',
  table: generic,
  attributes: {
    id: Type.String({ minLength: 1 }),
    text: Type.Optional(Type.String()),
    count: defaulted(integer(), 0),
    flag: Type.Optional(Type.Boolean()),
    map: Type.Optional(Type.Object({ a: Type.Number(), b: Type.Optional(Type.Array(Type.String())) })),
    tags: Type.Optional(stringSet()),
    numbers: Type.Optional(numberSet()),
    blobs: Type.Optional(binarySet()),
    blob: Type.Optional(binary()),
    big: Type.Optional(bigInteger()),
    price: Type.Optional(decimal()),
    when: Type.Optional(dateTime()),
    fixed: Type.Optional(dateTime({ stored: 'fixed31' })),
    data: Type.Optional(json()),
    note: nullable(Type.String()),
    madeBy: defaulted(Type.String(), () => 'factory'),
    expiresAt: Type.Optional(epochSeconds()),
  },
  key: { pk: 'THING#{id}' },
  version: { start: 1 },
})

export interface Capabilities {
  readonly context: TestContext
  readonly things: TableDataService<typeof thing>
  /** What is stored in the generic table under this key. */
  readonly record: (pk: string, sk?: string) => Promise<StoredRecord | undefined>
}

/** A data layer of its own with the generic table. */
export async function capabilities(): Promise<Capabilities> {
  const context = await memoryContext(generic)
  const table = context.store.table(generic)
  return {
    context,
    things: new TableDataService(thing, context),
    record: (pk, sk = 'METADATA') => table.get({ pk, sk }),
  }
}
