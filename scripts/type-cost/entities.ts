const OPTIONAL = ['Type.String()', 'Type.Number()', 'Type.Boolean()']

/** Ten attributes with names of their own, so that the compiler can share nothing between two entities. */
const own = (entity: number): string =>
  Array.from({ length: 10 }, (_, n) => `own${entity}_${n}: Type.Optional(${OPTIONAL[n % 3] ?? ''})`).join(
    ', ',
  )

const entity = (n: number): string => `
const model${n} = defineModel({
  name: 'entity${n}',
  table,
  attributes: {
    owner: Type.String(), storyId: Type.String(), rank: defaulted(integer(), 0),
    status: defaulted(oneOf(['draft', 'live']), 'draft'),
    meta: Type.Optional(Type.Object({ a: Type.String(), b: Type.Array(Type.String()) })),
    note: nullable(Type.String()), ${own(n)},
  },
  key: { pk: 'USER#{owner}', sk: 'STORY#{storyId}' },
  indexes: {
    byStatus: { index: 'gsi0', pk: 'STATUS#{status}', sk: 'RANK#{rank:int}' },
    byRank: { index: 'gsi1', pk: 'STORY#{storyId}', sk: 'RANK#{rank:int}#{owner}' },
  },
  version: true,
})
export class Service${n} extends TableDataService<typeof model${n}> {
  constructor(context: DataContext) { super(model${n}, context) }
}
export async function use${n}(service: Service${n}): Promise<unknown> {
  const key = { owner: 'a', storyId: 'b' }
  const rank: number | undefined = (await service.get(key))?.rank
  await service.save({ ...key, note: 'n' })
  await service.update(key, { set: { status: 'live', own${n}_0: 'x' } }, { if: { rank: 1 } })
  const page = await service.query({ status: 'live', rank: { gte: rank ?? 3 } }, { limit: 5 })
  return page.items.map((item) => item.owner)
}
`

/** TypeScript that declares and uses so many entities, each as AGENTS.md's recipe does it. `data`: path of the data layer. */
export const entitiesSource = (count: number, data: string): string => `
import { Type } from '@sinclair/typebox'
import type { DataContext } from '${data}/data-context.ts'
import { defaulted, integer, nullable, oneOf } from '${data}/model/attributes.ts'
import { genericTable } from '${data}/model/generic-table.ts'
import { defineModel } from '${data}/model/model.ts'
import { TableDataService } from '${data}/table-data-service.ts'

const table = genericTable({ base: 'entities', globalIndexes: 2, deployment: { tier: 'backend', flag: 'EnableEntities' } })
export const used: unknown = [Type, defaulted, integer, nullable, oneOf, defineModel, TableDataService, table]
export type Used = DataContext
${Array.from({ length: count }, (_, n) => entity(n)).join('')}`
