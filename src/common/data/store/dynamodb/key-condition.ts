import { ValidationError } from '../../errors.ts'
import { compareScalars } from '../../expressions/order.ts'
import type { KeySchema } from '../../model/table.ts'
import type { RangeQuery, SortCondition } from '../store.ts'
import type { ExpressionNames } from './expression-names.ts'

/**
 * The key condition of a range, or undefined when no key can meet it, so that the answer is empty without a call.
 *
 * @throws ValidationError for a condition on a sort key that the table or index does not have
 */
export function compileKeyCondition(
  { pk, sk }: Pick<RangeQuery, 'pk' | 'sk'>,
  schema: KeySchema,
  names: ExpressionNames,
): string | undefined {
  if (sk !== undefined && isImpossible(sk)) return undefined
  const partition = `${names.name(schema.pk.name)} = ${names.value(pk)}`
  if (sk === undefined) return partition
  if (!schema.sk) throw new ValidationError('A condition on the sort key needs a table or index that has one')
  // Every text begins with nothing, but DynamoDB refuses an empty text in a key condition.
  if ('beginsWith' in sk && sk.beginsWith === '') return partition
  return `${partition} AND ${compileSort(sk, names.name(schema.sk.name), names)}`
}

/** DynamoDB refuses bounds that are the wrong way round; here they are a range without a member. */
const isImpossible = (sk: SortCondition): boolean =>
  'between' in sk && (compareScalars(sk.between[0], sk.between[1]) ?? 0) > 0

function compileSort(sk: SortCondition, name: string, names: ExpressionNames): string {
  if ('eq' in sk) return `${name} = ${names.value(sk.eq)}`
  if ('lt' in sk) return `${name} < ${names.value(sk.lt)}`
  if ('lte' in sk) return `${name} <= ${names.value(sk.lte)}`
  if ('gt' in sk) return `${name} > ${names.value(sk.gt)}`
  if ('gte' in sk) return `${name} >= ${names.value(sk.gte)}`
  if ('beginsWith' in sk) return `begins_with(${name}, ${names.value(sk.beginsWith)})`
  const [low, high] = sk.between
  return `${name} BETWEEN ${names.value(low)} AND ${names.value(high)}`
}
