import { beforeEach, describe, expect, test } from 'vitest'
import { ValidationError } from '../../../../src/common/data/errors.ts'
import { TableDataService } from '../../../../src/common/data/table-data-service.ts'
import { capabilities, type Capabilities, thing } from './fixture.ts'

let context: Capabilities['context']

beforeEach(async () => {
  ;({ context } = await capabilities())
})

describe('extension', () => {
  test('49: hooks around saving, deleting and loading', async () => {
    const seen: string[] = []
    const hooked = new TableDataService(thing, context, {
      beforeSave: (input) => ({ ...input, text: 'hooked' }),
      afterSave: ({ id }) => {
        seen.push(`saved ${id}`)
      },
      beforeDelete: (id) => {
        if (id === 'keep') throw new ValidationError('this one stays')
      },
      afterDelete: (id) => {
        seen.push(`deleted ${JSON.stringify(id)}`)
      },
      afterLoad: (entity) => ({ ...entity, count: entity.count + 100 }),
    })
    expect((await hooked.create({ id: '1' })).text).toBe('hooked')
    await hooked.save({ id: 'keep' })
    await expect(hooked.delete('keep')).rejects.toThrow('this one stays')
    await hooked.delete('1')
    expect(seen).toEqual(['saved 1', 'saved keep', 'deleted "1"'])
    expect((await hooked.get('keep'))?.count).toBe(100)
    expect((await hooked.list()).items[0]?.count).toBe(100)
  })
})
