import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as fast from '../../../../../../src/common/data/store/dynamodb/fast/commands.ts'
import { client, plainClient, warm, watchPlain } from './fast-client.ts'
import { startScriptedServer, type Received, type Reply } from './scripted-server.ts'

const bytes = new Uint8Array([0, 1, 250, 251, 252, 253, 254, 255])
const base64 = 'AAH6+/z9/v8='

/** Every type, names that are types, and text that looks like the protocol. */
const item = {
  id: { S: 'a "B":"AAAA" \u2028 Köln 😀 \\' },
  n: { N: '12345678901234567890123456789012345678' },
  B: { B: bytes },
  BS: { BS: [bytes, new Uint8Array()] },
  M: { M: { B: { S: 'text' }, deep: { L: [{ B: bytes }, { NULL: true }, { BOOL: false }] } } },
  sets: { M: { SS: { SS: ['b', 'a'] }, NS: { NS: ['1', '2'] } } },
}
const wire = {
  ...item,
  B: { B: base64 },
  BS: { BS: [base64, ''] },
  M: { M: { B: { S: 'text' }, deep: { L: [{ B: base64 }, { NULL: true }, { BOOL: false }] } } },
}
const TableName = 'things'
const Key = { id: { S: 'a' }, b: { B: bytes } }
const wireKey = { id: { S: 'a' }, b: { B: base64 } }

/** Each operation with an input, and an answer that has all members. */
const OPERATIONS = {
  GetItem: {
    make: [GetItemCommand, fast.FastGetItem],
    input: { TableName, Key, ConsistentRead: true },
    answer: { Item: wire, ConsumedCapacity: { TableName, CapacityUnits: 0.5 } },
  },
  PutItem: {
    make: [PutItemCommand, fast.FastPutItem],
    input: { TableName, Item: item, ConditionExpression: undefined, ReturnValues: 'ALL_OLD' },
    answer: {
      Attributes: wire,
      ItemCollectionMetrics: { ItemCollectionKey: wireKey, SizeEstimateRangeGB: [0, 1] },
    },
  },
  UpdateItem: {
    make: [UpdateItemCommand, fast.FastUpdateItem],
    input: {
      TableName,
      Key,
      UpdateExpression: 'SET #a = :a',
      ExpressionAttributeNames: { '#a': 'B' },
      ExpressionAttributeValues: { ':a': { B: bytes } },
      ReturnValues: 'ALL_NEW',
    },
    answer: { Attributes: wire },
  },
  DeleteItem: { make: [DeleteItemCommand, fast.FastDeleteItem], input: { TableName, Key }, answer: {} },
  Query: {
    make: [QueryCommand, fast.FastQuery],
    input: {
      TableName,
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': { S: 'a' } },
      ExclusiveStartKey: Key,
      Limit: 2,
      ScanIndexForward: false,
    },
    answer: { Items: [wire, { id: { S: 'b' } }], Count: 2, ScannedCount: 3, LastEvaluatedKey: wireKey },
  },
  Scan: {
    make: [ScanCommand, fast.FastScan],
    input: { TableName, Segment: 0, TotalSegments: 2 },
    answer: { Items: [], Count: 0, ScannedCount: 0 },
  },
  BatchGetItem: {
    make: [BatchGetItemCommand, fast.FastBatchGetItem],
    input: { RequestItems: { things: { Keys: [Key], ConsistentRead: true }, others: { Keys: [Key] } } },
    answer: { Responses: { things: [wire], others: [] }, UnprocessedKeys: { things: { Keys: [wireKey] } } },
  },
  BatchWriteItem: {
    make: [BatchWriteItemCommand, fast.FastBatchWriteItem],
    input: { RequestItems: { things: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key } }] } },
    answer: {
      UnprocessedItems: { things: [{ PutRequest: { Item: wire } }, { DeleteRequest: { Key: wireKey } }] },
    },
  },
  TransactWriteItems: {
    make: [TransactWriteItemsCommand, fast.FastTransactWriteItems],
    input: {
      TransactItems: [
        { Put: { TableName, Item: item } },
        { Update: { TableName, Key, UpdateExpression: 'REMOVE a' } },
        { Delete: { TableName, Key } },
        { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(id)' } },
      ],
      ClientRequestToken: 'token',
    },
    answer: {},
  },
} as const

type Operation = keyof typeof OPERATIONS
const operations = Object.keys(OPERATIONS) as Operation[]

interface Outcome {
  readonly result: unknown
  readonly received: readonly Received[]
}

const server = await startScriptedServer()
let plain: DynamoDBClient
let quick: DynamoDBClient

// Each test has the whole budget for repetitions.
beforeEach(async () => {
  server.play({})
  plain = await warm(plainClient(server.endpoint))
  quick = await warm(client(server.endpoint))
  // No waiting between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterAll(() => server.stop())

async function run(which: 0 | 1, operation: Operation, replies: readonly Reply[]): Promise<Outcome> {
  server.play(...replies)
  const Command = OPERATIONS[operation].make[which] as unknown as new (input: object) => never
  const sent = [plain, quick][which]?.send(new Command(OPERATIONS[operation].input)) as Promise<unknown>
  const result = await sent.catch((error: unknown) => described(error as Error))
  return { result, received: server.received }
}

/** All that can be seen of an error, but for where it was thrown. */
function described(error: Error): unknown {
  const { name, message, constructor, stack: _stack, cause, ...rest } = error
  const { $response } = error as { $response?: { statusCode?: number; headers?: object } }
  const response = { statusCode: $response?.statusCode, hasHeaders: $response?.headers !== undefined }
  return {
    thrown: { ...rest, name, message, constructor, cause: cause && described(cause as Error), response },
  }
}

/** What differs from one call to the next of the same pipeline, too. */
function stable({ received, ...rest }: Outcome): object {
  const requests = received.map(({ url, headers, body }) => {
    const { authorization = '', 'x-amz-date': _date, 'x-amz-content-sha256': hash = '', ...others } = headers
    const { 'amz-sdk-invocation-id': id = '', ...same } = others
    const signed = authorization.replace(/\d{8}T?\d*Z?|Signature=.*/g, '')
    return { url, headers: same, body, signed, hash: String(hash).length, id: String(id).length }
  })
  return { ...rest, requests }
}

async function expectSame(operation: Operation, ...replies: Reply[]): Promise<Outcome> {
  const theirs = await run(0, operation, replies)
  const spy = watchPlain(quick)
  const ours = await run(1, operation, replies)
  expect(spy).not.toHaveBeenCalled()
  spy.mockRestore()
  expect(stable(ours)).toEqual(stable(theirs))
  expect(new Set(ours.received.map(({ headers }) => headers['amz-sdk-invocation-id'])).size).toBe(1)
  return ours
}

describe.each(operations)('%s by the fast lane is as by the SDK', (operation) => {
  test('its request and a full answer', async () => {
    const { result, received } = await expectSame(operation, { body: OPERATIONS[operation].answer })
    expect(result).toHaveProperty('$metadata.attempts', 1)
    expect(received).toHaveLength(1)
  })

  test('an empty answer', async () => {
    await expectSame(operation, { body: {} })
    await expectSame(operation, { body: '' })
  })

  test('a throttle, and a failure, then success', async () => {
    const throttle = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' } }
    const { result } = await expectSame(operation, throttle, { status: 500, body: '' }, { body: {} })
    expect(result).toHaveProperty('$metadata.attempts', 3)
  })

  test('a reset, then success', async () => {
    const { result } = await expectSame(operation, { fault: 'reset' }, { body: OPERATIONS[operation].answer })
    expect(result).toHaveProperty('$metadata.attempts', 2)
  })
})

const NAMES = [
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
  'InvalidEndpointException',
  'ValidationException',
  'SerializationException',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'MissingAuthenticationTokenException',
  'NobodyKnowsException',
]

describe('an error is the one of the SDK', () => {
  test.each(NAMES)('%s', async (name) => {
    const reasons = [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The condition', Item: wire },
    ]
    const body = { message: 'text', Item: wire, CancellationReasons: reasons }
    const headers = { 'x-amzn-requestid': 'ID', 'x-amz-id-2': 'ID2' }
    for (const prefix of ['com.amazonaws.dynamodb.v20120810#', 'com.amazon.coral.service#', '']) {
      await expectSame('PutItem', { status: 400, headers, body: { __type: prefix + name, ...body } })
    }
    await expectSame('TransactWriteItems', { status: 400, body: { __type: name, Message: 'text' } })
    await expectSame('Query', { status: 500, headers: { 'x-amzn-errortype': `${name}:` }, body: {} })
  })

  test.each([300, 400, 403, 404, 413, 429, 500, 501, 502, 503, 504])('%i of a proxy', async (status) => {
    const html = '<html><body>proxy</body></html>'
    await expectSame('GetItem', { status, headers: { 'content-type': 'text/html' }, body: html })
    await expectSame('GetItem', { status, body: '' })
    await expectSame('GetItem', { status, body: { message: 'text' } })
  })

  test.each([
    '<html></html>',
    '{"Item":',
    '[]',
    '"text"',
    '7',
    'null',
    '{"Item":{"id":{"B":"?"}}}',
    '{"Item":7}',
    '{"Item":null}',
  ])('a success with %s', async (body) => {
    await expectSame('GetItem', { body })
  })

  test.each([201, 204])('a success of another kind: %i', async (status) => {
    await expectSame('GetItem', { status, body: status === 204 ? '' : { Item: wire } })
  })

  test('the service asks to wait', async () => {
    const body = { __type: 'ThrottlingException', message: 'text' }
    const headers = { 'retry-after': '0', 'x-amz-retry-after': '5' }
    await expectSame('GetItem', { status: 400, headers, body }, { body: {} })
  })
})

describe('an answer that does not come whole', () => {
  test.each(['reset', 'truncate', 'silence', 'stall'] as const)('%s', async (fault) => {
    const { received } = await expectSame('GetItem', { fault, body: { Item: wire } })
    expect(received).toHaveLength(3)
    await expectSame('PutItem', { fault, body: {} }, { body: { Attributes: wire } })
  })

  test('nobody listens', async () => {
    const other = await startScriptedServer()
    const clients = [await warm(plainClient(other.endpoint)), await warm(client(other.endpoint))]
    await other.stop()
    const outcomes = await Promise.all(
      clients.map((each) =>
        each
          .send(new fast.FastGetItem({ TableName, Key }))
          .catch((error: unknown) => described(error as Error)),
      ),
    )
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[1]).toHaveProperty('thrown.$metadata.attempts', 3)
  })
})
