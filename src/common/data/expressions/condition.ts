import type { StoredValue, ValueType } from '../store/value.ts'

/** Where a value stands in a record: attribute name, then map names and list positions. */
export type Path = readonly [string, ...(string | number)[]]

export type Comparator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'

/**
 * A condition or filter on a physical record, as plain data: it can be logged, hashed into a cursor, compiled to a
 * DynamoDB expression or to SQL, and evaluated in memory (`evaluate.ts`, which is the meaning of each of these).
 *
 * A comparison with an absent attribute is false, except `ne`, which is true: DynamoDB's own rule.
 */
export type Condition =
  | { readonly op: Comparator; readonly path: Path; readonly value: StoredValue }
  | { readonly op: 'between'; readonly path: Path; readonly low: StoredValue; readonly high: StoredValue }
  | { readonly op: 'in'; readonly path: Path; readonly values: readonly StoredValue[] }
  | { readonly op: 'beginsWith'; readonly path: Path; readonly prefix: string | Uint8Array }
  | { readonly op: 'contains'; readonly path: Path; readonly value: StoredValue }
  | { readonly op: 'exists' | 'missing'; readonly path: Path }
  | { readonly op: 'type'; readonly path: Path; readonly type: ValueType }
  | { readonly op: 'size'; readonly path: Path; readonly compare: Comparator; readonly value: number }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }

/** The attributes of a record that a condition looks at. */
export function attributesOf(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(attributesOf)
    case 'not':
      return attributesOf(condition.condition)
    default:
      return [condition.path[0]]
  }
}

/** All of them; undefined parts are left out, and a single part stands alone. */
export function allOf(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const present = conditions.filter((condition) => condition !== undefined)
  return present.length > 1 ? { op: 'and', conditions: present } : present[0]
}
