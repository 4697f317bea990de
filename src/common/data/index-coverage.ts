import { attributesOf, type Condition } from './expressions/condition.ts'
import type { Selection } from './entity-decoder.ts'
import type { IndexKeys } from './model/key-map.ts'
import { CREATED_AT, TYPE_MARKER, UPDATED_AT, VERSION, type Model } from './model/model.ts'
import { projectedAttributes } from './store/projection.ts'

/**
 * What a read needs and an index does not carry, by stored names: an index with a projection of its own has no more than
 * that of each item, and what is not there must not be taken for absent.
 */
export function missingIn(
  model: Model,
  { index }: IndexKeys,
  select: Selection,
  filter: Condition | undefined,
): readonly string[] {
  const { table, isShared, ttl, codec } = model
  const definition = table.indexes[index]
  const carried = definition && projectedAttributes(table.key, definition)
  if (!carried) return []
  const needed = [
    ...(isShared ? [TYPE_MARKER] : []),
    ...(ttl === undefined ? [] : [ttl]),
    ...(select ?? wholeEntity(model)).map((name) => codec.storedName(name)),
    ...(filter ? attributesOf(filter) : []),
  ]
  return needed.filter((name) => !carried.has(name))
}

const wholeEntity = ({ codec, firstVersion, hasTimestamps }: Model): readonly string[] => [
  ...codec.names,
  ...(firstVersion ? [VERSION] : []),
  ...(hasTimestamps ? [CREATED_AT, UPDATED_AT] : []),
]
