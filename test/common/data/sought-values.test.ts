import { Type } from '@sinclair/typebox'
import { describe, expect, test } from 'vitest'
import { dateTime, decimal } from '../../../src/common/data/model/stored-kinds.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { onEveryStore } from '../../support/every-store.ts'

/* What is looked for is put into the form in which it is stored, whether a key answers or a filter. */

const visits = defineTable({
  base: 'visits',
  key: { pk: 'pk', sk: 'sk' },
  indexes: { gsi0: { pk: 'gsi0_pk', sk: 'gsi0_sk' } },
  deployment: { tier: 'none', flag: 'none' },
})
const visitModel = defineModel({
  name: 'visit',
  table: visits,
  attributes: { patient: Type.String(), at: dateTime(), fee: decimal() },
  key: { pk: 'PATIENT#{patient}', sk: 'AT#{at}' },
  indexes: { byFee: { index: 'gsi0', pk: 'FEE#{fee}', sk: '{at}' } },
})
const stored = { patient: 'ann', at: '2026-11-20T18:00:00.000Z', fee: '12.5' }
/** The same moments and sums as people write them. */
const AT = ['2026-11-20T18:00:00Z', '2026-11-20T19:00:00+01:00', '2026-11-20T18:00:00.000Z']
const FEES = ['12.5', '12.50', '12.500']

await onEveryStore([visits], (context) => {
  const service = async (): Promise<TableDataService<typeof visitModel>> => {
    const made = new TableDataService(visitModel, context())
    await made.save(stored)
    return made
  }

  describe.each(AT)('the time %s', (at) => {
    test('names the item', async () => {
      const found = await service()
      expect(await found.get({ patient: 'ann', at })).toEqual(stored)
      expect(await found.batchGet([{ patient: 'ann', at }])).toEqual([stored])
      expect((await found.update({ patient: 'ann', at }, { set: { fee: '12.50' } })).fee).toBe('12.5')
      expect(await found.delete({ patient: 'ann', at })).toBe(true)
    })

    test.each([
      ['the key', { patient: 'ann' }, undefined],
      ['a filter on an index', { fee: '12.5' }, 'byFee'],
    ])('is found by %s', async (_, given, index) => {
      const found = await service()
      const hour = { gte: at, lt: '2026-11-20T20:00:00+01:00' }
      const tests = [at, hour, { lte: at }, { between: [at, at] }, { in: [at] }]
      for (const asked of tests) {
        const { items } = await found.query({ ...given, at: asked } as object, { index: index as 'byFee' })
        expect(items, JSON.stringify(asked)).toEqual([stored])
      }
      for (const asked of [{ lt: at }, { gt: at }, { ne: at }]) {
        expect((await found.query({ ...given, at: asked })).items, JSON.stringify(asked)).toEqual([])
      }
    })
  })

  test.each(FEES)('the sum %s is found by an index', async (fee) => {
    const found = await service()
    expect((await found.query({ fee }, { index: 'byFee' })).items).toEqual([stored])
    expect(await found.count({ fee })).toBe(1)
  })
})
