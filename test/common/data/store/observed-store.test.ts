import { expect, test } from 'vitest'
import { observedStore, type StoreCall } from '../../../../src/common/data/store/observed-store.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'
import { entitiesTable, storyModel } from '../../../support/story-model.ts'

test('50, 51: every call of a store is told with its table, time, records and error', async () => {
  const context = await memoryContext(entitiesTable)
  const calls: StoreCall[] = []
  const store = observedStore(context.store, (call) => calls.push(call))
  const stories = new TableDataService(storyModel, { ...context, store })
  await stories.create({ owner: 'ann', storyId: '1', rank: 1 })
  await stories.get({ owner: 'ann', storyId: '1' })
  await stories.query({ owner: 'ann' })
  await expect(stories.create({ owner: 'ann', storyId: '1', rank: 1 })).rejects.toThrow('already exists')
  expect(calls.map(({ operation, table, records, error }) => [operation, table, records, error])).toEqual([
    ['put', 'entities', 1, undefined],
    ['get', 'entities', 1, undefined],
    ['range', 'entities', 1, undefined],
    ['put', 'entities', undefined, 'condition_failed'],
  ])
  expect(calls.every(({ ms, backend }) => ms >= 0 && backend === 'sqlite')).toBe(true)
})
