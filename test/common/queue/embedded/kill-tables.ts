import { Type } from '@sinclair/typebox'
import { CursorCodec } from '../../../../src/common/data/cursor.ts'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { SqliteStore } from '../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { messagesTable } from '../../../../src/common/queue/message-table.ts'
import { tableName } from './fixture.ts'

const deployment = { tier: 'none', flag: 'None' }
const ordersTable = defineTable({ base: 'orders', key: { pk: 'id' }, deployment })
const effectsTable = defineTable({ base: 'effects', key: { pk: 'id' }, deployment })

/** What a sender stores together with the message about it. */
export const orderModel = defineModel({
  name: 'order',
  table: ordersTable,
  attributes: { id: Type.String() },
  key: { pk: '{id}' },
})

/** What a worker stores together with the end of the message: one for each time the work had an effect. */
export const effectModel = defineModel({
  name: 'effect',
  table: effectsTable,
  attributes: { id: Type.String(), order: Type.String() },
  key: { pk: '{id}' },
})

export async function openData(path: string): Promise<DataContext> {
  const store = SqliteStore.open({ path, tableName })
  for (const table of [messagesTable, ordersTable, effectsTable]) await store.createTable(table)
  return { store, cursors: new CursorCodec(Buffer.alloc(32, 7)) }
}
