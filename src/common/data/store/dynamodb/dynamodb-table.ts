import {
  type DynamoDBClient,
  type QueryCommandOutput,
  type ScanCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { TooLargeError } from '../../errors.ts'
import { matches } from '../../expressions/evaluate.ts'
import type { TableDefinition } from '../../model/table.ts'
import { pickAttributes } from '../projection.ts'
import { atEndOfTurn } from '../end-of-turn.ts'
import type {
  BatchGetResult,
  BatchWrite,
  BatchWriteResult,
  CallOptions,
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
import { fromAttributeKey, type AttributeMap } from './attribute-value.ts'
import { meteredClient } from './capacity.ts'
import type { Calls } from './calls.ts'
import { FastBatchGetItem, FastBatchWriteItem, FastGetItem, FastQuery, FastScan } from './fast/commands.ts'
import { forRecords } from './fast/records.ts'
import { writeItem } from './item-writer.ts'
import { planRange, planScan, type ReadPlan } from './read-commands.ts'
import { recordsOf, toRecord } from './records.ts'
import { TableCommands } from './table-commands.ts'

/** The service's own limits of one call. */
export const LIMITS: StoreLimits = { batchGet: 100, batchWrite: 25, transaction: 100 }

/** One DynamoDB table behind the store port. */
export class DynamoDbTable implements StoreTable {
  readonly definition: TableDefinition
  readonly #client: DynamoDBClient
  readonly #calls: Calls
  readonly #commands: TableCommands
  readonly #changed: () => void

  /** @param changed is called after each write */
  constructor(
    client: DynamoDBClient,
    calls: Calls,
    definition: TableDefinition,
    tableName: string,
    changed: () => void,
  ) {
    this.definition = definition
    this.#client = client
    this.#calls = calls
    this.#commands = new TableCommands(definition, tableName)
    this.#changed = changed
  }

  get(key: Key, options: ReadOptions & CallOptions = {}): Promise<StoredRecord | undefined> {
    return this.#call(options, async (client) => {
      const command = forRecords(new FastGetItem(this.#commands.get(key, options)))
      const output = await client.send(await atEndOfTurn(command))
      return recordsOf(output, output.Item && [output.Item])[0]
    })
  }

  async write(write: Write, options: CallOptions = {}): Promise<WriteResult> {
    const result = await this.#call(options, (client) => writeItem(client, this.#commands, write))
    this.#changed()
    return result
  }

  batchGet(keys: readonly Key[], options: ReadOptions & CallOptions = {}): Promise<BatchGetResult> {
    return this.#call(options, async (client) => {
      if (keys.length === 0) return { records: [], unprocessed: [] }
      checkCount(keys.length, LIMITS.batchGet, 'keys in one batch')
      const output = await client.send(
        forRecords(new FastBatchGetItem(this.#commands.batchGet(keys, options))),
      )
      const { Responses = {}, UnprocessedKeys = {} } = output
      return {
        records: recordsOf(output, Responses[this.#commands.tableName]),
        unprocessed: (UnprocessedKeys[this.#commands.tableName]?.Keys ?? []).map(fromAttributeKey),
      }
    })
  }

  batchWrite(writes: readonly BatchWrite[], options: CallOptions = {}): Promise<BatchWriteResult> {
    return this.#call(options, async (client) => {
      if (writes.length === 0) return { unprocessed: [] }
      checkCount(writes.length, LIMITS.batchWrite, 'writes in one batch')
      const { UnprocessedItems = {} } = await client.send(
        new FastBatchWriteItem(this.#commands.batchWrite(writes)),
      )
      this.#changed()
      return { unprocessed: (UnprocessedItems[this.#commands.tableName] ?? []).map(toBatchWrite) }
    })
  }

  range(query: RangeQuery, options: CallOptions = {}): Promise<RecordPage> {
    return this.#call(options, async (client) => {
      const plan = planRange(this.definition, this.#commands.tableName, query)
      if (!plan) return EMPTY
      return toPage(plan, await client.send(forRecords(new FastQuery(plan.input))))
    })
  }

  scan(query: ScanQuery, options: CallOptions = {}): Promise<RecordPage> {
    return this.#call(options, async (client) => {
      const plan = planScan(this.definition, this.#commands.tableName, query)
      if (!plan) return EMPTY
      return toPage(plan, await client.send(forRecords(new FastScan(plan.input))))
    })
  }

  count({ attributes: _, ...query }: RangeQuery | ScanQuery, options: CallOptions = {}): Promise<CountPage> {
    return this.#call(options, async (client) => {
      const { tableName } = this.#commands
      if (!('pk' in query)) {
        const plan = planScan(this.definition, tableName, query)
        return toCount(plan && (await client.send(new FastScan({ ...plan.input, Select: 'COUNT' }))))
      }
      const plan = planRange(this.definition, tableName, query)
      if (plan?.remainder) {
        const output = await client.send(forRecords(new FastQuery(plan.input)))
        const { records, ...rest } = toPage(plan, output)
        return { matched: records.length, ...rest }
      }
      return toCount(plan && (await client.send(new FastQuery({ ...plan.input, Select: 'COUNT' }))))
    })
  }

  #call<Result>({ meter }: CallOptions, call: (client: DynamoDBClient) => Promise<Result>): Promise<Result> {
    return this.#calls.run(() => call(meteredClient(this.#client, meter)), this.#commands)
  }
}

const EMPTY: RecordPage = { records: [], read: 0 }

function toPage(
  { remainder, picked }: ReadPlan<unknown>,
  output: QueryCommandOutput | ScanCommandOutput,
): RecordPage {
  const records = recordsOf(output, output.Items)
  const kept = remainder ? records.filter((record) => matches(remainder, record)) : records
  return {
    records: picked ? kept.map((record) => pickAttributes(record, picked)) : kept,
    ...progress(output),
  }
}

function toCount(output: QueryCommandOutput | ScanCommandOutput | undefined): CountPage {
  return output ? { matched: output.Count ?? 0, ...progress(output) } : { matched: 0, read: 0 }
}

function progress(output: QueryCommandOutput | ScanCommandOutput): { read: number; next?: Key } {
  const { ScannedCount = 0, LastEvaluatedKey } = output
  return { read: ScannedCount, ...(LastEvaluatedKey && { next: fromAttributeKey(LastEvaluatedKey) }) }
}

function toBatchWrite({ PutRequest, DeleteRequest }: WriteRequest): BatchWrite {
  if (PutRequest) return { type: 'put', record: toRecord(PutRequest.Item as AttributeMap) }
  return { type: 'delete', key: fromAttributeKey(DeleteRequest?.Key ?? {}) }
}

/** @throws TooLargeError */
export function checkCount(count: number, limit: number, what: string): void {
  if (count > limit) throw new TooLargeError(`At most ${limit} ${what}, not ${count}`)
}
