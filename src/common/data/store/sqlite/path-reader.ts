import type { Slice } from '../sql/access-path.ts'
import type { Bound } from '../sql/bounds.ts'
import type { Database, SqlRow, SqlValue, Statement } from './driver.ts'
import type { AccessPath, Column } from './layout.ts'

/** The read statements of one access path; one for each shape of question, prepared once. */
export class PathReader {
  readonly #database: Database
  readonly #path: AccessPath
  readonly #statements = new Map<string, Statement>()

  constructor(database: Database, path: AccessPath) {
    this.#database = database
    this.#path = path
  }

  /** Rows of `data` in order. */
  rows(slice: Slice, count: number): readonly SqlRow[] {
    const tail = `${this.#orderBy(slice)} LIMIT ?`
    return this.#statement('rows', slice, (where) => `SELECT data FROM ${where}${tail}`).all([
      ...sliceParams(slice),
      count,
    ])
  }

  /** How many rows there are, up to `limit`. */
  count(slice: Slice, limit: number): number {
    const sql = (where: string): string => `SELECT count(*) FROM (SELECT 1 FROM ${where} LIMIT ?)`
    const row = this.#statement('count', slice, sql).get([...sliceParams(slice), limit])
    return Number(row?.[0] ?? 0)
  }

  /** The row `offset` behind the first. */
  rowAt(slice: Slice, offset: number): SqlRow | undefined {
    const tail = `${this.#orderBy(slice)} LIMIT 1 OFFSET ?`
    const statement = this.#statement('rowAt', slice, (where) => `SELECT data FROM ${where}${tail}`)
    return statement.get([...sliceParams(slice), offset])
  }

  #statement(use: string, slice: Slice, sql: (where: string) => string): Statement {
    const { partition, bounds, reverse } = slice
    const shape = `${use} ${partition === undefined ? 'all' : 'one'} ${boundShape(bounds.lower)} ${boundShape(bounds.upper)} ${reverse ? 'down' : 'up'}`
    let statement = this.#statements.get(shape)
    if (!statement) {
      statement = this.#database.prepare(sql(this.#fromWhere(slice)))
      this.#statements.set(shape, statement)
    }
    return statement
  }

  #columns(slice: Slice): readonly Column[] {
    return slice.partition === undefined ? [this.#path.partition, ...this.#path.order] : this.#path.order
  }

  #fromWhere(slice: Slice): string {
    const { from, guard, partition } = this.#path
    const columns = this.#columns(slice)
    const terms = [
      guard,
      slice.partition === undefined ? '' : `${partition.sql} = ?`,
      boundSql(columns, slice.bounds.lower, '>'),
      boundSql(columns, slice.bounds.upper, '<'),
    ].filter((term) => term !== '')
    return terms.length > 0 ? `${from} WHERE ${terms.join(' AND ')}` : from
  }

  #orderBy(slice: Slice): string {
    const columns = this.#columns(slice)
    const direction = slice.reverse ? ' DESC' : ''
    return columns.length > 0 ? ` ORDER BY ${columns.map(({ sql }) => sql + direction).join(', ')}` : ''
  }
}

const boundShape = (bound: Bound | undefined): string =>
  bound ? `${bound.values.length}${bound.inclusive ? '=' : ''}` : '-'

function boundSql(columns: readonly Column[], bound: Bound | undefined, comparator: '<' | '>'): string {
  if (!bound) return ''
  const names = columns.slice(0, bound.values.length).map(({ sql }) => sql)
  const operator = bound.inclusive ? `${comparator}=` : comparator
  if (names.length === 1) return `${names.join('')} ${operator} ?`
  return `(${names.join(', ')}) ${operator} (${names.map(() => '?').join(', ')})`
}

function sliceParams({ partition, bounds }: Slice): SqlValue[] {
  return [
    ...(partition === undefined ? [] : [partition]),
    ...(bounds.lower?.values ?? []),
    ...(bounds.upper?.values ?? []),
  ]
}
