import type { KeySchema } from './model/table.ts'
import type { StoredValue } from './store/value.ts'

/** A text that is equal for equal keys of one table and for no others. `item`: a key, or a record with one. */
export function keyName({ pk, sk }: KeySchema, item: Readonly<Record<string, StoredValue>>): string {
  const first = item[pk.name]
  const second = sk && item[sk.name]
  // Nearly all keys are texts. The length says where the first ends, whatever is in them.
  if (typeof first === 'string' && (second === undefined || typeof second === 'string')) {
    return `${first.length}:${first}${second ?? ''}`
  }
  return JSON.stringify([first, second])
}
