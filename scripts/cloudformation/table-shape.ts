import { keyAttributes, type KeySchema, type TableDefinition } from '../../src/common/data/model/table.ts'
import type { TableProperties } from './resources.ts'

/** What code and template must agree on about a table, as text that reads well in a difference. */
export interface TableShape {
  /** `id HASH, sort RANGE` */
  readonly key: string
  /** `id:S pclass:N`, by name */
  readonly attributes: string
  /** `global, ticket HASH, id RANGE, ALL`, by index name */
  readonly indexes: Readonly<Record<string, string>>
  readonly ttl: string
  readonly stream: string
}

const NONE = 'none'

const attributeList = (entries: readonly (readonly [string, string])[]) =>
  entries
    .map(([name, type]) => `${name}:${type}`)
    .sort()
    .join(' ')

const projectionText = (type: string, names: readonly string[] = []) =>
  names.length > 0 ? `${type} ${[...names].sort().join('+')}` : type

/** The shape that the code declares. */
export function shapeOfDefinition(table: TableDefinition): TableShape {
  const key = ({ pk, sk }: KeySchema) => (sk ? `${pk.name} HASH, ${sk.name} RANGE` : `${pk.name} HASH`)
  const indexes = Object.entries(table.indexes).map(([name, index]) => {
    const { projection } = index
    const projected = typeof projection === 'string' ? projection : projectionText('INCLUDE', projection)
    return [name, `${index.kind}, ${key(index)}, ${projected}`] as const
  })
  return {
    key: key(table.key),
    attributes: attributeList([...keyAttributes(table)]),
    indexes: Object.fromEntries(indexes),
    ttl: table.ttl ?? NONE,
    stream: table.stream ?? NONE,
  }
}

/** The shape that an evaluated template makes. */
export function shapeOfProperties(table: TableProperties): TableShape {
  const key = (schema: TableProperties['KeySchema']) =>
    schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ')
  const index =
    (kind: string) =>
    (
      entry: Pick<NonNullable<TableProperties['LocalSecondaryIndexes']>[number], 'KeySchema' | 'Projection'>,
    ) => {
      const { ProjectionType, NonKeyAttributes } = entry.Projection
      return `${kind}, ${key(entry.KeySchema)}, ${projectionText(ProjectionType, NonKeyAttributes)}`
    }
  const { GlobalSecondaryIndexes: globals = [], LocalSecondaryIndexes: locals = [] } = table
  const ttl = table.TimeToLiveSpecification
  return {
    key: key(table.KeySchema),
    attributes: attributeList(table.AttributeDefinitions.map((a) => [a.AttributeName, a.AttributeType])),
    indexes: Object.fromEntries([
      ...globals.map((entry) => [entry.IndexName, index('global')(entry)] as const),
      ...locals.map((entry) => [entry.IndexName, index('local')(entry)] as const),
    ]),
    ttl: ttl?.Enabled === true ? (ttl.AttributeName ?? '(no attribute)') : NONE,
    stream: table.StreamSpecification?.StreamViewType ?? NONE,
  }
}

/** The exact differences, each naming what the template has and what the code has. */
export function shapeDifferences(template: TableShape, code: TableShape): string[] {
  const differ = (what: string, inTemplate: string, inCode: string) =>
    inTemplate === inCode ? [] : [`${what} is '${inTemplate}' in the template, '${inCode}' in the code`]
  const names = new Set([...Object.keys(template.indexes), ...Object.keys(code.indexes)])
  return [
    ...differ('key', template.key, code.key),
    ...differ('key attribute types', template.attributes, code.attributes),
    ...[...names].flatMap((name) => {
      const [inTemplate, inCode] = [template.indexes[name], code.indexes[name]]
      if (inTemplate === undefined) return [`index ${name} is missing in the template`]
      if (inCode === undefined) return [`index ${name} is in the template but not in the code`]
      return differ(`index ${name}`, inTemplate, inCode)
    }),
    ...differ('TTL attribute', template.ttl, code.ttl),
    ...differ('stream', template.stream, code.stream),
  ]
}
