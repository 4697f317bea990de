import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceInUseException,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  ConditionFailedError,
  ConflictError,
  ThrottledError,
  TooLargeError,
  TransactionFailedError,
  ValidationError,
} from '../../../../../src/common/data/errors.ts'
import type { Condition } from '../../../../../src/common/data/expressions/condition.ts'
import type { Update } from '../../../../../src/common/data/expressions/update.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { DynamoDbStore } from '../../../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { NumericText, ValueSet } from '../../../../../src/common/data/store/value.ts'

const definition = defineTable({
  base: 'things',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    byKind: { pk: 'kind', sk: { name: 'rank', type: 'N' }, projection: ['title'] },
    byDate: { pk: 'pk', sk: 'date', kind: 'local' },
  },
  ttl: 'expires',
  stream: 'NEW_IMAGE',
  deployment: { tier: 'backend', flag: 'EnableThingsTable' },
})

const client = new DynamoDBClient({ region: 'eu-west-1' })
const clientMock = mockClient(client)
const store = new DynamoDbStore({ client, tableName: (base) => `dev_${base}` })
const table = store.table(definition)
const key = { pk: 'p', sk: 's' }
const Key = { pk: { S: 'p' }, sk: { S: 's' } }
const TableName = 'dev_things'
const token: unknown = expect.stringMatching(/^[\w-]{12}$/)
const refusal = (Item?: ConditionalCheckFailedException['Item'], attempts = 1) =>
  new ConditionalCheckFailedException({ message: 'no', $metadata: { attempts }, ...(Item && { Item }) })

/** The input of the only call. */
function input(): unknown {
  expect(clientMock.calls()).toHaveLength(1)
  return clientMock.call(0).args[0].input
}

beforeEach(() => {
  clientMock.reset()
  clientMock.onAnyCommand().resolves({})
})

describe('reads', () => {
  test('get', async () => {
    clientMock
      .on(GetItemCommand)
      .resolves({ Item: { ...Key, n: { N: '9007199254740993' }, _w: { S: 'token' } } })
    expect(await table.get(key)).toEqual({ ...key, n: new NumericText('9007199254740993') })
    expect(input()).toEqual({ TableName, Key })
  })

  test('consistent get', async () => {
    expect(await table.get(key, { consistent: true })).toBeUndefined()
    expect(input()).toEqual({ TableName, Key, ConsistentRead: true })
  })

  test('range with everything', async () => {
    clientMock.on(QueryCommand).resolves({
      Items: [{ ...Key, _w: { S: 'token' } }],
      Count: 1,
      ScannedCount: 7,
      LastEvaluatedKey: { ...Key, kind: { S: 'k' }, rank: { N: '3' } },
    })
    const page = await table.range({
      index: 'byKind',
      pk: 'k',
      sk: { between: [1, 5] },
      reverse: true,
      limit: 7,
      after: { ...key, kind: 'k', rank: 2.5 },
      filter: { op: 'eq', path: ['a', 0, 'pk'], value: true },
    })
    expect(page).toEqual({ records: [key], read: 7, next: { ...key, kind: 'k', rank: 3 } })
    expect(input()).toEqual({
      TableName,
      IndexName: 'byKind',
      KeyConditionExpression: '#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2',
      FilterExpression: '#n2[0].#n3 = :v3',
      ExpressionAttributeNames: { '#n0': 'kind', '#n1': 'rank', '#n2': 'a', '#n3': 'pk' },
      ExpressionAttributeValues: {
        ':v0': { S: 'k' },
        ':v1': { N: '1' },
        ':v2': { N: '5' },
        ':v3': { BOOL: true },
      },
      ScanIndexForward: false,
      Limit: 7,
      ExclusiveStartKey: { ...Key, kind: { S: 'k' }, rank: { N: '2.5' } },
    })
  })

  test.each([
    [{ eq: 'a' }, '#n0 = :v0 AND #n1 = :v1'],
    [{ lt: 'a' }, '#n0 = :v0 AND #n1 < :v1'],
    [{ lte: 'a' }, '#n0 = :v0 AND #n1 <= :v1'],
    [{ gt: 'a' }, '#n0 = :v0 AND #n1 > :v1'],
    [{ gte: 'a' }, '#n0 = :v0 AND #n1 >= :v1'],
    [{ beginsWith: 'a' }, '#n0 = :v0 AND begins_with(#n1, :v1)'],
    [{ beginsWith: '' }, '#n0 = :v0'],
  ])('range with %j', async (sk, KeyConditionExpression) => {
    await table.range({ pk: 'p', sk, consistent: true })
    expect(input()).toMatchObject({ KeyConditionExpression, ConsistentRead: true })
  })

  test('what nothing can match is answered without a call', async () => {
    const empty = { records: [], read: 0 }
    expect(await table.range({ pk: 'p', sk: { between: ['b', 'a'] } })).toEqual(empty)
    expect(await table.range({ pk: 'p', filter: { op: 'in', path: ['a'], values: [] } })).toEqual(empty)
    expect(await table.scan({ filter: { op: 'or', conditions: [] } })).toEqual(empty)
    expect(await table.count({ filter: { op: 'or', conditions: [] } })).toEqual({ matched: 0, read: 0 })
    expect(clientMock.calls()).toHaveLength(0)
  })

  test('a filter on a sort key is applied here', async () => {
    const Items = ['a', 'b', 'c'].map((sk) => ({ pk: { S: 'p' }, sk: { S: sk } }))
    clientMock.on(QueryCommand).resolves({ Items, Count: 3, ScannedCount: 3 })
    const filter: Condition = { op: 'ne', path: ['sk'], value: 'b' }
    const page = await table.range({ pk: 'p', filter })
    expect(page.records.map(({ sk }) => sk)).toEqual(['a', 'c'])
    expect(input()).not.toHaveProperty('FilterExpression')
    expect(await table.count({ pk: 'p', filter })).toEqual({ matched: 2, read: 3 })
  })

  test('scan of a segment, and counts', async () => {
    clientMock.on(ScanCommand).resolves({ Count: 3, ScannedCount: 9, LastEvaluatedKey: Key })
    const filter: Condition = { op: 'ne', path: ['pk'], value: 'x' }
    const counted = await table.count({ segment: { index: 1, total: 4 }, filter })
    expect(counted).toEqual({ matched: 3, read: 9, next: key })
    expect(input()).toEqual({
      TableName,
      Select: 'COUNT',
      Segment: 1,
      TotalSegments: 4,
      FilterExpression: '#n0 <> :v0',
      ExpressionAttributeNames: { '#n0': 'pk' },
      ExpressionAttributeValues: { ':v0': { S: 'x' } },
    })
  })

  test('refuses what cannot be read, without a call', async () => {
    await expect(table.range({ pk: 'p', index: 'absent' })).rejects.toBeInstanceOf(ValidationError)
    await expect(table.range({ pk: 'p', index: 'toString' })).rejects.toBeInstanceOf(ValidationError)
    await expect(table.scan({ index: 'byKind', consistent: true })).rejects.toBeInstanceOf(ValidationError)
    await expect(table.get({ pk: 'p', sk: NaN })).rejects.toBeInstanceOf(ValidationError)
    expect(clientMock.calls()).toHaveLength(0)
  })

  test('batch get tells what was not read', async () => {
    clientMock.on(BatchGetItemCommand).resolves({
      Responses: { [TableName]: [{ ...Key, _w: { S: 't' } }] },
      UnprocessedKeys: { [TableName]: { Keys: [{ pk: { S: 'p' }, sk: { S: 'other' } }] } },
    })
    const result = await table.batchGet([key, { pk: 'p', sk: 'other' }], { consistent: true })
    expect(result).toEqual({ records: [key], unprocessed: [{ pk: 'p', sk: 'other' }] })
    expect(input()).toEqual({
      RequestItems: {
        [TableName]: { Keys: [Key, { pk: { S: 'p' }, sk: { S: 'other' } }], ConsistentRead: true },
      },
    })
  })
})

describe('writes', () => {
  test('a plain put needs no token', async () => {
    await table.write({ type: 'put', record: { ...key, a: null } })
    expect(input()).toEqual({ TableName, Item: { ...Key, a: { NULL: true } } })
  })

  test('a conditional put', async () => {
    await table.write({
      type: 'put',
      record: key,
      condition: { op: 'missing', path: ['pk'] },
      returns: 'before',
    })
    expect(input()).toEqual({
      TableName,
      Item: { ...Key, _w: { S: token } },
      ConditionExpression: 'attribute_not_exists(#n0)',
      ExpressionAttributeNames: { '#n0': 'pk' },
      ReturnValues: 'ALL_OLD',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  test('an update with every action', async () => {
    clientMock.on(UpdateItemCommand).resolves({ Attributes: { ...Key, _w: { S: 'token' }, n: { N: '2' } } })
    const update: Update = [
      { action: 'set', path: ['m', 'a b', 2], value: 'x' },
      { action: 'setIfMissing', path: ['i'], value: 1 },
      { action: 'increment', path: ['n'], by: -1, initial: 3 },
      { action: 'append', path: ['l'], values: [1] },
      { action: 'prepend', path: ['k'], values: [] },
      { action: 'addToSet', path: ['s'], members: new ValueSet('NS', [1, 2]) },
      { action: 'deleteFromSet', path: ['t'], members: new ValueSet('SS', ['a']) },
      { action: 'remove', path: ['gone'] },
    ]
    const condition: Condition = { op: 'gt', path: ['n'], value: 0 }
    const { record } = await table.write({ type: 'update', key, update, condition, returns: 'after' })
    expect(record).toEqual({ ...key, n: 2 })
    expect(input()).toEqual({
      TableName,
      Key,
      UpdateExpression:
        'SET #n0.#n1[2] = :v0, #n2 = if_not_exists(#n2, :v1), #n3 = if_not_exists(#n3, :v2) + :v3, ' +
        '#n4 = list_append(if_not_exists(#n4, :v4), :v5), #n5 = list_append(:v6, if_not_exists(#n5, :v7)), ' +
        '#n9 = :v10 ADD #n6 :v8 DELETE #n7 :v9 REMOVE #n8',
      ConditionExpression: '(#n3 > :v11 AND #n9 <> :v12)',
      ExpressionAttributeNames: {
        '#n0': 'm',
        '#n1': 'a b',
        '#n2': 'i',
        '#n3': 'n',
        '#n4': 'l',
        '#n5': 'k',
        '#n6': 's',
        '#n7': 't',
        '#n8': 'gone',
        '#n9': '_w',
      },
      ExpressionAttributeValues: {
        ':v0': { S: 'x' },
        ':v1': { N: '1' },
        ':v2': { N: '3' },
        ':v3': { N: '-1' },
        ':v4': { L: [] },
        ':v5': { L: [{ N: '1' }] },
        ':v6': { L: [] },
        ':v7': { L: [] },
        ':v8': { NS: ['1', '2'] },
        ':v9': { SS: ['a'] },
        ':v10': { S: token },
        ':v11': { N: '0' },
        ':v12': { S: token },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  test('an update that may be repeated needs no token', async () => {
    const update: Update = [
      { action: 'set', path: ['a'], value: 1 },
      { action: 'remove', path: ['b'] },
    ]
    await table.write({ type: 'update', key, update })
    expect(input()).toEqual({
      TableName,
      Key,
      UpdateExpression: 'SET #n0 = :v0 REMOVE #n1',
      ExpressionAttributeNames: { '#n0': 'a', '#n1': 'b' },
      ExpressionAttributeValues: { ':v0': { N: '1' } },
    })
  })

  test('an update without an action', async () => {
    await table.write({ type: 'update', key, update: [] })
    expect(input()).toEqual({ TableName, Key })
  })

  test('a delete', async () => {
    clientMock.on(DeleteItemCommand).resolves({ Attributes: { ...Key, _w: { S: 't' } } })
    const condition: Condition = { op: 'exists', path: ['pk'] }
    const { record } = await table.write({ type: 'delete', key, condition, returns: 'before' })
    expect(record).toEqual(key)
    expect(input()).toEqual({
      TableName,
      Key,
      ConditionExpression: 'attribute_exists(#n0)',
      ExpressionAttributeNames: { '#n0': 'pk' },
      ReturnValues: 'ALL_OLD',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
  })

  test('a condition that always holds is left out, one that never does is sent', async () => {
    await table.write({ type: 'put', record: key, condition: { op: 'and', conditions: [] } })
    expect(input()).not.toHaveProperty('ConditionExpression')
    clientMock.resetHistory()
    await table.write({ type: 'delete', key, condition: { op: 'in', path: ['a'], values: [] } })
    expect(input()).toMatchObject({
      ConditionExpression: 'attribute_exists(#n0) AND attribute_not_exists(#n0)',
      ExpressionAttributeNames: { '#n0': 'pk' },
    })
  })

  test('reserved names are refused without a call', async () => {
    const update: Update = [{ action: 'remove', path: ['_w'] }]
    await expect(table.write({ type: 'put', record: { ...key, _w: 'x' } })).rejects.toBeInstanceOf(
      ValidationError,
    )
    await expect(table.write({ type: 'update', key, update })).rejects.toBeInstanceOf(ValidationError)
    await expect(table.batchWrite([{ type: 'put', record: { ...key, _w: 1 } }])).rejects.toBeInstanceOf(
      ValidationError,
    )
    expect(clientMock.calls()).toHaveLength(0)
  })

  test('a refusal brings the stored item, without our token', async () => {
    clientMock.on(PutItemCommand).rejects(refusal({ ...Key, a: { N: '1' }, _w: { S: 'of another' } }))
    const write = table.write({ type: 'put', record: key, condition: { op: 'missing', path: ['pk'] } })
    await expect(write).rejects.toBeInstanceOf(ConditionFailedError)
    await expect(write).rejects.toMatchObject({ current: { ...key, a: 1 } })
  })

  test('a refusal that bears our own token is success', async () => {
    clientMock
      .on(UpdateItemCommand)
      .callsFake((sent: { ExpressionAttributeValues: Record<string, { S: string }> }) => {
        const own = Object.values(sent.ExpressionAttributeValues).at(-1)
        throw refusal({ ...Key, n: { N: '5' }, _w: own ?? { S: '' } })
      })
    const update: Update = [{ action: 'increment', path: ['n'], by: 1, initial: 0 }]
    const write = (returns: 'none' | 'before' | 'after') =>
      table.write({ type: 'update', key, update, returns })
    expect(await write('after')).toEqual({ record: { ...key, n: 5 } })
    expect(await write('before')).toEqual({})
    expect(await write('none')).toEqual({})
  })

  test('a repeated delete that finds nothing is success, a first one is not', async () => {
    const remove = () => table.write({ type: 'delete', key, condition: { op: 'exists', path: ['pk'] } })
    clientMock.on(DeleteItemCommand).rejects(refusal(undefined, 2))
    expect(await remove()).toEqual({})
    clientMock.on(DeleteItemCommand).rejects(refusal(undefined, 1))
    await expect(remove()).rejects.toBeInstanceOf(ConditionFailedError)
  })

  test('a write that meets a transaction is repeated, and then a conflict', async () => {
    const conflict = Object.assign(new Error('busy'), { name: 'TransactionConflictException' })
    clientMock.on(PutItemCommand).rejectsOnce(conflict).rejectsOnce(conflict).resolves({})
    await table.write({ type: 'put', record: key })
    expect(clientMock.calls()).toHaveLength(3)
    clientMock.on(PutItemCommand).rejects(conflict)
    await expect(table.write({ type: 'put', record: key })).rejects.toBeInstanceOf(ConflictError)
    expect(clientMock.calls()).toHaveLength(9)
  })

  test('batch write tells what was not written', async () => {
    const put = { PutRequest: { Item: Key } }
    clientMock.on(BatchWriteItemCommand).resolves({
      UnprocessedItems: { [TableName]: [put, { DeleteRequest: { Key } }] },
    })
    const other = { pk: 'p', sk: 'other' }
    const { unprocessed } = await table.batchWrite([
      { type: 'put', record: key },
      { type: 'delete', key: other },
    ])
    expect(unprocessed).toEqual([
      { type: 'put', record: key },
      { type: 'delete', key },
    ])
    expect(input()).toEqual({
      RequestItems: {
        [TableName]: [put, { DeleteRequest: { Key: { pk: { S: 'p' }, sk: { S: 'other' } } } }],
      },
    })
  })
})

describe('conditions', () => {
  const path = ['a'] as const
  const yes: Condition = { op: 'exists', path }
  const no: Condition = { op: 'missing', path }

  test.each<[Condition, string]>([
    [{ op: 'between', path, low: 1, high: 2 }, '#n0 BETWEEN :v0 AND :v1'],
    [{ op: 'in', path, values: [1, 'b'] }, '#n0 IN (:v0, :v1)'],
    [{ op: 'beginsWith', path, prefix: 'x' }, 'begins_with(#n0, :v0)'],
    [{ op: 'contains', path, value: 'x' }, 'contains(#n0, :v0)'],
    [{ op: 'type', path, type: 'SS' }, 'attribute_type(#n0, :v0)'],
    [{ op: 'size', path, compare: 'lte', value: 3 }, 'size(#n0) <= :v0'],
    [{ op: 'eq', path: ['a', 'b', 0, 1, 'a'], value: 1 }, '#n0.#n1[0][1].#n0 = :v0'],
    [{ op: 'not', condition: yes }, 'NOT (attribute_exists(#n0))'],
    [{ op: 'and', conditions: [yes] }, 'attribute_exists(#n0)'],
    [
      { op: 'not', condition: { op: 'or', conditions: [yes, { op: 'and', conditions: [no, yes] }] } },
      'NOT (attribute_exists(#n0) OR (attribute_not_exists(#n0) AND attribute_exists(#n0)))',
    ],
    [
      {
        op: 'and',
        conditions: [
          { op: 'or', conditions: [yes, no] },
          { op: 'or', conditions: [no, yes] },
        ],
      },
      '((attribute_exists(#n0) OR attribute_not_exists(#n0)) AND (attribute_not_exists(#n0) OR attribute_exists(#n0)))',
    ],
    [{ op: 'or', conditions: [{ op: 'in', path: ['unused'], values: [] }, yes] }, 'attribute_exists(#n0)'],
  ])('%j', async (condition, ConditionExpression) => {
    await table.write({ type: 'delete', key, condition })
    expect(input()).toMatchObject({ ConditionExpression })
  })

  test('an IN of more than 100 operands is split', async () => {
    const values = Array.from({ length: 101 }, (_, i) => i)
    await table.write({ type: 'delete', key, condition: { op: 'in', path, values } })
    expect(input()).toMatchObject({
      ConditionExpression: expect.stringMatching(
        /^\(#n0 IN \(:v0, .*:v99\) OR #n0 IN \(:v100\)\)$/,
      ) as unknown,
    })
  })

  test('no text of the caller becomes part of an expression', async () => {
    const evil = 'a) OR attribute_exists(#n0'
    await table.write({ type: 'delete', key, condition: { op: 'eq', path: [evil, evil], value: evil } })
    expect(input()).toMatchObject({
      ConditionExpression: '#n0.#n0 = :v0',
      ExpressionAttributeNames: { '#n0': evil },
    })
    for (const position of [-1, 0.5, NaN]) {
      const condition: Condition = { op: 'exists', path: ['a', position] }
      await expect(table.write({ type: 'delete', key, condition })).rejects.toBeInstanceOf(ValidationError)
    }
  })
})

describe('transactions', () => {
  const put = { table: definition, type: 'put', record: key } as const
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code, Message: 'text' })),
    })

  test('one request with a client token', async () => {
    await store.transact([
      put,
      {
        table: definition,
        type: 'check',
        key: { pk: 'p', sk: 't' },
        condition: { op: 'eq', path: ['a'], value: 1 },
      },
    ])
    expect(input()).toEqual({
      ClientRequestToken: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      TransactItems: [
        { Put: { TableName, Item: Key } },
        {
          ConditionCheck: {
            TableName,
            Key: { pk: { S: 'p' }, sk: { S: 't' } },
            ConditionExpression: '#n0 = :v0',
            ExpressionAttributeNames: { '#n0': 'a' },
            ExpressionAttributeValues: { ':v0': { N: '1' } },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ],
    })
  })

  test('conflicts are repeated under one token', async () => {
    clientMock
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled('None', 'TransactionConflict'))
      .resolves({})
    await store.transact([put])
    const tokens = clientMock
      .commandCalls(TransactWriteItemsCommand)
      .map(({ args }) => args[0].input.ClientRequestToken)
    expect(tokens).toHaveLength(2)
    expect(new Set(tokens).size).toBe(1)
  })

  test('every reason is mapped in its position', async () => {
    clientMock
      .on(TransactWriteItemsCommand)
      .rejects(
        cancelled(
          'None',
          'ConditionalCheckFailed',
          'TransactionConflict',
          'ThrottlingError',
          'ProvisionedThroughputExceeded',
          'ValidationError',
          'ItemCollectionSizeLimitExceeded',
          'DuplicateItem',
        ),
      )
    const failure: unknown = await store.transact([put]).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TransactionFailedError)
    const { reasons } = failure as TransactionFailedError
    expect(reasons.map((reason) => reason?.constructor)).toEqual([
      undefined,
      ConditionFailedError,
      ConflictError,
      ThrottledError,
      ThrottledError,
      ValidationError,
      TooLargeError,
      ConflictError,
    ])
    expect(clientMock.calls()).toHaveLength(1)
  })

  test('a conflict that stays is a conflict', async () => {
    clientMock.on(TransactWriteItemsCommand).rejects(cancelled('TransactionConflict'))
    const failure: unknown = await store.transact([put]).catch((error: unknown) => error)
    expect((failure as TransactionFailedError).reasons[0]).toBeInstanceOf(ConflictError)
    expect(clientMock.calls()).toHaveLength(6)
  })

  test('two writes of one item are refused without a call', async () => {
    const twice = store.transact([put, { table: definition, type: 'delete', key }])
    await expect(twice).rejects.toBeInstanceOf(ValidationError)
    expect(clientMock.calls()).toHaveLength(0)
  })
})

describe('tables', () => {
  const active = { Table: { TableStatus: 'ACTIVE' as const } }

  test('createTable sends the whole declaration and waits', async () => {
    clientMock
      .on(DescribeTableCommand)
      .rejectsOnce(Object.assign(new Error('not yet'), { name: 'ResourceNotFoundException' }))
      .resolvesOnce({ Table: { TableStatus: 'CREATING' } })
      .resolvesOnce({
        Table: { TableStatus: 'ACTIVE', GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING' }] },
      })
      .resolves(active)
    expect(await store.createTable(definition)).toBe(true)
    expect(clientMock.commandCalls(CreateTableCommand)[0]?.args[0].input).toEqual({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'kind', AttributeType: 'S' },
        { AttributeName: 'rank', AttributeType: 'N' },
        { AttributeName: 'date', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byKind',
          KeySchema: [
            { AttributeName: 'kind', KeyType: 'HASH' },
            { AttributeName: 'rank', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byDate',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'date', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    })
    expect(clientMock.commandCalls(DescribeTableCommand)).toHaveLength(4)
    expect(clientMock.commandCalls(UpdateTimeToLiveCommand)[0]?.args[0].input).toEqual({
      TableName,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    })
  })

  test('createTable leaves a table that is there', async () => {
    clientMock.on(CreateTableCommand).rejects(new ResourceInUseException({ message: 'there', $metadata: {} }))
    clientMock.on(DescribeTableCommand).resolves(active)
    clientMock
      .on(DescribeTimeToLiveCommand)
      .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } })
    expect(await store.createTable(definition)).toBe(false)
    expect(clientMock.commandCalls(UpdateTimeToLiveCommand)).toHaveLength(0)
  })

  test('createTable does without expiry where the server has none', async () => {
    const unknown = Object.assign(new Error(''), { name: 'UnknownOperationException' })
    clientMock.on(DescribeTableCommand).resolves(active)
    clientMock.on(DescribeTimeToLiveCommand).rejects(unknown)
    expect(await store.createTable(definition)).toBe(true)
  })
})
