import { TooLargeError, ValidationError } from '../../errors.ts'
import type { TableDefinition } from '../../model/table.ts'
import { decodeRecord, recordDecoder } from '../record-codec.ts'
import type {
  BatchGetResult,
  BatchWrite,
  BatchWriteResult,
  CountPage,
  RangeQuery,
  ReadOptions,
  RecordPage,
  ScanQuery,
  StoreLimits,
  StoreTable,
  Write,
  WriteResult,
} from '../store.ts'
import type { Key, StoredRecord } from '../value.ts'
import { exactColumnValues } from './column-values.ts'
import type { Database } from './database.ts'
import { PageReader } from './page-reader.ts'
import type { TableSql } from './table-sql.ts'
import { identityOf, planWrite, requireDifferent } from './write-plan.ts'
import type { Writer } from './writer.ts'

/** DynamoDB's, so that callers split their work the same everywhere. */
export const LIMITS: StoreLimits = { batchGet: 100, batchWrite: 25, transaction: 100 }

/** One table of a PostgreSQL store. Every read is consistent: it sees what every finished write has written. */
export class PostgresTable implements StoreTable {
  readonly definition: TableDefinition
  readonly #sql: TableSql
  readonly #database: Database
  readonly #writer: Writer
  readonly #primary: PageReader
  readonly #indexes: ReadonlyMap<string, PageReader>

  constructor(definition: TableDefinition, sql: TableSql, database: Database, writer: Writer) {
    const { layout } = sql
    this.definition = definition
    this.#sql = sql
    this.#database = database
    this.#writer = writer
    this.#primary = new PageReader(database, layout, layout.primary)
    this.#indexes = new Map(
      [...layout.indexes].map(([name, path]) => [name, new PageReader(database, layout, path)]),
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
    return this.#call(() => this.#reader(query).page(query))
  }

  scan(query: ScanQuery): Promise<RecordPage> {
    return this.#call(() => this.#reader(query).page(query))
  }

  count(query: RangeQuery | ScanQuery): Promise<CountPage> {
    return this.#call(() => this.#reader(query).count(query))
  }

  #reader({ index, consistent = false }: ScanQuery): PageReader {
    if (index === undefined) return this.#primary
    const reader = this.#indexes.get(index)
    if (!reader) throw new ValidationError(`Table ${this.definition.base} has no index ${index}`)
    if (consistent && this.definition.indexes[index]?.kind === 'global') {
      throw new ValidationError(`Global index ${index} cannot be read consistently`)
    }
    return reader
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return this.#database.run(call, this.#sql.layout.name)
  }
}

/** @throws TooLargeError */
export function requireAtMost(count: number, limit: number, things: string): void {
  if (count > limit) throw new TooLargeError(`One call takes at most ${limit} ${things}, not ${count}`)
}
