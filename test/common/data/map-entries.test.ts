import { Type } from '@sinclair/typebox'
import { expect, it } from 'vitest'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import type { Store } from '../../../src/common/data/store/store.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { memoryContext } from '../../support/data-context.ts'

const table = defineTable({
  base: 'maps',
  key: { pk: 'id' },
  deployment: { tier: 'backend', flag: 'EnableMapsTable' },
})
const entry = Type.String({ maxLength: 5 })
const key = Type.String({ pattern: '^[a-z]+$' })
const model = defineModel({
  name: 'thing',
  table,
  attributes: {
    id: Type.String(),
    free: Type.Record(key, entry, { additionalProperties: false }),
    bounded: Type.Record(key, entry, { additionalProperties: false, maxProperties: 1 }),
  },
  key: { pk: '{id}' },
})

/** The store, and which of its calls were made. */
function counted(store: Store, calls: string[]): Store {
  return new Proxy(store, {
    get: (of, name) => {
      const member: unknown = Reflect.get(of, name)
      if (typeof member !== 'function') return member
      if (name !== 'table') return member.bind(of) as unknown
      return (definition: typeof table) =>
        new Proxy(of.table(definition), {
          get: (inner, call) => {
            const method: unknown = Reflect.get(inner, call)
            if (typeof method !== 'function') return method
            return (...args: unknown[]) => {
              calls.push(String(call))
              return method.apply(inner, args) as unknown
            }
          },
        })
    },
  })
}

it('an entry of a map whose entries stand for themselves is checked and changed in one call', async () => {
  const context = await memoryContext(table)
  const calls: string[] = []
  const things = new TableDataService(model, { ...context, store: counted(context.store, calls) })
  await things.create({ id: 'a', free: {}, bounded: {} })
  calls.length = 0
  expect(await things.update('a', { paths: [{ path: ['free', 'x'], set: 'one' }] })).toMatchObject({
    free: { x: 'one' },
  })
  expect(await things.update('a', { paths: [{ path: ['free', 'x'], remove: true }] })).toMatchObject({
    free: {},
  })
  expect(calls).toEqual(['write', 'write'])
  await expect(things.update('a', { paths: [{ path: ['free', 'X'], set: 'one' }] })).rejects.toThrow('free')
  await expect(things.update('a', { paths: [{ path: ['free', 'x'], set: 'longer' }] })).rejects.toThrow(
    'Invalid thing: free/x expected string length less or equal to 5',
  )
  expect(calls).toHaveLength(2)
})

it('a map with a bound is checked as a whole', async () => {
  const things = new TableDataService(model, await memoryContext(table))
  await things.create({ id: 'a', free: {}, bounded: { x: 'one' } })
  await expect(things.update('a', { paths: [{ path: ['bounded', 'y'], set: 'two' }] })).rejects.toThrow(
    'bounded',
  )
})
