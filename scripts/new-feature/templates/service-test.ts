import { ownerOf, readsTable, type FeatureSpec } from '../spec.ts'
import { exampleValue } from './values.ts'

/** `test/features/books/service/book-data-service.test.ts`: each access pattern is served as the README says. */
export function serviceTestFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const table = spec.isShared ? 'entitiesTable' : `${many.camel}Table`
  const from = spec.isShared
    ? '../../../../src/common/data/entities-table.ts'
    : `../../../../src/features/${many.kebab}/model/${one.kebab}-table.ts`
  const owner = ownerOf(spec)
  const cases = [
    `['one', { ${spec.key.map((name) => `${name}: 'x'`).join(', ')} }, 'get', undefined],`,
    owner !== undefined
      ? `['those of ${owner}', { ${owner}: 'x' }, 'range', undefined],`
      : `['all', {}, '${readsTable(spec) ? 'scan' : 'range'}', undefined],`,
    ...spec.indexes.map(
      ({ name, pk }) => `['by ${pk.name}', { ${pk.name}: ${exampleValue(pk)} }, 'range', '${name}'],`,
    ),
  ]
  return `import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataContext } from '../../../../src/common/data/data-context.ts'
import { ${table} } from '${from}'
import { ${one.pascal}DataService } from '../../../../src/features/${many.kebab}/service/${one.kebab}-data-service.ts'
import { memoryContext } from '../../../support/data-context.ts'

let context: DataContext
let service: ${one.pascal}DataService
beforeAll(async () => {
  context = await memoryContext(${table})
  service = new ${one.pascal}DataService(context)
})
afterAll(() => context.store.close())

describe('the access patterns of ${many.words}', () => {
  it.each([
    ${cases.join('\n    ')}
  ] as const)('%s', (_pattern, filters, kind, index) => {
    const plan = service.explain(filters)
    expect(plan.kind).toBe(kind)
    expect(plan.kind === 'range' ? plan.index?.name : undefined).toBe(index)
  })
})

describe('${many.words}', () => {
  it('answer null for an id that nobody has, and throw what the store cannot do', async () => {
    const nobody = { ${spec.key.map((name) => `${name}: 'nobody'`).join(', ')} }
    expect(await service.get(nobody)).toBeNull()
    await expect(new ${one.pascal}DataService(await memoryContext()).get(nobody)).rejects.toThrow()
  })
})
`
}
