import { Type } from '@sinclair/typebox'
import { expect, test } from 'vitest'
import { loadCollection } from '../../../../src/common/data/collection.ts'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { BadCursorError, CorruptItemError, ValidationError } from '../../../../src/common/data/errors.ts'
import { epochSeconds, integer } from '../../../../src/common/data/model/attributes.ts'
import { defineModel } from '../../../../src/common/data/model/model.ts'
import { defineTable } from '../../../../src/common/data/model/table.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { onEveryStore } from '../../../support/every-store.ts'
import { deployment, generic } from './fixture.ts'

const user = defineModel({
  name: 'user',
  table: generic,
  attributes: { id: Type.String(), name: Type.String() },
  key: { pk: 'USER#{id}', sk: 'PROFILE' },
})
const order = defineModel({
  name: 'order',
  formerNames: ['purchase'],
  table: generic,
  attributes: { userId: Type.String(), number: integer(), status: Type.String() },
  key: { pk: 'USER#{userId}', sk: 'ORDER#{number:int}' },
  indexes: { byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'ORDER#{number:int}' } },
})
const todo = defineModel({
  name: 'todo',
  table: generic,
  attributes: {
    userId: Type.String(),
    slug: Type.String(),
    status: Type.String(),
    expiresAt: Type.Optional(epochSeconds()),
  },
  key: { pk: 'USER#{userId}', sk: 'TODO#{slug}' },
  indexes: { byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'TODO#{slug}' } },
})
const secret = defineModel({
  name: 'secret',
  table: generic,
  attributes: { userId: Type.String() },
  key: { pk: 'USER#{userId}', sk: 'SECRET' },
})

await onEveryStore([generic], (context: () => DataContext) => {
  const models = [user, order, todo] as const
  const table = () => context().store.table(generic)

  async function fill(id: string): Promise<void> {
    await new TableDataService(user, context()).save({ id, name: 'Ann' })
    const orders = new TableDataService(order, context())
    await orders.batchWrite([1, 2, 3].map((number) => orders.prepare({ userId: id, number, status: id })))
    const todos = new TableDataService(todo, context())
    await todos.save({ userId: id, slug: 'a', status: id })
    await todos.save({ userId: id, slug: 'b', status: id, expiresAt: 1_000_000_000 })
    await new TableDataService(secret, context()).save({ userId: id })
  }

  test('11, 25: the whole item collection of a partition, each item as the entity of its model', async () => {
    await fill('u1')
    await fill('u2')
    const { items, nextCursor, rejected } = await loadCollection(context(), models, { userId: 'u1' })
    expect(nextCursor).toBeNull()
    expect(rejected).toEqual([])
    expect(items).toEqual([
      ...[1, 2, 3].map((number) => ({ type: 'order', item: { userId: 'u1', number, status: 'u1' } })),
      { type: 'user', item: { id: 'u1', name: 'Ann' } },
      { type: 'todo', item: { userId: 'u1', slug: 'a', status: 'u1' } },
    ])
    // The name of the model tells the compiler which entity it is.
    const total = items.reduce((sum, each) => sum + (each.type === 'order' ? each.item.number : 0), 0)
    expect(total).toBe(6)
    expect(
      (await loadCollection(context(), [user, todo], { id: 'u1' })).items.map(({ type }) => type),
    ).toEqual(['user', 'todo'])
    expect((await loadCollection(context(), models, { userId: 'nobody' })).items).toEqual([])
  })

  test('11, 25: an item collection in pages, backward, and along an index', async () => {
    await fill('u3')
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await loadCollection(context(), models, { id: 'u3' }, { limit: 2, reverse: true, cursor })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(({ type }) => type))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(['todo', 'user', 'order', 'order', 'order'])
    const first = await loadCollection(context(), models, { id: 'u3' }, { limit: 2 })
    const other = { cursor: first.nextCursor ?? '' }
    await expect(loadCollection(context(), [user, order], { id: 'u3' }, other)).rejects.toThrow(
      BadCursorError,
    )
    await expect(loadCollection(context(), models, { id: 'u1' }, other)).rejects.toThrow(BadCursorError)
    const open = await loadCollection(context(), [order, todo], { status: 'u3' }, { index: 'gsi0', limit: 3 })
    expect(open.items.map(({ type }) => type)).toEqual(['order', 'order', 'order'])
    const rest = { index: 'gsi0', cursor: open.nextCursor ?? '' }
    expect((await loadCollection(context(), [order, todo], { status: 'u3' }, rest)).items).toMatchObject([
      { type: 'todo', item: { slug: 'a' } },
    ])
  })

  test('11, 25: items under a former name belong, corrupt ones are named', async () => {
    await fill('u4')
    const key = (number: number) => order.keys.key({ userId: 'u4', number })
    const renamed = (await table().get(key(1))) ?? {}
    await table().write({ type: 'put', record: { ...renamed, _type: 'purchase' } })
    const broken = (await table().get(key(2))) ?? {}
    await table().write({ type: 'put', record: { ...broken, number: 'x' } })
    const page = await loadCollection(context(), models, { id: 'u4' })
    expect(page.items.map(({ type }) => type)).toEqual(['order', 'order', 'user', 'todo'])
    expect(page.rejected).toMatchObject([{ key: key(2) }])
    const failing = loadCollection(context(), models, { id: 'u4' }, { onCorrupt: 'throw' })
    await expect(failing).rejects.toThrow(CorruptItemError)
  })

  test('11, 25: a collection refuses what is none', async () => {
    const refused = async (promise: Promise<unknown>, message: string) => {
      await expect(promise).rejects.toThrow(ValidationError)
      await expect(promise).rejects.toThrow(message)
    }
    await refused(loadCollection(context(), models, {}), 'id, or userId')
    await refused(loadCollection(context(), models, { id: 'a', userId: 'b' }), 'more than one partition')
    await refused(loadCollection(context(), models, { bogus: 'a' } as never), 'bogus is not an attribute')
    await refused(loadCollection(context(), models, { id: 'a' }, { index: 'gsi0' }), 'user has no keys')
    await refused(loadCollection(context(), models, { id: 'a' }, { limit: 0 }), 'limit')
    const elsewhere = defineModel({
      name: 'elsewhere',
      table: defineTable({ base: 'elsewhere', key: { pk: 'id' }, deployment }),
      attributes: { id: Type.String() },
      key: { pk: '{id}' },
    })
    const keysOnly = defineTable({
      base: 'keysOnly',
      key: { pk: 'pk', sk: 'sk' },
      indexes: { slim: { pk: 'status', sk: 'sk', projection: ['_type'] } },
      isShared: true,
      deployment,
    })
    const thin = defineModel({
      name: 'thin',
      table: keysOnly,
      attributes: { id: Type.String(), status: Type.String() },
      key: { pk: 'THIN#{id}', sk: 'THIN' },
      indexes: { byStatus: { index: 'slim', pk: '{status}', sk: 'THIN' } },
    })
    const inIndex = loadCollection(context(), [thin], { status: 'a' }, { index: 'slim' })
    await refused(inIndex, 'The index slim does not carry id of thin')
    await refused(loadCollection(context(), [user, elsewhere], { id: 'a' }), 'do not share a table')
    // @ts-expect-error -- no attribute of any of the models
    await refused(loadCollection(context(), models, { owner: 'a' }), 'owner')
  })
})
