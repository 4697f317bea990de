import { ValidationError } from '../errors.ts'
import type { IndexDefinition, KeySchema } from '../model/table.ts'
import type { StoredRecord } from './value.ts'

/** Only these attributes of a record, as far as it has them. */
export const pickAttributes = (record: StoredRecord, names: readonly string[]): StoredRecord =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(record, name) ? record[name] : undefined
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** What a read is to fetch, without repetitions; undefined for everything. @throws ValidationError for nothing at all */
export function checkedAttributes(names: readonly string[] | undefined): readonly string[] | undefined {
  if (names === undefined) return undefined
  if (names.length === 0) throw new ValidationError('A read must ask for at least one attribute')
  return [...new Set(names)]
}

export const keyNames = ({ pk, sk }: KeySchema): readonly string[] => (sk ? [pk.name, sk.name] : [pk.name])

/** The attributes that an index of a table with this key carries; undefined for all. */
export function projectedAttributes(key: KeySchema, index: IndexDefinition): ReadonlySet<string> | undefined {
  const { projection } = index
  if (projection === 'ALL') return undefined
  const included = projection === 'KEYS_ONLY' ? [] : projection
  return new Set([...keyNames(index), ...keyNames(key), ...included])
}
