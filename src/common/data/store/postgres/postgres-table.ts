import type { TableDefinition } from '../../model/table.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import { PathReaders, type AccessPath } from '../sql/access-path.ts'
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
import { exactColumnValues } from './column-values.ts'
import type { Database } from './database.ts'
import type { Column } from './layout.ts'
import { PageReader } from './page-reader.ts'
import type { TableSql } from './table-sql.ts'
import { identityOf, planWrite, requireDifferent } from './write-plan.ts'
import type { Writer } from './writer.ts'

/** One table of a PostgreSQL store. Every read is consistent: it sees what every finished write has written. */
export class PostgresTable implements StoreTable {
  readonly definition: TableDefinition
  readonly #sql: TableSql
  readonly #database: Database
  readonly #writer: Writer
  readonly #readers: PathReaders<AccessPath<Column>, PageReader>

  constructor(definition: TableDefinition, sql: TableSql, database: Database, writer: Writer) {
    const { layout } = sql
    this.definition = definition
    this.#sql = sql
    this.#database = database
    this.#writer = writer
    this.#readers = new PathReaders(
      definition,
      layout,
      (path: AccessPath<Column>) => new PageReader(database, layout, path),
    )
  }

  get(key: Key, options: ReadOptions = {}): Promise<StoredRecord | undefined> {
    return this.#call(async () => {
      const decode = recordDecoder(options)
      const { rows } = await this.#database.query(
        this.#sql.select(exactColumnValues(this.#sql.layout.key, key)),
      )
      const text = rows[0]?.[0]
      return typeof text === 'string' ? decode(text) : undefined
    })
  }

  batchGet(keys: readonly Key[], options: ReadOptions = {}): Promise<BatchGetResult> {
    return this.#call(async () => {
      const decode = recordDecoder(options)
      requireAtMost(keys.length, LIMITS.batchGet, 'keys')
      const values = keys.map((key) => exactColumnValues(this.#sql.layout.key, key))
      requireDifferent(values.map((key) => identityOf(this.#sql, key)))
      if (values.length === 0) return { records: [], unprocessed: [] }
      const { rows } = await this.#database.query(this.#sql.selectAll(values))
      return { records: rows.map(([text]) => decode(String(text))), unprocessed: [] }
    })
  }

  write(write: Write): Promise<WriteResult> {
    return this.#call(async () => {
      const text = await this.#writer.write(planWrite(this.#sql, write))
      return text === undefined ? {} : { record: decodeRecord(text) }
    })
  }

  batchWrite(writes: readonly BatchWrite[]): Promise<BatchWriteResult> {
    return this.#call(async () => {
      requireAtMost(writes.length, LIMITS.batchWrite, 'writes')
      const planned = writes.map((write) => planWrite(this.#sql, write))
      requireDifferent(planned.map(({ identity }) => identity))
      if (planned.length > 0) await this.#writer.batch(this.#sql, planned)
      return { unprocessed: [] }
    })
  }

  range(query: RangeQuery): Promise<RecordPage> {
    return this.#call(() => this.#readers.of(query).page(query))
  }

  scan(query: ScanQuery): Promise<RecordPage> {
    return this.#call(() => this.#readers.of(query).page(query))
  }

  count(query: RangeQuery | ScanQuery): Promise<CountPage> {
    return this.#call(() => this.#readers.of(query).count(query))
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return this.#database.run(call, this.#sql.layout.name)
  }
}
