import type { ValueType } from '../store/value.ts'

/** What may be asked of one attribute. Several operators together must all hold. */
export interface Operators<V> {
  readonly eq?: V | null
  readonly ne?: V | null
  readonly lt?: V
  readonly lte?: V
  readonly gt?: V
  readonly gte?: V
  readonly between?: readonly [V, V]
  readonly in?: readonly V[]
  readonly beginsWith?: V extends string ? string : never
  /** Text within text, or an element within a list. */
  readonly contains?: V extends readonly (infer Element)[] ? Element : V extends string ? string : never
  readonly exists?: boolean
  readonly type?: ValueType
  readonly size?: Pick<Operators<number>, 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'>
}

type Plain = string | number | bigint | boolean | null

/** A value stands for equality; null asks for an absent attribute. An attribute that is an object needs operators. */
export type Test<V> = Extract<V, Plain> | Operators<NonNullable<V>>

/**
 * A condition or filter on an entity, as plain data:
 * `{ pclass: 3, age: { lt: 18 }, or: [{ sex: 'female' }, { parch: { gt: 0 } }] }`.
 */
export type Where<I> = { readonly [K in keyof I]?: Test<I[K]> } & {
  readonly and?: readonly Where<I>[]
  readonly or?: readonly Where<I>[]
  readonly not?: Where<I>
}
