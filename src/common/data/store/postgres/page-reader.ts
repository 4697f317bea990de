import { ValidationError } from '../../errors.ts'
import { matches } from '../../expressions/evaluate.ts'
import { checkedAttributes, pickAttributes } from '../projection.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import { resumeAfter, sortBounds } from '../sqlite/bounds.ts'
import { checkSegment, type Segment } from '../sqlite/segments.ts'
import type { CountPage, RangeQuery, RecordPage, ScanQuery } from '../store.ts'
import type { Key, KeyValue, StoredRecord } from '../value.ts'
import { columnValue, columnValues } from './column-values.ts'
import type { Database } from './database.ts'
import type { AccessPath, Column, TableLayout } from './layout.ts'
import { PathSql, type Slice } from './path-sql.ts'
import { ReadBudget } from './read-budget.ts'

/** Counting without a filter brings no record here. */
const MAX_COUNTED = 20_000

type Query = RangeQuery | ScanQuery

interface Progress {
  readonly read: number
  readonly next?: Key
}

/** Reads pages along one access path of a table, each statement for itself: no transaction outlasts it. */
export class PageReader {
  readonly #database: Database
  readonly #path: AccessPath
  readonly #sql: PathSql
  /** Every attribute of a position, in key order. */
  readonly #position: readonly Column[]

  constructor(database: Database, { table, primary }: TableLayout, path: AccessPath) {
    this.#database = database
    this.#path = path
    this.#sql = new PathSql(table, path, primary.partition)
    this.#position = [path.partition, ...path.order]
  }

  async page(query: Query): Promise<RecordPage> {
    const attributes = checkedAttributes(query.attributes)
    const records: StoredRecord[] = []
    const progress = await this.#visit(query, (record) => {
      records.push(attributes ? pickAttributes(record, attributes) : record)
    })
    return { records, ...progress }
  }

  async count(query: Query): Promise<CountPage> {
    if (query.filter === undefined) return this.#countRows(query)
    let matched = 0
    const progress = await this.#visit(query, () => {
      matched++
    })
    return { matched, ...progress }
  }

  /** Shows each record that the filter lets through, until the end, the limit or what one call may read. */
  async #visit(query: Query, show: (record: StoredRecord) => void): Promise<Progress> {
    const budget = new ReadBudget(limitOf(query))
    const decode = this.#decoder(query)
    let slice = this.#slice(query)
    while (slice) {
      const wanted = budget.wanted()
      // One row more tells whether the end is reached.
      const { rows } = await this.#database.query(this.#sql.rows(slice, wanted + 1))
      let last: StoredRecord | undefined
      let i = 0
      for (; i < Math.min(rows.length, wanted) && !budget.isSpent; i++) {
        const text = String(rows[i]?.[0])
        budget.spend(text.length)
        last = decode(text)
        const record = this.#project(last)
        if (query.filter === undefined || matches(query.filter, record)) show(record)
      }
      if (i === rows.length || !last) break
      if (budget.isSpent) return { read: budget.read, next: this.#positionOf(last) }
      slice = this.#after(slice, last)
    }
    return { read: budget.read }
  }

  async #countRows(query: Query): Promise<CountPage> {
    const limit = Math.min(limitOf(query), MAX_COUNTED)
    const slice = this.#slice(query)
    if (!slice) return { matched: 0, read: 0 }
    const { rows } = await this.#database.query(this.#sql.count(slice, limit))
    const [counted = null, last = null] = rows[0] ?? []
    if (last === null) return { matched: Number(counted), read: Number(counted) }
    return { matched: limit, read: limit, next: this.#positionOf(decodeRecord(last)) }
  }

  /** What a query asks for; undefined when nothing can follow its position. */
  #slice(query: Query): Slice | undefined {
    const { partition, sort } = this.#path
    const slice: Slice =
      'pk' in query
        ? {
            partition: columnValue(partition, query.pk),
            bounds: sortBounds(sort, query.sk),
            reverse: query.reverse ?? false,
            segment: undefined,
          }
        : { partition: undefined, bounds: {}, reverse: false, segment: checkedSegment(query) }
    return query.after ? this.#after(slice, query.after) : slice
  }

  #after(slice: Slice, position: StoredRecord): Slice | undefined {
    const columns = slice.partition === undefined ? this.#position : this.#path.order
    // A partition of one record is read by then.
    if (columns.length === 0) return undefined
    return { ...slice, bounds: resumeAfter(slice.bounds, columnValues(columns, position), slice.reverse) }
  }

  #positionOf(record: StoredRecord): Key {
    return Object.fromEntries(
      this.#position.map(({ attribute }) => [attribute.name, record[attribute.name] as KeyValue]),
    )
  }

  /** Besides what is asked for, the walk needs each record's position, and a filter may need anything. */
  #decoder({ attributes, filter }: Query): (text: string) => StoredRecord {
    if (attributes === undefined || filter !== undefined) return decodeRecord
    return recordDecoder({
      attributes: [...attributes, ...this.#position.map(({ attribute }) => attribute.name)],
    })
  }

  #project(record: StoredRecord): StoredRecord {
    const { projection } = this.#path
    if (!projection) return record
    return Object.fromEntries(Object.entries(record).filter(([name]) => projection.has(name)))
  }
}

function limitOf({ limit = Infinity }: Query): number {
  if (limit === Infinity || (Number.isSafeInteger(limit) && limit > 0)) return limit
  throw new ValidationError('A limit must be a whole number from 1')
}

function checkedSegment({ segment }: ScanQuery): Segment | undefined {
  if (segment) checkSegment(segment)
  return segment
}
