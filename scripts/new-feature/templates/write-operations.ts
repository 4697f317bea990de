import { withArticle } from '../names.ts'
import { idOf, ownerOf, type FeatureSpec } from '../spec.ts'

/** The operations that change something. */
export function writeOperations(spec: FeatureSpec): string {
  const { one } = spec.names
  const owner = ownerOf(spec)
  const headers = (...names: readonly string[]): string => {
    const all = [...names, ...(spec.isVersioned ? ['ETag'] : [])]
    return all.length === 0 ? '' : `headers: [${all.map((name) => `'${name}'`).join(', ')}],`
  }
  const conditional = spec.isVersioned ? 'headers: WriteHeaders,' : ''
  const failed = spec.isVersioned ? ' 412,' : ''
  return `
export const create${one.pascal} = {
  operationId: 'create${one.pascal}',
  summary: 'Create ${withArticle(one.words)}',
  description: 'Stores a new ${one.words}. Without \`${idOf(spec)}\` it gets one.',
  tags,
  ${owner === undefined ? '' : `params: ${owner}Params,`}
  body: refTo<Create${one.pascal}Dto>('Create${one.pascal}'),
  response: {
    201: jsonResponse(one, { description: 'The ${one.words} as stored', ${headers('Location')} examples }),
    ...problems(400, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}

export const replace${one.pascal} = {
  operationId: 'replace${one.pascal}',
  summary: 'Create or replace ${withArticle(one.words)}',
  description: 'Stores the whole ${one.words}.${spec.isVersioned ? ' `If-Match` makes it conditional on a version, `If-None-Match: *` on none.' : ''}',
  tags,
  params,
  ${conditional}
  body: refTo<Replace${one.pascal}Dto>('Replace${one.pascal}'),
  response: {
    200: jsonResponse(one, { description: 'The ${one.words} that replaced the one before', ${headers()} examples }),
    201: jsonResponse(one, { description: 'The new ${one.words}', ${headers('Location')} examples }),
    ...problems(400, 406,${failed} 413, 414, 415, 429, 500, 503),
  },
}

export const update${one.pascal} = {
  operationId: 'update${one.pascal}',
  summary: 'Change ${withArticle(one.words)}',
  description: 'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  ${conditional}
  body: refTo<Patch${one.pascal}Dto>('Patch${one.pascal}'),
  response: {
    200: jsonResponse(one, { description: 'The ${one.words} as it is now', ${headers()} examples }),
    ...problems(400, 404, 406, 409,${failed} 413, 414, 415, 429, 500, 503),
  },
}

export const delete${one.pascal} = {
  operationId: 'delete${one.pascal}',
  summary: 'Delete ${withArticle(one.words)}',
  description: 'Removes the ${one.words}${spec.isVersioned ? '; with `If-Match`, only the version named' : ''}.',
  tags,
  params,
  ${conditional}
  response: {
    204: emptyResponse({ description: 'The ${one.words} was there, and is gone' }),
    ...problems(400, 404, 406,${failed} 413, 414, 415, 429, 500, 503),
  },
}
`
}
