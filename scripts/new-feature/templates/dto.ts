import { codeOf, literal } from '../attribute-types.ts'
import { withArticle, capitalOf } from '../names.ts'
import { idOf, ownerOf, type FeatureSpec } from '../spec.ts'

/** `routes/book-dto.ts`: what clients see and send. */
export function dtoFile(spec: FeatureSpec): string {
  const { one } = spec.names
  const { camel, pascal } = one
  const owner = ownerOf(spec)
  const id = idOf(spec)
  const members = [
    ...spec.key.map((name) => ({ name, type: 'string' })),
    ...spec.attributes.map((each) => ({
      name: each.name,
      type: codeOf(each).type + (each.isNullable ? ' | null' : ''),
    })),
  ]
  const kept = [owner, spec.isVersioned ? 'version' : undefined].filter((name) => name !== undefined)
  const omitted = (type: string, names: readonly string[]): string =>
    names.length === 0 ? type : `Omit<${type}, ${names.map((name) => `'${name}'`).join(' | ')}>`
  return `import { createSchema, patchSchema, responseSchema } from '../../../common/http/entity-schemas.ts'
import { ${camel}Model, type ${pascal}, type ${pascal}Input } from '../model/${one.kebab}-table.ts'

/** ${capitalOf(withArticle(one.words))} as clients see it: no keys of the store${spec.isVersioned ? ', no version (it is the ETag)' : ''}. */
export class ${pascal}Dto implements ${omitted(pascal, spec.isVersioned ? ['version'] : [])} {
  ${members.map(({ name, type }) => `readonly ${name}: ${type}`).join('\n')}

  private constructor(${camel}: ${pascal}) {
    ${members.map(({ name }) => `this.${name} = ${camel}.${name}`).join('\n')}
  }

  static fromModel(${camel}: ${pascal}): ${pascal}Dto {
    return new ${pascal}Dto(${camel})
  }
}

export type Create${pascal}Dto = ${omitted(`${pascal}Input`, kept)}
export type Replace${pascal}Dto = Omit<Create${pascal}Dto, '${id}'>
export type Patch${pascal}Dto = Partial<Pick<${pascal}, ${spec.attributes.map(({ name }) => `'${name}'`).join(' | ')}>>

${
  owner === undefined
    ? `const { ${id}: _${id}, ...writable } = ${camel}Model.attributes`
    : `const { ${owner}: _${owner}, ...given } = ${camel}Model.attributes
const { ${id}: _${id}, ...writable } = given`
}

export const ${pascal}Schema = responseSchema<${pascal}Dto>(${camel}Model.attributes, {
  $id: '${pascal}',
  title: '${pascal}',
  description: '${capitalOf(withArticle(one.words))}${owner === undefined ? '' : ` of ${withArticle(owner)}`}',
})

export const Create${pascal}Schema = createSchema<Create${pascal}Dto>(${owner === undefined ? `${camel}Model.attributes` : 'given'}, {
  $id: 'Create${pascal}',
  title: 'Create${pascal}',
  description: 'A new ${one.words}; without an id it gets one',
})

export const Replace${pascal}Schema = createSchema<Replace${pascal}Dto>(writable, {
  $id: 'Replace${pascal}',
  title: 'Replace${pascal}',
  description: 'The whole ${one.words}; its id is that of the path',
})

export const Patch${pascal}Schema = patchSchema<Patch${pascal}Dto>(writable, {
  $id: 'Patch${pascal}',
  title: 'Patch${pascal}',
  description: 'JSON merge patch: members that are left out stay as they are, null removes',
})

export const example${pascal}: ${pascal}Dto = ${pascal}Dto.fromModel({
  ${spec.key.map((name) => `${name}: '${exampleKey(spec, name)}',`).join('\n')}
  ${spec.attributes.map((each) => `${each.name}: ${literal(each.example)},`).join('\n')}
  ${spec.isVersioned ? 'version: 1,' : ''}
})
`
}

/** The value of a part of the key in examples. */
export const exampleKey = (spec: FeatureSpec, name: string): string =>
  name === idOf(spec) ? `${spec.names.one.kebab}-1` : name === 'owner' ? 'johndoe' : `${name}-1`
