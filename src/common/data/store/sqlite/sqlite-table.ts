import type { TableDefinition } from '../../model/table.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import { exactKeyValues } from '../sql/key-columns.ts'
import { PathReaders } from '../sql/access-path.ts'
import { LIMITS, requireAtMost } from '../sql/limits.ts'
import type {
  BatchGetResult,
  BatchWrite,
  BatchWriteResult,
  CountPage,
  RangeQuery,
  ReadOptions,
  RecordPage,
  ScanQuery,
  StoreTable,
  Write,
  WriteResult,
} from '../store.ts'
import type { Key, StoredRecord } from '../value.ts'
import type { Database, SqlValue } from './driver.ts'
import type { AccessPath } from './layout.ts'
import { PageReader } from './page-reader.ts'
import type { ReadBatch } from './read-batch.ts'
import { TableStatements } from './table-statements.ts'
import { encodeWrite, requireDifferentItems, type KnownTable } from './write-encoder.ts'
import type { WriteQueue } from './write-queue.ts'

/** What the tables of one store have in common. */
export interface SqliteConnection {
  readonly database: Database
  readonly reads: ReadBatch
  readonly queue: WriteQueue
}

/** One table of an embedded store: reads on this thread, writes through the queue. */
export class SqliteTable implements StoreTable {
  readonly definition: TableDefinition
  readonly #known: KnownTable
  readonly #queue: WriteQueue
  readonly #reads: ReadBatch
  readonly #statements: TableStatements
  readonly #readers: PathReaders<AccessPath, PageReader>

  constructor(definition: TableDefinition, known: KnownTable, { database, reads, queue }: SqliteConnection) {
    const { layout } = known
    this.definition = definition
    this.#known = known
    this.#queue = queue
    this.#reads = reads
    this.#statements = new TableStatements(database, layout)
    this.#readers = new PathReaders(
      definition,
      layout,
      (path: AccessPath) => new PageReader(database, layout, path),
    )
  }

  get(key: Key, options: ReadOptions = {}): Promise<StoredRecord | undefined> {
    return this.#reads.submit(() => this.prepareGet(key, options).read())
  }

  /** A read whose key is checked, to be done at once with others. @throws ValidationError */
  prepareGet(key: Key, options: ReadOptions): PreparedGet {
    const values = exactKeyValues(this.#known.layout.key, key)
    const decode = recordDecoder(options)
    return { table: this.#known.id, key: values, read: () => this.#read(values, decode) }
  }

  async batchGet(keys: readonly Key[], options: ReadOptions = {}): Promise<BatchGetResult> {
    requireAtMost(keys.length, LIMITS.batchGet, 'keys')
    const items = keys.map((key) => this.prepareGet(key, options))
    requireDifferentItems(items)
    const records = items.map((item) => item.read()).filter((record) => record !== undefined)
    return { records, unprocessed: [] }
  }

  async write(write: Write): Promise<WriteResult> {
    const { record } = await this.#queue.submit({ kind: 'write', write: encodeWrite(this.#known, write) })
    return record === undefined ? {} : { record: decodeRecord(record) }
  }

  async batchWrite(writes: readonly BatchWrite[]): Promise<BatchWriteResult> {
    requireAtMost(writes.length, LIMITS.batchWrite, 'writes')
    const encoded = writes.map((write) => encodeWrite(this.#known, write))
    requireDifferentItems(encoded)
    if (encoded.length > 0) await this.#queue.submit({ kind: 'batch', writes: encoded })
    return { unprocessed: [] }
  }

  async range(query: RangeQuery): Promise<RecordPage> {
    return this.#readers.of(query).page(query)
  }

  async scan(query: ScanQuery): Promise<RecordPage> {
    return this.#readers.of(query).page(query)
  }

  async count(query: RangeQuery | ScanQuery): Promise<CountPage> {
    return this.#readers.of(query).count(query)
  }

  #read(key: readonly SqlValue[], decode: (text: string) => StoredRecord): StoredRecord | undefined {
    const text = this.#statements.read(key)
    return text === undefined ? undefined : decode(text)
  }
}

export interface PreparedGet {
  readonly table: number
  readonly key: readonly SqlValue[]
  read(): StoredRecord | undefined
}
