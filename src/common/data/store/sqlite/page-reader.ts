import { matches } from '../../expressions/evaluate.ts'
import { checkedAttributes, pickAttributes } from '../projection.ts'
import { decodeRecord } from '../record-codec.ts'
import { PathQueries, segmentOf } from '../sql/access-path.ts'
import { keyValue } from '../sql/key-columns.ts'
import { limitOf, MAX_CHARACTERS, MAX_COUNTED, MAX_RECORDS } from '../sql/limits.ts'
import { inSegment, type Segment } from '../sql/segments.ts'
import type { CountPage, RangeQuery, RecordPage, ScanQuery } from '../store.ts'
import type { Key, KeyValue, StoredRecord } from '../value.ts'
import type { Database } from './driver.ts'
import type { AccessPath, Column, TableLayout } from './layout.ts'
import { PathReader } from './path-reader.ts'

/** So many rows are fetched at once: they stand in memory together, however large they are. */
const CHUNK = 128

type Query = RangeQuery | ScanQuery

interface Progress {
  readonly read: number
  readonly next?: Key
}

/** Reads pages along one access path of a table. */
export class PageReader {
  readonly #partitionKey: string
  readonly #reader: PathReader
  readonly #queries: PathQueries<Column>

  constructor(database: Database, layout: TableLayout, path: AccessPath) {
    this.#partitionKey = layout.primary.partition.attribute.name
    this.#reader = new PathReader(database, path)
    this.#queries = new PathQueries<Column>(path, keyValue)
  }

  page(query: Query): RecordPage {
    const attributes = checkedAttributes(query.attributes)
    const records: StoredRecord[] = []
    const progress = this.#visit(query, (record) => {
      records.push(attributes ? pickAttributes(record, attributes) : record)
    })
    return { records, ...progress }
  }

  count(query: Query): CountPage {
    if (query.filter === undefined && segmentOf(query) === undefined) return this.#countRows(query)
    let matched = 0
    const progress = this.#visit(query, () => {
      matched++
    })
    return { matched, ...progress }
  }

  /** Shows each record that the filter lets through, until the end, the limit or what one call may read. */
  #visit(query: Query, show: (record: StoredRecord) => void): Progress {
    const walk = new Walk(query, this.#partitionKey)
    const decode = this.#queries.decoder(query)
    let slice = this.#queries.slice(query)
    while (slice) {
      const wanted = walk.wanted()
      // One row more tells whether the end is reached.
      const rows = this.#reader.rows(slice, wanted + 1)
      let last: StoredRecord | undefined
      let i = 0
      for (; i < Math.min(rows.length, wanted) && !walk.isFull; i++) {
        const text = rows[i]?.[0] as string
        last = decode(text)
        if (!walk.takes(last, text.length)) continue
        const record = this.#queries.project(last)
        if (query.filter === undefined || matches(query.filter, record)) show(record)
      }
      if (i === rows.length || !last) break
      if (walk.isFull) return { read: walk.read, next: this.#queries.positionOf(last) }
      slice = this.#queries.after(slice, last)
    }
    return { read: walk.read }
  }

  #countRows(query: Query): CountPage {
    const limit = Math.min(limitOf(query), MAX_COUNTED)
    const slice = this.#queries.slice(query)
    if (!slice) return { matched: 0, read: 0 }
    const counted = this.#reader.count(slice, limit + 1)
    if (counted <= limit) return { matched: counted, read: counted }
    const text = this.#reader.rowAt(slice, limit - 1)?.[0] as string
    return { matched: limit, read: limit, next: this.#queries.positionOf(decodeRecord(text)) }
  }
}

/** What one call has read so far, and how far it may go. */
class Walk {
  read = 0
  #examined = 0
  #characters = 0
  readonly #limit: number
  readonly #segment: Segment | undefined
  readonly #partitionKey: string

  constructor(query: Query, partitionKey: string) {
    this.#limit = Math.min(limitOf(query), MAX_RECORDS)
    this.#segment = segmentOf(query)
    this.#partitionKey = partitionKey
  }

  get isFull(): boolean {
    return this.read >= this.#limit || this.#examined >= MAX_RECORDS || this.#characters >= MAX_CHARACTERS
  }

  /** Rows to fetch next; in a segment, most rows may be those of others. */
  wanted(): number {
    return this.#segment ? CHUNK : Math.min(this.#limit - this.read, CHUNK)
  }

  /** Counts a record; false for one of another segment. */
  takes(record: StoredRecord, characters: number): boolean {
    this.#examined++
    this.#characters += characters
    if (this.#segment && !inSegment(this.#segment, record[this.#partitionKey] as KeyValue)) return false
    this.read++
    return true
  }
}
