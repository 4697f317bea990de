import { ValidationError } from '../../errors.ts'
import { matches } from '../../expressions/evaluate.ts'
import { checkedAttributes, pickAttributes } from '../projection.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import type { CountPage, RangeQuery, RecordPage, ScanQuery } from '../store.ts'
import type { Key, KeyValue, StoredRecord } from '../value.ts'
import { resumeAfter, sortBounds } from './bounds.ts'
import type { Database } from './driver.ts'
import { keyValue, keyValues } from './key-columns.ts'
import type { AccessPath, Column, TableLayout } from './layout.ts'
import { PathReader, type Slice } from './path-reader.ts'
import { checkSegment, inSegment, type Segment } from './segments.ts'

/** Reads hold the event loop, so one call reads no more than this many records, or about 1 MB as in DynamoDB. */
const MAX_RECORDS = 1000
const MAX_CHARACTERS = 1_048_576
/** So many rows are fetched at once: they stand in memory together, however large they are. */
const CHUNK = 128
/** Counting without a filter decodes nothing. */
const MAX_COUNTED = 20_000

type Query = RangeQuery | ScanQuery

interface Progress {
  readonly read: number
  readonly next?: Key
}

/** Reads pages along one access path of a table. */
export class PageReader {
  readonly #partitionKey: string
  readonly #path: AccessPath
  readonly #reader: PathReader
  /** Every attribute of a position, in key order. */
  readonly #position: readonly Column[]

  constructor(database: Database, layout: TableLayout, path: AccessPath) {
    this.#partitionKey = layout.primary.partition.attribute.name
    this.#path = path
    this.#reader = new PathReader(database, path)
    this.#position = [path.partition, ...path.order]
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
    const decode = this.#decoder(query)
    let slice = this.#slice(query)
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
        const record = this.#project(last)
        if (query.filter === undefined || matches(query.filter, record)) show(record)
      }
      if (i === rows.length || !last) break
      if (walk.isFull) return { read: walk.read, next: this.#positionOf(last) }
      slice = this.#after(slice, last)
    }
    return { read: walk.read }
  }

  #countRows(query: Query): CountPage {
    const limit = Math.min(limitOf(query), MAX_COUNTED)
    const slice = this.#slice(query)
    if (!slice) return { matched: 0, read: 0 }
    const counted = this.#reader.count(slice, limit + 1)
    if (counted <= limit) return { matched: counted, read: counted }
    const text = this.#reader.rowAt(slice, limit - 1)?.[0] as string
    return { matched: limit, read: limit, next: this.#positionOf(decodeRecord(text)) }
  }

  /** What a query asks for; undefined when nothing can follow its position. */
  #slice(query: Query): Slice | undefined {
    const { partition, sort } = this.#path
    const slice: Slice =
      'pk' in query
        ? {
            partition: keyValue(partition, query.pk),
            bounds: sortBounds(sort, query.sk),
            reverse: query.reverse ?? false,
          }
        : { partition: undefined, bounds: {}, reverse: false }
    return query.after ? this.#after(slice, query.after) : slice
  }

  #after(slice: Slice, position: StoredRecord): Slice | undefined {
    const columns = slice.partition === undefined ? this.#position : this.#path.order
    // A partition of one record is read by then.
    if (columns.length === 0) return undefined
    return { ...slice, bounds: resumeAfter(slice.bounds, keyValues(columns, position), slice.reverse) }
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

function limitOf({ limit = Infinity }: Query): number {
  if (limit === Infinity || (Number.isSafeInteger(limit) && limit > 0)) return limit
  throw new ValidationError('A limit must be a whole number from 1')
}

function segmentOf(query: Query): Segment | undefined {
  const segment = 'segment' in query ? query.segment : undefined
  if (segment) checkSegment(segment)
  return segment
}
