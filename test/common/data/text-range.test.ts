import { Type } from '@sinclair/typebox'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { integer } from '../../../src/common/data/model/attributes.ts'
import { genericTable } from '../../../src/common/data/model/generic-table.ts'
import { defineModel } from '../../../src/common/data/model/model.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { memoryContext } from '../../support/data-context.ts'

const table = genericTable({
  base: 'ranges',
  localIndexes: 2,
  deployment: { tier: 'backend', flag: 'EnableRangesTable' },
})
const text = Type.String({ minLength: 1 })

/** A time before another part, a text before another part, and a text that is the last part. */
const eventModel = defineModel({
  name: 'event',
  table,
  attributes: { owner: text, at: integer(), name: text, id: text },
  key: { pk: 'OWNER#{owner}', sk: 'EVENT#{at:int}#{id}' },
  indexes: {
    byName: { index: 'lsi0', pk: 'OWNER#{owner}', sk: 'NAME#{name}#{id}' },
    byNameAlone: { index: 'lsi1', pk: 'OWNER#{owner}', sk: '{name}' },
  },
})

const operand = { at: fc.integer({ min: -3, max: 3 }), name: fc.stringMatching(/^[ #$a~é😀]{1,3}$/u) }
const range = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.record({ gte: value, lte: value, gt: value, lt: value }, { requiredKeys: [], noNullPrototype: true }),
    fc.record({ between: fc.tuple(value, value) }),
  )

describe('a range of a part of a key', () => {
  it('is a range of the key, and nothing is read beside it', async () => {
    const events = new TableDataService(eventModel, await memoryContext(table))
    expect(events.explain({ owner: 'a', at: { gte: 1, lte: 2 } })).toMatchObject({
      kind: 'range',
      sk: { between: ['EVENT#10000000000000001', 'EVENT#10000000000000002$'] },
      filter: undefined,
    })
    expect(events.explain({ owner: 'a', at: { gt: 1 } })).toMatchObject({
      sk: { between: ['EVENT#10000000000000001$', 'EVENT$'] },
      filter: undefined,
    })
    // Where the part is the first thing in the key, nothing ends the range.
    const byName = { index: 'byNameAlone' } as const
    expect(events.explain({ owner: 'a', name: { gte: 'b' } }, byName)).toMatchObject({
      sk: { gte: 'b' },
      filter: undefined,
    })
    expect(events.explain({ owner: 'a', name: { gt: 'b' } }, byName)).toMatchObject({
      sk: { gte: 'b$' },
      filter: undefined,
    })
    expect(events.explain({ owner: 'a', at: { gte: 1.5 } })).toMatchObject({ sk: { beginsWith: 'EVENT#' } })
    expect(events.explain({ owner: 'a', at: { between: [2, 1] } })).toMatchObject({
      sk: { beginsWith: 'EVENT#' },
    })
  })

  it('gives what a filter gives', { timeout: 60_000 }, async () => {
    const events = new TableDataService(eventModel, await memoryContext(table))
    const names = ['a', 'a#', 'a$', 'aa', 'a a', '~', '#', '$', ' ', 'é', '😀', '😀a']
    const all = names.flatMap((name, index) =>
      [-3, -1, 0, 1, 2].map((at) => ({ owner: 'a', at: at + (index % 2), name, id: `${name}${at}` })),
    )
    await events.batchWrite(all.map((each) => events.prepare(each)))
    const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id).sort()
    const indexes = [undefined, 'byName', 'byNameAlone'] as const
    await fc.assert(
      fc.asyncProperty(range(operand.at), range(operand.name), async (at, name) => {
        const limit = 1000
        // `in` serves no key: all are read and filtered.
        const filtered = await events.query({ and: [{ at }, { name }], owner: 'a' }, { limit })
        for (const index of indexes) {
          const found = await events.query({ owner: 'a', at, name }, { limit, ...(index && { index }) })
          expect(idsOf(found)).toEqual(idsOf(filtered))
        }
      }),
      { numRuns: 300 },
    )
  })
})
