import { ConditionFailedError } from '../../../../../src/common/data/errors.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import type { StoreTable } from '../../../../../src/common/data/store/store.ts'

/** A table with an index of each kind. */
export const things = defineTable({
  base: 'things',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    byGroup: { pk: 'group', sk: { name: 'rank', type: 'N' } },
    byKind: { pk: 'kind', projection: 'KEYS_ONLY' },
    inverted: { pk: 'sk', sk: 'pk' },
    byTime: { kind: 'local', pk: 'pk', sk: 'time' },
  },
  deployment: { tier: 'test', flag: 'Enable' },
})

export const tableName = (base: string): string => `dev_${base}`

export const COUNTER = { pk: 'counter', sk: 'one' }

/** Reads the counter and writes it back one higher, as often as asked, each time only over the value it has read. */
export async function countUp(table: StoreTable, times: number): Promise<void> {
  for (let done = 0; done < times;) {
    const value = Number((await table.get(COUNTER))?.value ?? 0)
    try {
      await table.write({
        type: 'put',
        record: { ...COUNTER, value: value + 1 },
        condition: value === 0 ? { op: 'missing', path: ['value'] } : { op: 'eq', path: ['value'], value },
      })
      done++
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error
    }
  }
}
