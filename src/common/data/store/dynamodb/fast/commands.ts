import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type TransactGetItem,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import { laneOf } from './fast-lane.ts'
import type { ClientConfig, ClientStack, Handler, SdkCommand, SendOptions } from './sdk-types.ts'

/** What the SDK alone can do with an input, so that such a call takes its pipeline. */
type NeedsSdk<Input> = (input: Input) => boolean

/**
 * A command of the SDK that takes the fast lane of the client it is sent with, where that has one. It is a subclass,
 * so that mocks and middleware that look for the SDK's own command find it.
 */
function fast<Input extends object, Class extends new (input: Input) => object>(
  operation: string,
  Base: Class & (new (input: Input) => object),
  needsSdk: NeedsSdk<Input>,
): Class {
  // As a mixin its constructor would have to take `any`.
  const Command = Base as unknown as new (input: Input) => SdkCommand & { readonly input: Input }
  class FastCommand extends Command {
    override resolveMiddleware(
      stack: ClientStack,
      configuration: ClientConfig,
      options: SendOptions = {},
    ): Handler {
      const plain = (config: ClientConfig): Handler => super.resolveMiddleware(stack, config, options)
      const lane = laneOf(stack, configuration)
      if (lane === undefined || options.metricsRecorder !== undefined) return plain(configuration)
      // With `cacheMiddleware` the handler serves other commands of the class too.
      return (command) =>
        needsSdk(command.input as Input)
          ? plain(configuration)(command)
          : lane.send(operation, command as SdkCommand, options, plain)
    }
  }
  // Tracers tell calls apart by it.
  Object.defineProperty(FastCommand, 'name', { value: Base.name })
  return FastCommand as unknown as Class
}

/** A table that is named by its ARN may be another account's, and has an endpoint of its own. */
const isArn = (name: string | undefined): boolean => name?.startsWith('arn:') ?? false

const named = ({ TableName }: { TableName?: string | undefined }): boolean => isArn(TableName)

const batched = ({ RequestItems = {} }: { RequestItems?: object | undefined }): boolean =>
  Object.keys(RequestItems).some(isArn)

/** The SDK also makes up a client token where there is none. */
const transacted = (input: {
  TransactItems?: TransactWriteItem[] | undefined
  ClientRequestToken?: string | undefined
}): boolean =>
  input.ClientRequestToken === undefined ||
  (input.TransactItems ?? []).some(({ ConditionCheck, Put, Delete, Update }) =>
    isArn((ConditionCheck ?? Put ?? Delete ?? Update)?.TableName),
  )

export const FastGetItem = fast('GetItem', GetItemCommand, named)
export const FastPutItem = fast('PutItem', PutItemCommand, named)
export const FastUpdateItem = fast('UpdateItem', UpdateItemCommand, named)
export const FastDeleteItem = fast('DeleteItem', DeleteItemCommand, named)
export const FastQuery = fast('Query', QueryCommand, named)
export const FastScan = fast('Scan', ScanCommand, named)
export const FastBatchGetItem = fast('BatchGetItem', BatchGetItemCommand, batched)
export const FastBatchWriteItem = fast('BatchWriteItem', BatchWriteItemCommand, batched)
const transactedGets = ({ TransactItems = [] }: { TransactItems?: TransactGetItem[] | undefined }): boolean =>
  TransactItems.some(({ Get }) => isArn(Get?.TableName))

export const FastTransactGetItems = fast('TransactGetItems', TransactGetItemsCommand, transactedGets)
export const FastTransactWriteItems = fast('TransactWriteItems', TransactWriteItemsCommand, transacted)
