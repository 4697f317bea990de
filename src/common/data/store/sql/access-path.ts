import { ValidationError } from '../../errors.ts'
import type { TableDefinition } from '../../model/table.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import type { RangeQuery, ScanQuery } from '../store.ts'
import type { Key, KeyValue, StoredRecord } from '../value.ts'
import { resumeAfter, sortBounds, type Bounds } from './bounds.ts'
import { keyValues, type ColumnValue, type EncodeKey, type KeyColumn } from './key-columns.ts'
import { checkSegment, type Segment } from './segments.ts'

type Query = RangeQuery | ScanQuery

/** One way to read a table: its own key order, or that of an index. */
export interface AccessPath<C extends KeyColumn = KeyColumn> {
  readonly partition: C
  readonly sort: C | undefined
  /** What orders the records of one partition; together with the partition, a unique position. */
  readonly order: readonly C[]
  /** What keeps records out of a sparse index, as SQL; empty for none. */
  readonly guard: string
  /** Attributes that the index carries; undefined for all. */
  readonly projection: ReadonlySet<string> | undefined
}

/** What to read along an access path: one partition of it, or all. */
export interface Slice {
  /** Undefined for every partition; the bounds then stand on the partition and order columns together. */
  readonly partition: ColumnValue | undefined
  readonly bounds: Bounds
  readonly reverse: boolean
  /** Of the whole table. */
  readonly segment: Segment | undefined
}

/** What queries along an access path mean. */
export class PathQueries<C extends KeyColumn> {
  readonly #path: AccessPath<C>
  readonly #encode: EncodeKey<C>
  /** Every attribute of a position, in key order. */
  readonly #position: readonly C[]

  constructor(path: AccessPath<C>, encode: EncodeKey<C>) {
    this.#path = path
    this.#encode = encode
    this.#position = [path.partition, ...path.order]
  }

  /** What a query asks for; undefined when nothing can follow its position. @throws ValidationError */
  slice(query: Query): Slice | undefined {
    const { partition, sort } = this.#path
    const slice: Slice =
      'pk' in query
        ? {
            partition: this.#encode(partition, query.pk),
            bounds: sortBounds(sort, query.sk),
            reverse: query.reverse ?? false,
            segment: undefined,
          }
        : { partition: undefined, bounds: {}, reverse: false, segment: segmentOf(query) }
    return query.after ? this.after(slice, query.after) : slice
  }

  /** The rest of a slice. */
  after(slice: Slice, position: StoredRecord): Slice | undefined {
    const columns = slice.partition === undefined ? this.#position : this.#path.order
    // A partition of one record is read by then.
    if (columns.length === 0) return undefined
    const values = keyValues(columns, position, this.#encode)
    return { ...slice, bounds: resumeAfter(slice.bounds, values, slice.reverse) }
  }

  positionOf(record: StoredRecord): Key {
    return Object.fromEntries(
      this.#position.map(({ attribute }) => [attribute.name, record[attribute.name] as KeyValue]),
    )
  }

  /** Besides what is asked for, the walk needs each record's position, and a filter may need anything. */
  decoder({ attributes, filter }: Query): (text: string) => StoredRecord {
    if (attributes === undefined || filter !== undefined) return decodeRecord
    return recordDecoder({
      attributes: [...attributes, ...this.#position.map(({ attribute }) => attribute.name)],
    })
  }

  /** A record as the index carries it. */
  project(record: StoredRecord): StoredRecord {
    const { projection } = this.#path
    if (!projection) return record
    return Object.fromEntries(Object.entries(record).filter(([name]) => projection.has(name)))
  }
}

/** @throws ValidationError for a segment that does not exist */
export function segmentOf(query: Query): Segment | undefined {
  const segment = 'segment' in query ? query.segment : undefined
  if (segment) checkSegment(segment)
  return segment
}

/** What reads the table itself, and each of its indexes. */
export class PathReaders<Path, Reader> {
  readonly #definition: TableDefinition
  readonly #primary: Reader
  readonly #indexes: ReadonlyMap<string, Reader>

  constructor(
    definition: TableDefinition,
    { primary, indexes }: { readonly primary: Path; readonly indexes: ReadonlyMap<string, Path> },
    make: (path: Path) => Reader,
  ) {
    this.#definition = definition
    this.#primary = make(primary)
    this.#indexes = new Map([...indexes].map(([name, path]) => [name, make(path)]))
  }

  /** @throws ValidationError for an index that the table has not, or that cannot be read consistently */
  of({ index, consistent = false }: Query): Reader {
    if (index === undefined) return this.#primary
    const reader = this.#indexes.get(index)
    if (!reader) throw new ValidationError(`Table ${this.#definition.base} has no index ${index}`)
    if (consistent && this.#definition.indexes[index]?.kind === 'global') {
      throw new ValidationError(`Global index ${index} cannot be read consistently`)
    }
    return reader
  }
}
