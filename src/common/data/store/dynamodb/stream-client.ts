import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams'
import { UnavailableError } from '../../errors.ts'
import { describe } from './error-mapping.ts'
import type { ShardPosition } from './stream-position.ts'

export interface ShardPage {
  readonly records: readonly _Record[]
  readonly position: ShardPosition
}

/** The calls to the streams of the tables that a client reaches, which are a service of their own. */
export class StreamClient {
  readonly #tables: DynamoDBClient
  readonly #streams: DynamoDBStreamsClient

  constructor(tables: DynamoDBClient) {
    const { region, credentials, endpoint, requestHandler, maxAttempts } = tables.config
    this.#tables = tables
    this.#streams = new DynamoDBStreamsClient({
      region,
      credentials,
      requestHandler,
      maxAttempts,
      // Where the tables are, if that is no region of AWS.
      ...(endpoint && { endpoint }),
    })
  }

  /** The ARN of the stream of a table. @throws UnavailableError for a table without one */
  async streamOf(tableName: string): Promise<string> {
    const { Table } = await this.#tables.send(new DescribeTableCommand({ TableName: tableName }))
    if (Table?.LatestStreamArn !== undefined) return Table.LatestStreamArn
    throw new UnavailableError(
      `DynamoDB table ${tableName} has no stream: create it with the stream that it declares`,
    )
  }

  async shards(arn: string): Promise<readonly Shard[]> {
    const shards: Shard[] = []
    for (let start: string | undefined; ;) {
      const command = new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: start })
      const { StreamDescription: stream } = await this.#streams.send(command)
      shards.push(...(stream?.Shards ?? []))
      start = stream?.LastEvaluatedShardId
      if (start === undefined) return shards
    }
  }

  /** The end of a shard, as it is now. */
  async end(arn: string, shard: string): Promise<ShardPosition> {
    return this.#iterator(arn, shard, { ShardIteratorType: 'LATEST' })
  }

  async read(arn: string, shard: string, position: ShardPosition, limit: number): Promise<ShardPage> {
    const { iterator } = position.iterator === undefined ? await this.#resume(arn, shard, position) : position
    try {
      const command = new GetRecordsCommand({ ShardIterator: iterator, Limit: limit })
      const { Records: records = [], NextShardIterator: next } = await this.#streams.send(command)
      const sequence = records.at(-1)?.dynamodb?.SequenceNumber ?? position.sequence
      return {
        records,
        position: {
          ...(sequence !== undefined && { sequence }),
          ...(next === undefined ? { isDone: true } : { iterator: next }),
        },
      }
    } catch (error) {
      if (!isForgotten(error) || position.iterator === undefined) throw error
      const { sequence } = position
      return this.read(arn, shard, sequence === undefined ? {} : { sequence }, limit)
    }
  }

  /** After the last record read, or at the oldest that is kept when there is none, or it is no longer kept. */
  async #resume(arn: string, shard: string, { sequence }: ShardPosition): Promise<ShardPosition> {
    if (sequence !== undefined) {
      try {
        return await this.#iterator(arn, shard, {
          ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
          SequenceNumber: sequence,
        })
      } catch (error) {
        if (!isForgotten(error)) throw error
      }
    }
    return this.#iterator(arn, shard, { ShardIteratorType: 'TRIM_HORIZON' })
  }

  async #iterator(
    arn: string,
    shard: string,
    start: Pick<GetShardIteratorCommand['input'], 'ShardIteratorType' | 'SequenceNumber'>,
  ): Promise<ShardPosition> {
    const command = new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ...start })
    const { ShardIterator: iterator } = await this.#streams.send(command)
    if (iterator === undefined) throw new UnavailableError(`DynamoDB gives no iterator of shard ${shard}`)
    return { iterator }
  }
}

/** An iterator that is too old, or a record that is no longer kept. */
const isForgotten = (error: unknown): boolean =>
  ['ExpiredIteratorException', 'TrimmedDataAccessException'].includes(describe(error).name)
