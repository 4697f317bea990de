import { matches } from '../../expressions/evaluate.ts'
import { checkedAttributes, pickAttributes } from '../projection.ts'
import { decodeRecord } from '../record-codec.ts'
import { PathQueries, type AccessPath } from '../sql/access-path.ts'
import { limitOf, MAX_COUNTED } from '../sql/limits.ts'
import type { CountPage, RangeQuery, RecordPage, ScanQuery } from '../store.ts'
import type { Key, StoredRecord } from '../value.ts'
import { columnValue } from './column-values.ts'
import type { Database } from './database.ts'
import type { Column, TableLayout } from './layout.ts'
import { PathSql } from './path-sql.ts'
import { ReadBudget } from './read-budget.ts'

type Query = RangeQuery | ScanQuery

interface Progress {
  readonly read: number
  readonly next?: Key
}

/** Reads pages along one access path of a table, each statement for itself: no transaction outlasts it. */
export class PageReader {
  readonly #database: Database
  readonly #sql: PathSql
  readonly #queries: PathQueries<Column>

  constructor(database: Database, { table, primary }: TableLayout, path: AccessPath<Column>) {
    this.#database = database
    this.#sql = new PathSql(table, path, primary.partition)
    this.#queries = new PathQueries<Column>(path, columnValue)
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
    const decode = this.#queries.decoder(query)
    let slice = this.#queries.slice(query)
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
        const record = this.#queries.project(last)
        if (query.filter === undefined || matches(query.filter, record)) show(record)
      }
      if (i === rows.length || !last) break
      if (budget.isSpent) return { read: budget.read, next: this.#queries.positionOf(last) }
      slice = this.#queries.after(slice, last)
    }
    return { read: budget.read }
  }

  async #countRows(query: Query): Promise<CountPage> {
    const limit = Math.min(limitOf(query), MAX_COUNTED)
    const slice = this.#queries.slice(query)
    if (!slice) return { matched: 0, read: 0 }
    const { rows } = await this.#database.query(this.#sql.count(slice, limit))
    const [counted = null, last = null] = rows[0] ?? []
    if (last === null) return { matched: Number(counted), read: Number(counted) }
    return { matched: limit, read: limit, next: this.#queries.positionOf(decodeRecord(last)) }
  }
}
