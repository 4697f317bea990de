import type { AccessPath, Slice } from '../sql/access-path.ts'
import type { Bound } from '../sql/bounds.ts'
import type { Segment } from '../sql/segments.ts'
import type { SqlParameter, Statement } from './pipeline.ts'
import type { Column } from './layout.ts'

/** The statements that read along one access path of a table. */
export class PathSql {
  readonly #table: string
  readonly #path: AccessPath<Column>
  /** The partition column of the table itself, by which segments are told apart. */
  readonly #tablePartition: Column

  constructor(table: string, path: AccessPath<Column>, tablePartition: Column) {
    this.#table = table
    this.#path = path
    this.#tablePartition = tablePartition
  }

  /** Records in order. */
  rows(slice: Slice, count: number): Statement {
    const { where, values } = this.#where(slice)
    const tail = `${this.#orderBy(slice)} LIMIT $${values.length + 1}`
    return { text: `SELECT data FROM ${this.#table}${where}${tail}`, values: [...values, count] }
  }

  /** How many records there are, up to one more than `limit`, and the record at the limit when there are more. */
  count(slice: Slice, limit: number): Statement {
    const { where, values } = this.#where(slice)
    const [most, last] = [`$${values.length + 1}`, `$${values.length + 2}`]
    const from = `FROM ${this.#table}${where}`
    return {
      text:
        `SELECT n, CASE WHEN n >= ${most} THEN (SELECT data ${from}${this.#orderBy(slice)} LIMIT 1 OFFSET ${last}) END ` +
        `FROM (SELECT count(*) n FROM (SELECT 1 ${from} LIMIT ${most}) c) t`,
      values: [...values, limit + 1, limit - 1],
    }
  }

  #columns({ partition }: Slice): readonly Column[] {
    return partition === undefined ? [this.#path.partition, ...this.#path.order] : this.#path.order
  }

  #where(slice: Slice): { readonly where: string; readonly values: SqlParameter[] } {
    const columns = this.#columns(slice)
    const parameters = new Parameters()
    const { partition, bounds, segment } = slice
    const terms = [
      this.#path.guard,
      partition === undefined ? '' : `${this.#path.partition.sql} = ${parameters.add(partition)}`,
      boundSql(columns, bounds.lower, '>', parameters),
      boundSql(columns, bounds.upper, '<', parameters),
      segment ? this.#segmentSql(segment, parameters) : '',
    ].filter((term) => term !== '')
    return { where: terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '', values: parameters.values }
  }

  /** By a hash of the partition key, so that the parts are disjoint, stable and about equal. */
  #segmentSql({ index, total }: Segment, parameters: Parameters): string {
    const hash = `('x' || substr(md5(${this.#tablePartition.sql}), 1, 8))::bit(32)::bigint`
    return `${hash} % ${parameters.add(total)} = ${parameters.add(index)}`
  }

  #orderBy(slice: Slice): string {
    const columns = this.#columns(slice)
    const direction = slice.reverse ? ' DESC' : ''
    return columns.length > 0 ? ` ORDER BY ${columns.map(({ sql }) => sql + direction).join(', ')}` : ''
  }
}

class Parameters {
  readonly values: SqlParameter[] = []

  /** The mark that stands for a value. */
  add(value: SqlParameter): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

function boundSql(
  columns: readonly Column[],
  bound: Bound | undefined,
  comparator: '<' | '>',
  parameters: Parameters,
): string {
  if (!bound) return ''
  const names = columns.slice(0, bound.values.length).map(({ sql }) => sql)
  const marks = bound.values.map((value) => parameters.add(value))
  const operator = bound.inclusive ? `${comparator}=` : comparator
  // A comparison of rows is what an index can seek to.
  if (names.length === 1) return `${names.join('')} ${operator} ${marks.join('')}`
  return `(${names.join(', ')}) ${operator} (${marks.join(', ')})`
}
