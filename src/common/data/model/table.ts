/** A key attribute of a table or index: S text, N number, B bytes. */
export interface KeyAttribute {
  readonly name: string
  readonly type: 'S' | 'N' | 'B'
}

export interface KeySchema {
  readonly pk: KeyAttribute
  readonly sk?: KeyAttribute
}

export type Projection = 'ALL' | 'KEYS_ONLY' | readonly string[]

export interface IndexDefinition extends KeySchema {
  readonly kind: 'global' | 'local'
  readonly projection: Projection
}

export type StreamView = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

/** How a table comes to AWS. */
export interface TableDeployment {
  /** The CloudFormation tier that creates it. */
  readonly tier: string
  /** The flag that it stands behind. */
  readonly flag: string
  /** A route reads all of it, so the access policy allows `Scan`, which it does not otherwise. */
  readonly scan?: boolean
}

/** One physical table. Its deployed name is `envTableName(base)`. */
export interface TableDefinition<IndexName extends string = string> {
  readonly base: string
  readonly key: KeySchema
  readonly indexes: Readonly<Record<IndexName, IndexDefinition>>
  /** The attribute with the expiry time in epoch seconds. */
  readonly ttl?: string
  readonly stream?: StreamView
  /** Several models live in it (single-table design), so each item bears the name of its model. */
  readonly isShared: boolean
  readonly deployment: TableDeployment
}

type KeyShorthand = string | KeyAttribute

interface IndexInput {
  readonly pk: KeyShorthand
  readonly sk?: KeyShorthand
  readonly kind?: 'global' | 'local'
  readonly projection?: Projection
}

export interface TableInput<IndexName extends string> {
  readonly base: string
  /** Attribute names; a bare name is a text attribute. */
  readonly key: { readonly pk: KeyShorthand; readonly sk?: KeyShorthand }
  readonly indexes?: Readonly<Record<IndexName, IndexInput>>
  readonly ttl?: string
  readonly stream?: StreamView
  readonly isShared?: boolean
  readonly deployment: TableDeployment
}

const keyAttribute = (input: KeyShorthand): KeyAttribute =>
  typeof input === 'string' ? { name: input, type: 'S' } : input

const keySchema = (input: { pk: KeyShorthand; sk?: KeyShorthand }): KeySchema => ({
  pk: keyAttribute(input.pk),
  ...(input.sk !== undefined && { sk: keyAttribute(input.sk) }),
})

/**
 * Declares a physical table: the single place for its base name, keys, indexes, TTL and stream.
 * The CloudFormation template is held equal to it by `scripts/validate`.
 *
 * @throws Error when the declaration contradicts itself (a key attribute with two types, a local index with another
 *   partition key, a name that DynamoDB refuses).
 */
export function defineTable<const IndexName extends string = never>(
  input: TableInput<IndexName>,
): TableDefinition<IndexName> {
  const { indexes: indexInputs = {} as Record<IndexName, IndexInput>, key, ...rest } = input
  const indexes = Object.fromEntries(
    Object.entries<IndexInput>(indexInputs).map(
      ([name, { kind = 'global', projection = 'ALL', ...keys }]) => [
        name,
        { ...keySchema(keys), kind, projection },
      ],
    ),
  ) as Record<IndexName, IndexDefinition>
  const table = { isShared: false, ...rest, key: keySchema(key), indexes }
  checkTable(table)
  return table
}

/** Every key attribute of the table and its indexes, by name. */
export function keyAttributes(table: TableDefinition): Map<string, KeyAttribute['type']> {
  const types = new Map<string, KeyAttribute['type']>()
  for (const { pk, sk } of [table.key, ...Object.values(table.indexes)]) {
    for (const attribute of sk ? [pk, sk] : [pk]) {
      const known = types.get(attribute.name)
      if (known !== undefined && known !== attribute.type) {
        throw new Error(
          `Table ${table.base}: key attribute ${attribute.name} is both ${known} and ${attribute.type}`,
        )
      }
      types.set(attribute.name, attribute.type)
    }
  }
  return types
}

const NAME = /^[A-Za-z0-9_.-]{3,255}$/

function checkTable(table: TableDefinition): void {
  keyAttributes(table)
  for (const name of [table.base, ...Object.keys(table.indexes)]) {
    if (!NAME.test(name)) throw new Error(`Table ${table.base}: the name ${name} must match ${NAME.source}`)
  }
  for (const [name, index] of Object.entries(table.indexes)) {
    if (index.kind !== 'local') continue
    if (index.pk.name !== table.key.pk.name || !table.key.sk || !index.sk) {
      throw new Error(
        `Table ${table.base}: local index ${name} needs the table's partition key and a sort key`,
      )
    }
  }
}
