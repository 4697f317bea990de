import { codeOf, literal } from '../attribute-types.ts'
import { capitalOf, kebabOf, withArticle } from '../names.ts'
import {
  filtersOf,
  hasFind,
  keyConstant,
  ownerOf,
  readsTable,
  type AttributeSpec,
  type FeatureSpec,
} from '../spec.ts'
import { importing, lines } from './importing.ts'
import { writeOperations } from './write-operations.ts'

/** `routes/book-operations.ts`: what each operation takes and answers. */
export function operationsFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const owner = ownerOf(spec)
  return `${imports(spec)}

/* What each operation takes and answers, as it is validated and as it is documented. */

const tags = ['${many.kebab}']
const examples = { ${one.camel}: example${one.pascal} }
const one = refTo<${one.pascal}Dto>('${one.pascal}')
${owner === undefined ? '' : `const ${owner}Params = Type.Object({ ${owner} })`}
const params = Type.Object({ ${spec.key.join(', ')} })
${spec.isVersioned ? writeHeaders(one.words) : ''}
const page = jsonResponse(pageOf(one), {
  description: 'A page; \`nextCursor\` is null on the last one',
  headers: ['Link'],
  examples: { page: { items: [example${one.pascal}], nextCursor: null } },
})

${listOperation(spec)}
${hasFind(spec) ? findOperation(spec) : ''}
export const get${one.pascal} = {
  operationId: 'get${one.pascal}',
  summary: 'Get ${withArticle(one.words)}',
  description: '${capitalOf(`one ${one.words}`)} by ${spec.key.join(' and ')}.',
  tags,
  params,
  ${
    spec.isVersioned
      ? `headers: Type.Object({ 'if-none-match': condition('Answers 304 when the ${one.words} still has this ETag') }),`
      : ''
  }
  response: {
    200: jsonResponse(one, { description: 'The ${one.words}', ${spec.isVersioned ? "headers: ['ETag'], " : ''}examples }),
    ${spec.isVersioned ? "304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] })," : ''}
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}
${writeOperations(spec)}`
}

function imports(spec: FeatureSpec): string {
  const { one } = spec.names
  const filters = new Set<string>(filtersOf(spec).flatMap((each) => codeOf(each).uses))
  const keys = spec.key.map((name) => {
    const constant = keyConstant(spec, name)
    return constant === name ? name : `${constant} as ${name}`
  })
  return lines(
    importing('@sinclair/typebox', 'Type'),
    filters.has('integer') && importing('../../../common/data/model/attributes.ts', 'integer'),
    filters.has('dateTime') && importing('../../../common/data/model/stored-kinds.ts', 'dateTime'),
    importing('../../../common/http/pagination.ts', 'pageOf', 'pageQuery'),
    importing('../../../common/http/responses.ts', 'emptyResponse', 'jsonResponse', 'problems'),
    importing('../../../common/http/schema.ts', 'refTo', 'strictObject'),
    importing(`../model/${one.kebab}-table.ts`, ...keys),
    importing(
      `./${one.kebab}-dto.ts`,
      `example${one.pascal}`,
      `type Create${one.pascal}Dto`,
      `type ${one.pascal}Dto`,
      `type Patch${one.pascal}Dto`,
      `type Replace${one.pascal}Dto`,
    ),
  )
}

const writeHeaders = (words: string): string => `
const condition = (description: string) => Type.Optional(Type.String({ description, examples: ['"7"'] }))
const WriteHeaders = Type.Object({
  'if-match': condition('Only if the ${words} still has this ETag; \`*\` for any'),
  'if-none-match': condition('\`*\`: only if there is no such ${words}'),
})
`

function listOperation(spec: FeatureSpec): string {
  const { many } = spec.names
  const owner = ownerOf(spec)
  const filters = owner === undefined ? filtersOf(spec) : []
  const description =
    owner !== undefined
      ? `In the order of their ids, by one key query; ${withArticle(owner)} without ${many.words} has an empty list.`
      : filters.length > 0
        ? `A page of ${many.words}. ${capitalOf(list(filters))} ${filters.length > 1 ? 'are' : 'is'} answered from an index; without a filter ${readsTable(spec) ? 'the table is read' : 'all are listed'}.`
        : `A page of ${many.words}, ${readsTable(spec) ? 'in the order of the table' : 'in the order of their ids'}.`
  return `export const list${many.pascal} = {
  operationId: 'list${many.pascal}',
  summary: '${owner === undefined ? `List ${many.words}` : `List the ${many.words} of ${withArticle(owner)}`}',
  description: '${description}',
  tags,
  ${owner === undefined ? '' : `params: ${owner}Params,`}
  querystring: ${query(filters, false)},
  response: { 200: page, ...problems(400, 406, 414, 429, 500, 503) },
}
`
}

function findOperation(spec: FeatureSpec): string {
  const { many } = spec.names
  const filters = filtersOf(spec)
  const several = filters.length > 1
  return `
export const find${many.pascal} = {
  operationId: 'find${many.pascal}',
  summary: 'Find ${many.words}',
  description: 'Those of every ${ownerOf(spec) ?? ''}, by ${list(filters)} through an index${several ? '; at least one has to be given' : ''}.',
  tags,
  querystring: ${query(filters, !several, several)},
  response: { 200: page, ...problems(400, 406, 414, 429, 500, 503) },
}
`
}

const list = (filters: readonly AttributeSpec[]): string =>
  filters.map(({ name }) => `\`${name}\``).join(', ')

function query(filters: readonly AttributeSpec[], isRequired: boolean, needsOne = false): string {
  const paging = 'pageQuery({ max: 500, default: 50 })'
  if (filters.length === 0) return `strictObject(${paging})`
  const members = filters.map((each, position) => {
    const words = kebabOf(each.name).replaceAll('-', ' ')
    // Where one has to be given, a choice: of that the documentation page sends the first value.
    const other = needsOne && position === 0 ? `, ${codeOf(each).other('2')}` : ''
    const schema = codeOf(each).schema(
      `description: 'Only this ${words}', examples: [${literal(each.example)}${other}],`,
    )
    return `${each.name}: ${isRequired ? schema : `Type.Optional(${schema})`},`
  })
  return `strictObject({ ...${paging}, ${members.join('\n')} })`
}
