import { codeOf, literal } from '../attribute-types.ts'
import { sentenceOf } from '../names.ts'
import { idOf, keyConstant, ownerOf, readsTable, type AttributeSpec, type FeatureSpec } from '../spec.ts'
import { importing } from './importing.ts'

const MODEL = '../../../common/data/model'

/** `model/book-table.ts`: the table, where the feature has one of its own, and the entity. */
export function modelFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  return `${imports(spec)}
${spec.isShared ? '' : table(spec)}
${spec.key.map((name) => keyAttribute(spec, name)).join('\n')}

${spec.isShared ? `/** ${sentenceOf(one.camel)} items share their table with other features; each bears the name of its model. */\n` : ''}export const ${one.camel}Model = defineModel({
  name: '${one.camel}',
  table: ${spec.isShared ? 'entitiesTable' : `${many.camel}Table`},
  attributes: {
    ${spec.key.map((name) => declaredKey(spec, name)).join('\n')}
    ${spec.attributes.map(declared).join('\n')}
  },
  key: { ${keyTemplates(spec)} },
  ${spec.indexes.length === 0 ? '' : `indexes: { ${spec.indexes.map((index) => indexOf(spec, index)).join('\n')} },`}
  ${spec.isVersioned ? 'version: true,' : ''}
})

export type ${one.pascal} = ItemType<typeof ${one.camel}Model>
export type ${one.pascal}Input = InputType<typeof ${one.camel}Model>
`
}

function imports(spec: FeatureSpec): string {
  const uses = new Set<string>(spec.attributes.flatMap((each) => codeOf(each).uses))
  const isNullable = spec.attributes.some((each) => each.isNullable)
  return [
    importing('node:crypto', 'randomUUID'),
    uses.has('Type') && importing('@sinclair/typebox', 'Type'),
    spec.isShared && importing('../../../common/data/entities-table.ts', 'entitiesTable'),
    importing(
      `${MODEL}/attributes.ts`,
      'defaulted',
      uses.has('epochSeconds') && 'epochSeconds',
      uses.has('integer') && 'integer',
      isNullable && 'nullable',
    ),
    importing(`${MODEL}/identifier.ts`, 'identifier'),
    importing(`${MODEL}/model.ts`, 'defineModel', 'type InputType', 'type ItemType'),
    uses.has('dateTime') && importing(`${MODEL}/stored-kinds.ts`, 'dateTime'),
    !spec.isShared && importing(`${MODEL}/table.ts`, 'defineTable'),
  ]
    .filter((line) => line !== false)
    .join('\n')
}

function table(spec: FeatureSpec): string {
  const { many } = spec.names
  const [pk, sk] = spec.key
  const keyAttribute = (attribute: AttributeSpec | string): string => {
    if (typeof attribute === 'string') return `'${attribute}'`
    return codeOf(attribute).key === 'N' ? `{ name: '${attribute.name}', type: 'N' }` : `'${attribute.name}'`
  }
  const indexes = spec.indexes.map(
    (index) => `'${index.physical}': { pk: ${keyAttribute(index.pk)}, sk: ${keyAttribute(index.sk)} },`,
  )
  return `
export const ${many.camel}Table = defineTable({
  base: '${many.snake}',
  key: { pk: '${pk}'${sk === undefined ? '' : `, sk: '${sk}'`} },
  ${indexes.length === 0 ? '' : `indexes: { ${indexes.join('\n')} },`}
  ${spec.ttl === undefined ? '' : `ttl: '${spec.ttl}',`}
  deployment: { tier: '${spec.tier}', flag: 'Enable${many.pascal}Table'${readsTable(spec) ? ', scan: true' : ''} },
})
`
}

function keyAttribute(spec: FeatureSpec, name: string): string {
  const { one } = spec.names
  const isId = name === idOf(spec)
  const owner = ownerOf(spec)
  const description = !isId
    ? `${sentenceOf(name)} of the ${one.words}`
    : `Id of the ${one.words}${owner === undefined ? '' : `, unique for its ${owner}`}`
  const example = isId ? `${one.kebab}-1` : name === 'owner' ? 'johndoe' : `${name}-1`
  return `export const ${keyConstant(spec, name)} = identifier({ maxLength: 128, description: '${description}', example: '${example}' })`
}

function declaredKey(spec: FeatureSpec, name: string): string {
  const constant = keyConstant(spec, name)
  if (name === idOf(spec)) return `${name}: defaulted(${constant}, () => randomUUID()),`
  return constant === name ? `${name},` : `${name}: ${constant},`
}

function declared(attribute: AttributeSpec): string {
  const { name, type, isNullable, example } = attribute
  const description = type === 'expiry' ? 'When it vanishes, in seconds since 1970' : sentenceOf(name)
  const schema = codeOf(attribute).schema(`description: '${description}', examples: [${literal(example)}],`)
  return `${name}: ${isNullable ? `nullable(${schema})` : schema},`
}

function keyTemplates(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const [owner, id] = [ownerOf(spec), idOf(spec)]
  const constant = one.snake.toUpperCase()
  if (!spec.isShared) return owner === undefined ? `pk: '{${id}}'` : `pk: '{${owner}}', sk: '{${id}}'`
  if (owner === undefined) return `pk: '${many.snake.toUpperCase()}', sk: '${constant}#{${id}}'`
  return `pk: '${owner.toUpperCase()}#{${owner}}', sk: '${constant}#{${id}}'`
}

function indexOf(spec: FeatureSpec, { name, physical, pk, sk }: FeatureSpec['indexes'][number]): string {
  const format = (attribute: AttributeSpec | string): string =>
    typeof attribute === 'string'
      ? `{${attribute}}`
      : `{${attribute.name}${spec.isShared ? (codeOf(attribute).format ?? '') : ''}}`
  const prefix = spec.isShared ? `${spec.names.one.snake.toUpperCase()}#${pk.name.toUpperCase()}#` : ''
  return `${name}: { index: '${physical}', pk: '${prefix}${format(pk)}', sk: '${format(sk)}' },`
}
