import { createHash } from 'node:crypto'

export interface SchemaShape {
  /** Attribute names; their order does not matter. */
  readonly fields: readonly string[]
  readonly pk: string
  readonly sk: string
}

/**
 * The fingerprint of a model's shape: md5 of `{"fields": [...], "pk_pattern": "...", "sk_pattern": "..."}` with sorted
 * field names and Python's separators, as dynawrap documents it, so that items written by it can be told apart.
 * It is a label, not a safeguard.
 */
export function schemaVersionOf({ fields, pk, sk }: SchemaShape): string {
  const names = fields.toSorted().map((name) => JSON.stringify(name))
  const text = `{"fields": [${names.join(', ')}], "pk_pattern": ${JSON.stringify(pk)}, "sk_pattern": ${JSON.stringify(sk)}}`
  return createHash('md5').update(text).digest('hex')
}
