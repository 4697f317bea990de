import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type ConsumedCapacity,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import type { Capacity, Meter } from '../store.ts'

interface Output {
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[]
}

const WRITES = [
  PutItemCommand,
  UpdateItemCommand,
  DeleteItemCommand,
  BatchWriteItemCommand,
  TransactWriteItemsCommand,
] as const

/** The client as it is, but asking with each call what it used: nobody pays for that unless a meter is there. */
export function meteredClient(client: DynamoDBClient, meter: Meter | undefined): DynamoDBClient {
  if (!meter) return client
  const send = async (command: { input: { ReturnConsumedCapacity?: 'TOTAL' } }): Promise<Output> => {
    command.input.ReturnConsumedCapacity = 'TOTAL'
    const output = (await client.send(command as never)) as Output
    const isWrite = WRITES.some((each) => command instanceof each)
    for (const used of [output.ConsumedCapacity ?? []].flat()) meter(toCapacity(used, isWrite))
    return output
  }
  return Object.create(client, { send: { value: send } }) as DynamoDBClient
}

/** Only transactions are told apart by the service itself. */
function toCapacity(
  { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits }: ConsumedCapacity,
  isWrite: boolean,
): Capacity {
  if (ReadCapacityUnits === undefined && WriteCapacityUnits === undefined)
    return isWrite ? { read: 0, write: CapacityUnits } : { read: CapacityUnits, write: 0 }
  return { read: ReadCapacityUnits ?? 0, write: WriteCapacityUnits ?? 0 }
}
