import { hasFind, filtersOf, isOwned, ownerOf, type FeatureSpec } from '../spec.ts'
import { owned } from './path.ts'
import { importing, lines } from './importing.ts'

const TYPEBOX = importing('@fastify/type-provider-typebox', 'type FastifyPluginAsyncTypebox')

/** `routes/book-routes.ts` */
export function routesFile({ names: { one, many } }: FeatureSpec): string {
  const schemas = ['Create', 'Patch', 'Replace', ''].map((verb) => `${verb}${one.pascal}Schema`)
  const added = ['', 'Create', 'Replace', 'Patch'].map((verb) => `${verb}${one.pascal}Schema`)
  return `${lines(
    TYPEBOX,
    importing('../service/' + one.kebab + '-data-service.ts', `type ${one.pascal}DataService`),
    importing(`./${one.kebab}-dto.ts`, ...schemas.sort()),
    importing(`./read-${one.kebab}-routes.ts`, 'readRoutes'),
    importing(`./write-${one.kebab}-routes.ts`, 'writeRoutes'),
  )}

/** What the routes are given. */
export interface ${one.pascal}RoutesOptions {
  readonly service: ${one.pascal}DataService
}

/** \`/${many.kebab}\`: the schemas that the operations share, then the operations. */
export const ${one.camel}Routes: FastifyPluginAsyncTypebox<${one.pascal}RoutesOptions> = async (app, options) => {
  for (const schema of [${added.join(', ')}]) app.addSchema(schema)
  await app.register(readRoutes, options)
  await app.register(writeRoutes, options)
}
`
}

/** `routes/read-book-routes.ts` */
export function readRoutesFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  return `${lines(
    TYPEBOX,
    hasFind(spec) &&
      filtersOf(spec).length > 1 &&
      importing('../../../common/http/http-error.ts', 'HttpProblem'),
    importing('../../../common/http/pagination.ts', 'sendPage'),
    spec.isVersioned && importing('../../../common/http/preconditions.ts', 'etagOf', 'notModified'),
    importing('../service/' + one.kebab + '-data-service.ts', `type ${one.pascal}DataService`),
    importing(`./${one.kebab}-dto.ts`, `${one.pascal}Dto`),
    importing(
      `./${one.kebab}-operations.ts`,
      hasFind(spec) && `find${many.pascal}`,
      `get${one.pascal}`,
      `list${many.pascal}`,
    ),
    importing(`./${one.kebab}-path.ts`, 'ALL', isOwned(spec) && 'config', 'ONE', `${one.camel}NotFound`),
  )}

export const readRoutes: FastifyPluginAsyncTypebox<{ readonly service: ${one.pascal}DataService }> = async (app, { service }) => {
  app.get(ALL, { ${owned(spec)}schema: list${many.pascal} }, async (request, reply) => {
    ${listed(spec)}
    return sendPage(request, reply, { items: items.map((item) => ${one.pascal}Dto.fromModel(item)), nextCursor })
  })
${hasFind(spec) ? find(spec) : ''}
  app.get(ONE, { ${owned(spec)}schema: get${one.pascal} }, async (request, ${spec.isVersioned ? 'reply' : ''}) => {
    const ${one.camel} = await service.get(request.params)
    if (!${one.camel}) throw ${one.camel}NotFound(request.params)
    ${spec.isVersioned ? conditional(one.camel) : ''}return ${one.pascal}Dto.fromModel(${one.camel})
  })
}
`
}

const conditional = (
  camel: string,
): string => `// Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.headers({ etag: etagOf(${camel}.version), 'cache-control': 'private, no-cache' })
    if (notModified(request, ${camel}.version)) return reply.code(304).send(null)
    `

function listed(spec: FeatureSpec): string {
  const owner = ownerOf(spec)
  if (owner !== undefined)
    return 'const { items, nextCursor } = await service.query(request.params, request.query)'
  if (spec.indexes.length === 0)
    return spec.isShared
      ? 'const { items, nextCursor } = await service.query({}, request.query)'
      : 'const { items, nextCursor } = await service.list(request.query)'
  return `const { limit, cursor, ...filters } = request.query
    const { items, nextCursor } = await service.query(filters, { limit, cursor })`
}

function find(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const names = filtersOf(spec).map(({ name }) => name)
  const check =
    names.length === 1
      ? ''
      : `if (Object.keys(filters).length === 0)
      throw new HttpProblem('validation_failed', 'Name at least one of ${names.join(', ')}')
    `
  return `
  app.get('/${many.kebab}', { ${isOwned(spec) ? "config: { access: 'admin' }, " : ''}schema: find${many.pascal} }, async (request, reply) => {
    const { limit, cursor, ...filters } = request.query
    ${check}const { items, nextCursor } = await service.query(filters, { limit, cursor })
    return sendPage(request, reply, { items: items.map((item) => ${one.pascal}Dto.fromModel(item)), nextCursor })
  })
`
}
