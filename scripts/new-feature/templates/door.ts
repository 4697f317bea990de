import { ownerOf, type FeatureSpec } from '../spec.ts'
import { capitalOf } from '../names.ts'

/** `index.ts` */
export function doorFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const owner = ownerOf(spec)
  const where = spec.isShared ? 'in the shared table' : 'a table of its own'
  const description = `${capitalOf(many.words)}${owner === undefined ? '' : ` by ${owner}`}, ${where}`
  const tables = spec.isShared ? 'entities' : many.snake === many.kebab ? undefined : many.snake
  return `import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import { ${one.camel}Routes } from './routes/${one.kebab}-routes.ts'
import { ${one.pascal}DataService } from './service/${one.kebab}-data-service.ts'

/** For the documentation: what the operations under the tag are about. */
export const ${many.camel}Tag = { name: '${many.kebab}', description: '${description.replace(', a table', ': a table')}',${tables === undefined ? '' : ` tables: ['${tables}'],`} }

/** The feature's only door: builds its service from the dependencies and registers its routes. */
export async function ${many.camel}(app: FastifyInstance, { data }: { readonly data: DataContext }): Promise<void> {
  await app.register(${one.camel}Routes, { service: new ${one.pascal}DataService(data) })
}
`
}
