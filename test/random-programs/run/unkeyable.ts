import type { Filter } from '../plain/filter.ts'

/**
 * An empty text can never be a part of a key. A filter that asks for one is answered with nobody, or refused when the
 * attribute would have to be a key: both are right.
 */
export const isUnkeyable = (filter: Filter): boolean =>
  Object.values(filter).some((test) => test === '' || (isObject(test) && 'eq' in test && test.eq === ''))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
