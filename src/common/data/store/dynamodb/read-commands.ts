import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb'
import { ValidationError } from '../../errors.ts'
import { attributesOf, type Condition } from '../../expressions/condition.ts'
import type { KeySchema, TableDefinition } from '../../model/table.ts'
import { checkedAttributes, keyNames, projectedAttributes } from '../projection.ts'
import type { RangeQuery, ScanQuery } from '../store.ts'
import { toAttributeMap } from './attribute-value.ts'
import { compileCondition } from './expression-compiler.ts'
import { ExpressionNames } from './expression-names.ts'
import { compileKeyCondition } from './key-condition.ts'

/** What to send for a range or scan, and what of its filter is left to do with the records that come back. */
export interface ReadPlan<Input> {
  readonly input: Input
  readonly remainder?: Condition
  /** The attributes that were asked for, when others have to be fetched. */
  readonly picked?: readonly string[]
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
  const keys = keyNames(schema)
  const isByKey = query.filter && attributesOf(query.filter).some((name) => keys.includes(name))
  const remainder = isByKey ? query.filter : undefined
  const filter =
    query.filter === undefined || remainder !== undefined || compileCondition(query.filter, names)
  if (filter === false) return undefined
  const { fetched, picked } = planProjection(definition, query, remainder)
  const input: QueryCommandInput = {
    TableName: tableName,
    KeyConditionExpression: keyCondition,
    ...(query.reverse && { ScanIndexForward: false }),
    ...common(query, filter, names.projection(fetched)),
    ...names.attributes(),
  }
  return { input, ...(remainder && { remainder }), ...(picked && { picked }) }
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
  const { fetched, picked } = planProjection(definition, query, undefined)
  const input: ScanCommandInput = {
    TableName: tableName,
    ...(segment && { Segment: segment.index, TotalSegments: segment.total }),
    ...common(query, filter, names.projection(fetched)),
    ...names.attributes(),
  }
  return { input, ...(picked && { picked }) }
}

type Common = Pick<
  ScanCommandInput,
  'IndexName' | 'ExclusiveStartKey' | 'Limit' | 'ConsistentRead' | 'FilterExpression' | 'ProjectionExpression'
>

function common(
  { index, after, limit, consistent }: ScanQuery,
  filter: string | true,
  projection: string | undefined,
): Common {
  return {
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...(index !== undefined && { IndexName: index }),
    ...(filter !== true && { FilterExpression: filter }),
    ...(after !== undefined && { ExclusiveStartKey: toAttributeMap(after) }),
    ...(limit !== undefined && { Limit: limit }),
    ...(consistent && { ConsistentRead: true }),
  }
}

interface ProjectionPlan {
  readonly fetched?: readonly string[]
  readonly picked?: readonly string[]
}

/** A global index refuses to fetch what it does not carry, and no projection may be empty. */
function planProjection(
  definition: TableDefinition,
  query: ScanQuery,
  remainder: Condition | undefined,
): ProjectionPlan {
  const asked = checkedAttributes(query.attributes)
  if (asked === undefined) return {}
  const index = query.index === undefined ? undefined : definition.indexes[query.index]
  const carried = index && projectedAttributes(definition.key, index)
  const isCarried = (name: string): boolean => carried?.has(name) ?? true
  const picked = asked.filter(isCarried)
  const fetched = new Set([...picked, ...(remainder ? attributesOf(remainder).filter(isCarried) : [])])
  if (fetched.size === 0) fetched.add(definition.key.pk.name)
  return fetched.size > picked.length ? { fetched: [...fetched], picked } : { fetched: picked }
}
