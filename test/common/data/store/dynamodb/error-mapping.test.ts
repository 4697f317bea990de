import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  ConditionFailedError,
  ConflictError,
  DataError,
  ThrottledError,
  TooLargeError,
  UnavailableError,
  ValidationError,
} from '../../../../../src/common/data/errors.ts'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import { createDynamoDbClient } from '../../../../../src/common/data/store/dynamodb/client.ts'
import { DynamoDbStore } from '../../../../../src/common/data/store/dynamodb/dynamodb-store.ts'
import { toDataError } from '../../../../../src/common/data/store/dynamodb/error-mapping.ts'
import { freePort } from '../../../../support/dynamodb-servers.ts'

const definition = defineTable({
  base: 'things',
  key: { pk: 'id' },
  deployment: { tier: 'backend', flag: 'EnableThingsTable' },
})
const context = { definition, tableName: 'dev_things' }
const named = (name: string, message = 'text') => Object.assign(new Error(message), { name })

describe('58 every error of the SDK becomes one of the taxonomy', () => {
  test.each([
    ['ConditionalCheckFailedException', ConditionFailedError],
    ['ThrottlingException', ThrottledError],
    ['ProvisionedThroughputExceededException', ThrottledError],
    ['RequestLimitExceeded', ThrottledError],
    ['TransactionConflictException', ConflictError],
    ['TransactionInProgressException', ConflictError],
    ['ReplicatedWriteConflictException', ConflictError],
    ['ItemCollectionSizeLimitExceededException', TooLargeError],
    ['ValidationException', ValidationError],
    ['ResourceNotFoundException', UnavailableError],
    ['InternalServerError', UnavailableError],
    ['TimeoutError', UnavailableError],
    ['AbortError', UnavailableError],
    ['SyntaxError', UnavailableError],
    ['CredentialsProviderError', UnavailableError],
    ['UnrecognizedClientException', UnavailableError],
    ['AccessDeniedException', UnavailableError],
    ['NobodyKnowsException', UnavailableError],
  ])('%s', (name, expected) => {
    const error = toDataError(named(name), context)
    expect(error).toBeInstanceOf(expected)
    expect(error.cause).toMatchObject({ name, message: 'text' })
  })

  test.each([
    'Item size has exceeded the maximum allowed size',
    'Item size to update has exceeded the maximum allowed size',
    'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of 2048 bytes',
    'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  ])('a size: %s', (message) => {
    expect(toDataError(named('ValidationException', message))).toBeInstanceOf(TooLargeError)
  })

  test('an expression that is too long is no item that is too large', () => {
    const message = 'Invalid FilterExpression: Expression size has exceeded the maximum allowed size'
    expect(toDataError(named('ValidationException', message))).toBeInstanceOf(ValidationError)
  })

  test('a missing table is named, with the way to create it', () => {
    const { message } = toDataError(named('ResourceNotFoundException'), context)
    expect(message).toContain('dev_things')
    expect(message).toContain("EnableThingsTable='true'")
    const index = named('ValidationException', 'The table does not have the specified index: byKind')
    expect(toDataError(index, context)).toBeInstanceOf(UnavailableError)
  })

  test('what is no error at all, and what is mapped already', () => {
    expect(toDataError('text')).toBeInstanceOf(UnavailableError)
    expect(toDataError(undefined)).toBeInstanceOf(UnavailableError)
    const known = new ConflictError('known')
    expect(toDataError(known)).toBe(known)
  })

  test('the cause does not hold on to the response', () => {
    const error = Object.assign(named('InternalServerError'), {
      $response: { body: {} },
      $metadata: { httpStatusCode: 500, requestId: 'r', attempts: 3 },
    })
    const { cause } = toDataError(error)
    expect(cause).toMatchObject({ httpStatusCode: 500, requestId: 'r', attempts: 3 })
    expect(cause).not.toHaveProperty('$response')
  })
})

describe('a server that does not speak the protocol is unavailable', () => {
  const stops: (() => unknown)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  async function storeOn(endpoint: string): Promise<DynamoDbStore> {
    const client = createDynamoDbClient({
      region: 'eu-west-1',
      endpoint,
      localCredentials: true,
      maxAttempts: 2,
      requestTimeout: 150,
    })
    const store = new DynamoDbStore({ client, tableName: (base) => `dev_${base}` })
    stops.push(() => store.close())
    return store
  }

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    stops.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async function failuresOf(store: DynamoDbStore): Promise<unknown[]> {
    const table = store.table(definition)
    const outcomes = await Promise.allSettled([
      table.get({ id: 'a' }),
      table.write({ type: 'put', record: { id: 'a' }, condition: { op: 'missing', path: ['id'] } }),
      table.write({ type: 'update', key: { id: 'a' }, update: [] }),
      table.write({ type: 'delete', key: { id: 'a' } }),
      table.batchGet([{ id: 'a' }]),
      table.batchWrite([{ type: 'delete', key: { id: 'a' } }]),
      table.range({ pk: 'a' }),
      table.scan({}),
      table.count({}),
      store.transact([{ table: definition, type: 'put', record: { id: 'a' } }]),
      store.createTable(definition),
      store.ping(),
    ])
    return outcomes.map((outcome): unknown => (outcome.status === 'rejected' ? outcome.reason : outcome))
  }

  async function expectUnavailable(store: DynamoDbStore): Promise<void> {
    for (const failure of await failuresOf(store)) expect(failure).toBeInstanceOf(UnavailableError)
  }

  test('nothing listens', async () => {
    await expectUnavailable(await storeOn(`http://127.0.0.1:${await freePort()}`))
  })

  test('it never answers', async () => {
    const started = Date.now()
    await expectUnavailable(await storeOn(await serve(() => undefined)))
    expect(Date.now() - started).toBeLessThan(5000)
  })

  test('it stops in the middle of its answer', async () => {
    const endpoint = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"Item"')
    })
    const store = await storeOn(endpoint)
    await expect(store.table(definition).get({ id: 'a' })).rejects.toBeInstanceOf(UnavailableError)
  })

  test.each([200, 400, 403, 500, 503])('it answers %i with HTML', async (status) => {
    const endpoint = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' })
      response.end('<html><body>proxy</body></html>')
    })
    await expectUnavailable(await storeOn(endpoint))
  })

  test('it answers JSON of another kind', async () => {
    const endpoint = await serve((_request, response) => {
      response.writeHead(200)
      response.end('{"Item":{"id":{"X":"1"}},"Items":[{"id":{}}],"Attributes":{"a":null}}')
    })
    const store = await storeOn(endpoint)
    await expect(store.table(definition).get({ id: 'a' })).rejects.toBeInstanceOf(UnavailableError)
    for (const failure of await failuresOf(store)) {
      if (failure instanceof Error) expect(failure).toBeInstanceOf(DataError)
    }
  })
})
