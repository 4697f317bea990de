import {
  defineTable,
  type IndexDefinition,
  type StreamView,
  type TableDefinition,
  type TableDeployment,
} from './table.ts'

export interface GenericTableInput {
  readonly base: string
  /** Local indexes `lsi0`, `lsi1`, … on `lsi0_sk`, …; DynamoDB takes 5 at most. */
  readonly localIndexes?: number
  /** Global indexes `gsi0`, `gsi1`, … on `gsi0_pk` and `gsi0_sk`, …; 20 by default quota. */
  readonly globalIndexes?: number
  readonly ttl?: string
  readonly stream?: StreamView
  readonly deployment: TableDeployment
}

const MAX_LOCAL = 5
const MAX_GLOBAL = 20

/**
 * The physical table of a single-table design: `pk` and `sk`, and as many indexes with generic keys as asked for. Models
 * map their attributes to them by templates, so the key names never occur in application code.
 */
export function genericTable(input: GenericTableInput): TableDefinition {
  const { localIndexes = 0, globalIndexes = 0, ...rest } = input
  const indexes: Record<string, Pick<IndexDefinition, 'kind'> & { pk: string; sk: string }> = {}
  for (let n = 0; n < countOf(input.base, 'local', localIndexes, MAX_LOCAL); n++) {
    indexes[`lsi${n}`] = { kind: 'local', pk: 'pk', sk: `lsi${n}_sk` }
  }
  for (let n = 0; n < countOf(input.base, 'global', globalIndexes, MAX_GLOBAL); n++) {
    indexes[`gsi${n}`] = { kind: 'global', pk: `gsi${n}_pk`, sk: `gsi${n}_sk` }
  }
  return defineTable<string>({ ...rest, key: { pk: 'pk', sk: 'sk' }, indexes, isShared: true })
}

function countOf(base: string, kind: string, count: number, most: number): number {
  if (Number.isSafeInteger(count) && count >= 0 && count <= most) return count
  throw new Error(`Table ${base}: ${count} ${kind} indexes; DynamoDB takes 0 to ${most}`)
}
