import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb'
import { ValidationError } from '../../errors.ts'
import type { Condition } from '../../expressions/condition.ts'
import type { KeySchema, TableDefinition } from '../../model/table.ts'
import type { RangeQuery, ScanQuery } from '../store.ts'
import { toAttributeMap } from './attribute-value.ts'
import { compileCondition } from './expression-compiler.ts'
import { ExpressionNames } from './expression-names.ts'
import { compileKeyCondition } from './key-condition.ts'

/** What to send for a range or scan, and what of its filter is left to do with the records that come back. */
export interface ReadPlan<Input> {
  readonly input: Input
  readonly remainder?: Condition
}

/** The key schema that a query reads. @throws ValidationError for an index that the table does not have */
export function schemaOf(definition: TableDefinition, { index, consistent = false }: ScanQuery): KeySchema {
  if (index === undefined) return definition.key
  const schema = new Map(Object.entries(definition.indexes)).get(index)
  if (schema === undefined) throw new ValidationError(`Table ${definition.base} has no index ${index}`)
  if (consistent && schema.kind === 'global') {
    throw new ValidationError(`The global index ${index} cannot be read consistently`)
  }
  return schema
}

/** The request of a range, or undefined when no record can match. @throws ValidationError */
export function planRange(
  definition: TableDefinition,
  tableName: string,
  query: RangeQuery,
): ReadPlan<QueryCommandInput> | undefined {
  const schema = schemaOf(definition, query)
  const names = new ExpressionNames()
  const keyCondition = compileKeyCondition(query, schema, names)
  if (keyCondition === undefined) return undefined
  // A Query, unlike a Scan, refuses a filter on the key attributes that it reads by.
  const remainder = query.filter && mentions(query.filter, schema) ? query.filter : undefined
  const filter =
    query.filter === undefined || remainder !== undefined || compileCondition(query.filter, names)
  if (filter === false) return undefined
  const input: QueryCommandInput = {
    TableName: tableName,
    KeyConditionExpression: keyCondition,
    ...(query.reverse && { ScanIndexForward: false }),
    ...common(query, filter),
    ...names.attributes(),
  }
  return { input, ...(remainder && { remainder }) }
}

/** The request of a scan, or undefined when no record can match. @throws ValidationError */
export function planScan(
  definition: TableDefinition,
  tableName: string,
  query: ScanQuery,
): ReadPlan<ScanCommandInput> | undefined {
  schemaOf(definition, query)
  const names = new ExpressionNames()
  const filter = query.filter === undefined || compileCondition(query.filter, names)
  if (filter === false) return undefined
  const { segment } = query
  const input: ScanCommandInput = {
    TableName: tableName,
    ...(segment && { Segment: segment.index, TotalSegments: segment.total }),
    ...common(query, filter),
    ...names.attributes(),
  }
  return { input }
}

type Common = Pick<
  ScanCommandInput,
  'IndexName' | 'ExclusiveStartKey' | 'Limit' | 'ConsistentRead' | 'FilterExpression'
>

function common({ index, after, limit, consistent }: ScanQuery, filter: string | true): Common {
  return {
    ...(index !== undefined && { IndexName: index }),
    ...(filter !== true && { FilterExpression: filter }),
    ...(after !== undefined && { ExclusiveStartKey: toAttributeMap(after) }),
    ...(limit !== undefined && { Limit: limit }),
    ...(consistent && { ConsistentRead: true }),
  }
}

/** Whether any part of a condition is about a key attribute of the schema. */
function mentions(condition: Condition, schema: KeySchema): boolean {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.some((part) => mentions(part, schema))
    case 'not':
      return mentions(condition.condition, schema)
    default:
      return condition.path[0] === schema.pk.name || condition.path[0] === schema.sk?.name
  }
}
