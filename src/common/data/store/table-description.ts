import type { TableDefinition } from '../model/table.ts'

/** What a declaration says of a physical table, and what can be read back from one that is there. */
export type TableShape = Pick<TableDefinition, 'key' | 'indexes' | 'ttl' | 'stream'>

/** A table as it is, which may differ from its declaration. */
export interface TableDescription extends TableShape {
  /** The physical name. */
  readonly name: string
  /** Only an `active` table can be used with all of its indexes. */
  readonly status: 'active' | 'creating' | 'updating' | 'deleting' | 'unusable'
  /**
   * How many items there are in all. DynamoDB's number is up to six hours old; PostgreSQL's is exact up to 10,000 and
   * the planner's estimate beyond; SQLite's is counted.
   */
  readonly approximateItems: number | undefined
}

export const shapeOf = ({ key, indexes, ttl, stream }: TableShape): TableShape => ({
  key,
  indexes,
  ...(ttl !== undefined && { ttl }),
  ...(stream !== undefined && { stream }),
})
