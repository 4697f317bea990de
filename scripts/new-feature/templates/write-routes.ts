import { isOwned, ownerOf, type FeatureSpec } from '../spec.ts'
import { owned } from './path.ts'
import { importing, lines } from './importing.ts'

/** `routes/write-book-routes.ts` */
export function writeRoutesFile(spec: FeatureSpec): string {
  const { one } = spec.names
  return `${imports(spec)}

export const writeRoutes: FastifyPluginAsyncTypebox<{ readonly service: ${one.pascal}DataService }> = async (app, { service }) => {
  const load = async (key: ${one.pascal}Key): Promise<${one.pascal}> => {
    const ${one.camel} = await service.get(key)
    if (!${one.camel}) throw ${one.camel}NotFound(key)
    return ${one.camel}
  }

  app.post(ALL, { ${owned(spec)}schema: create${one.pascal} }, async (request, reply) => {
    const ${one.camel} = await service.create(${created(spec)})
    void reply.code(201).header('location', locationOf(${one.camel}))
    return ${answered(spec, one.camel)}
  })
${spec.isVersioned ? versioned(spec) : plain(spec)}
}
${spec.isVersioned ? answer(spec) : ''}`
}

function imports(spec: FeatureSpec): string {
  const { one } = spec.names
  const { isVersioned } = spec
  return lines(
    importing('@fastify/type-provider-typebox', 'type FastifyPluginAsyncTypebox'),
    isVersioned && importing('fastify', 'type FastifyReply'),
    importing('../../../common/data/errors.ts', 'NotFoundError'),
    isVersioned &&
      importing('../../../common/http/conditional-writes.ts', 'createOrReplace', 'expectedVersion'),
    isVersioned && importing('../../../common/http/preconditions.ts', 'etagOf', 'withPreconditions'),
    importing(`../model/${one.kebab}-table.ts`, `type ${one.pascal}`),
    importing('../service/' + one.kebab + '-data-service.ts', `type ${one.pascal}DataService`),
    importing(`./${one.kebab}-dto.ts`, `${one.pascal}Dto`),
    importing(
      `./${one.kebab}-operations.ts`,
      `create${one.pascal}`,
      `delete${one.pascal}`,
      `replace${one.pascal}`,
      `update${one.pascal}`,
    ),
    importing(
      `./${one.kebab}-path.ts`,
      'ALL',
      isOwned(spec) && 'config',
      `${one.camel}NotFound`,
      'locationOf',
      'ONE',
      `type ${one.pascal}Key`,
    ),
  )
}

function created(spec: FeatureSpec): string {
  const owner = ownerOf(spec)
  return owner === undefined ? 'request.body' : '{ ...request.body, ...request.params }'
}

const answered = ({ names: { one }, isVersioned }: FeatureSpec, what: string): string =>
  isVersioned ? `answer(reply, ${what})` : `${one.pascal}Dto.fromModel(${what})`

function versioned(spec: FeatureSpec): string {
  const { one } = spec.names
  return `
  app.put(ONE, { ${owned(spec)}schema: replace${one.pascal} }, async (request, reply) => {
    const ${one.camel} = { ...request.body, ...request.params }
    const { entity, created } = await withPreconditions(request, () =>
      createOrReplace(request, service, ${one.camel}, () => service.get(request.params)),
    )
    if (created) void reply.code(201).header('location', locationOf(entity))
    return answer(reply, entity)
  })

  app.patch(ONE, { ${owned(spec)}schema: update${one.pascal} }, async (request, reply) => {
    const key = request.params
    const ${one.camel} = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(key))
      if (Object.keys(request.body).length === 0) return load(key)
      return service.update(key, { set: request.body }, { version })
    }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? ${one.camel}NotFound(key) : error
    })
    return answer(reply, ${one.camel})
  })

  app.delete(ONE, { ${owned(spec)}schema: delete${one.pascal} }, async (request, reply) => {
    const key = request.params
    const isDeleted = await withPreconditions(request, async () =>
      service.delete(key, { version: await expectedVersion(request, () => load(key)) }),
    )
    if (!isDeleted) throw ${one.camel}NotFound(key)
    return reply.code(204).send(null)
  })`
}

function plain(spec: FeatureSpec): string {
  const { one } = spec.names
  return `
  app.put(ONE, { ${owned(spec)}schema: replace${one.pascal} }, async (request, reply) => {
    const { entity, created } = await service.upsert({ ...request.body, ...request.params })
    if (created) void reply.code(201).header('location', locationOf(entity))
    return ${one.pascal}Dto.fromModel(entity)
  })

  app.patch(ONE, { ${owned(spec)}schema: update${one.pascal} }, async (request) => {
    const key = request.params
    if (Object.keys(request.body).length === 0) return ${one.pascal}Dto.fromModel(await load(key))
    const ${one.camel} = await service.update(key, { set: request.body }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? ${one.camel}NotFound(key) : error
    })
    return ${one.pascal}Dto.fromModel(${one.camel})
  })

  app.delete(ONE, { ${owned(spec)}schema: delete${one.pascal} }, async (request, reply) => {
    if (!(await service.delete(request.params))) throw ${one.camel}NotFound(request.params)
    return reply.code(204).send(null)
  })`
}

const answer = ({ names: { one } }: FeatureSpec): string => `
function answer(reply: FastifyReply, ${one.camel}: ${one.pascal}): ${one.pascal}Dto {
  void reply.header('etag', etagOf(${one.camel}.version))
  return ${one.pascal}Dto.fromModel(${one.camel})
}
`
