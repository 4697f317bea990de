import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDynamoDbClient } from '../../../../../../src/common/data/store/dynamodb/client.ts'
import {
  FastBatchGetItem,
  FastGetItem,
  FastTransactWriteItems,
} from '../../../../../../src/common/data/store/dynamodb/fast/commands.ts'
import { client, warm, watchPlain } from './fast-client.ts'
import { startScriptedServer } from './scripted-server.ts'

const input = { TableName: 'things', Key: { id: { S: 'a' } } }
const server = await startScriptedServer()
afterAll(() => server.stop())
beforeEach(() => {
  server.play({})
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** How many of two calls, after the one that is learned from, the SDK's pipeline made. */
async function plainCalls(fresh: DynamoDBClient): Promise<number> {
  server.play({ body: { Item: { id: { S: 'a' } } } })
  await warm(fresh)
  const spy = watchPlain(fresh)
  for (let call = 0; call < 2; call++) {
    expect(await fresh.send(new FastGetItem(input))).toHaveProperty('Item', { id: { S: 'a' } })
  }
  return spy.mock.calls.length
}

const configured = (config: DynamoDBClientConfig): DynamoDBClient => client(server.endpoint, config)

describe('the fast lane is taken', () => {
  test('by a client as it comes, and as we make it', async () => {
    expect(await plainCalls(configured({}))).toBe(0)
    const own = createDynamoDbClient({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      localCredentials: true,
    })
    expect(await plainCalls(own)).toBe(0)
  })

  test.each<[string, DynamoDBClientConfig]>([
    ['adaptive retries', { retryMode: 'adaptive' }],
    ['cached middleware', { cacheMiddleware: true }],
    ['a session token', { credentials: { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' } }],
    ['an account', { credentials: { accessKeyId: 'A', secretAccessKey: 'S', accountId: '123456789012' } }],
    ['a user agent', { customUserAgent: 'mine/1', userAgentAppId: 'app' }],
  ])('with %s', async (_what, config) => {
    expect(await plainCalls(configured(config))).toBe(0)
  })

  test('to an endpoint with a path', async () => {
    expect(await plainCalls(client(`${server.endpoint}/a%20b/c`))).toBe(0)
    expect(new Set(server.received.map(({ url }) => url))).toEqual(new Set(['/a%20b/c/']))
  })

  test('for other inputs of the class, where middleware is cached', async () => {
    const cached = await warm(configured({ cacheMiddleware: true }))
    server.play({})
    await cached.send(new FastGetItem(input))
    await cached.send(new FastGetItem({ TableName: 'others', Key: { id: { S: 'b' } } }))
    expect(server.received.map(({ body }) => body)).toEqual([
      input,
      { TableName: 'others', Key: { id: { S: 'b' } } },
    ])
  })

  test('by many first calls at once', async () => {
    const fresh = configured({})
    server.play({})
    await Promise.all(Array.from({ length: 10 }, () => fresh.send(new FastGetItem(input))))
    expect(await plainCalls(fresh)).toBe(0)
  })

  test('with the trace of a Lambda invocation', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'function')
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1')
    const fresh = configured({})
    expect(await plainCalls(fresh)).toBe(0)
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=2')
    await fresh.send(new FastGetItem(input))
    expect(server.received.at(-1)?.headers).toHaveProperty('x-amzn-trace-id', 'Root=2')
  })
})

describe("the SDK's pipeline is taken", () => {
  const signer = {
    sign: async (request: { headers: object }) => ({
      ...request,
      headers: { ...request.headers, authorization: 'mine' },
    }),
  }
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

  test.each<[string, DynamoDBClientConfig]>([
    ['a signer of its own', { signer: signer as never }],
    ['a logger', { logger }],
    [
      'headers of its endpoint',
      {
        endpointProvider: () => ({ url: new URL(server.endpoint), headers: { 'x-tenant': ['blue'] } }),
      },
    ],
  ])('by a client with %s', async (_what, config) => {
    expect(await plainCalls(configured(config))).toBe(2)
  })

  test('by a client whose logger is asked', async () => {
    expect(logger.info).toHaveBeenCalledWith(expect.objectContaining({ commandName: 'GetItemCommand' }))
  })

  test('by a client that is to', async () => {
    const own = createDynamoDbClient({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      localCredentials: true,
      plainPipeline: true,
    })
    expect(await plainCalls(own)).toBe(2)
  })

  test.each(['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'] as const)(
    "where the user's middleware runs: %s",
    async (step) => {
      const fresh = configured({})
      const ran = vi.fn()
      fresh.middlewareStack.add(
        (next) => (args) => {
          ran()
          return next(args)
        },
        { step } as never,
      )
      expect(await plainCalls(fresh)).toBe(2)
      expect(ran).toHaveBeenCalledTimes(3)
    },
  )

  test("where the user's middleware stands by that of a command", async () => {
    const fresh = configured({})
    const ran = vi.fn()
    const middleware = (next: (args: object) => unknown) => (args: object) => {
      ran()
      return next(args)
    }
    fresh.middlewareStack.addRelativeTo(middleware as never, {
      name: 'mine',
      relation: 'after',
      toMiddleware: 'endpointV2Middleware',
    })
    expect(await plainCalls(fresh)).toBe(2)
    expect(ran).toHaveBeenCalledTimes(3)
  })

  test('where the user has removed some', async () => {
    const fresh = configured({})
    fresh.middlewareStack.remove('getUserAgentMiddleware')
    expect(await plainCalls(fresh)).toBe(2)
  })

  test('for a table that is named by its ARN', async () => {
    const fresh = await warm(configured({}))
    const spy = watchPlain(fresh)
    const arn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/things'
    const Key = { id: { S: 'a' } }
    await fresh.send(new FastGetItem({ TableName: arn, Key }))
    await fresh.send(new FastBatchGetItem({ RequestItems: { [arn]: { Keys: [Key] } } }))
    const TransactItems = [{ Delete: { TableName: arn, Key } }]
    await fresh.send(new FastTransactWriteItems({ TransactItems, ClientRequestToken: 'token' }))
    expect(spy).toHaveBeenCalledTimes(3)
  })

  test('for a transaction without a client token', async () => {
    const fresh = await warm(configured({}))
    server.play({})
    await fresh.send(
      new FastTransactWriteItems({ TransactItems: [{ Delete: { TableName: 'things', Key: {} } }] }),
    )
    expect(server.received[0]?.body).toHaveProperty('ClientRequestToken')
  })

  test('again for another account, whose endpoint may be another', async () => {
    let accountId = '111111111111'
    const credentials = async () => ({
      accessKeyId: accountId,
      secretAccessKey: 'S',
      accountId,
      expiration: new Date(0),
    })
    const fresh = configured({ credentials })
    expect(await plainCalls(fresh)).toBe(0)
    accountId = '222222222222'
    const spy = watchPlain(fresh)
    for (let call = 0; call < 3; call++) await fresh.send(new FastGetItem(input))
    expect(spy).toHaveBeenCalledTimes(1)
    expect(server.received.at(-1)?.headers.authorization).toContain('Credential=222222222222/')
  })
})

test('the account has its endpoint', async () => {
  const hosts: string[] = []
  const handle = async (request: { hostname: string }) => {
    hosts.push(request.hostname)
    return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') } }
  }
  const fresh = new DynamoDBClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'A', secretAccessKey: 'S', accountId: '123456789012' },
    requestHandler: { metadata: { handlerProtocol: 'http/1.1' }, handle },
  })
  await warm(fresh)
  const spy = watchPlain(fresh)
  await fresh.send(new FastGetItem(input))
  expect(spy).not.toHaveBeenCalled()
  expect(hosts).toEqual(Array(2).fill('123456789012.ddb.eu-west-1.amazonaws.com'))
})

test('a mock of the SDK takes them for its own commands', async () => {
  const fresh = configured({})
  const mock = mockClient(fresh)
  mock.on(GetItemCommand).resolves({ Item: { id: { S: 'mocked' } } })
  mock.on(TransactWriteItemsCommand).rejects(new Error('mocked'))
  expect(await fresh.send(new FastGetItem(input))).toEqual({ Item: { id: { S: 'mocked' } } })
  await expect(fresh.send(new FastTransactWriteItems({ TransactItems: [] }))).rejects.toThrow('mocked')
  mock.restore()
  expect(new FastGetItem(input)).toBeInstanceOf(GetItemCommand)
  expect(FastGetItem.name).toBe('GetItemCommand')
})

test('other commands of the client are as ever', async () => {
  const fresh = await warm(configured({}))
  server.play({ body: { Table: { TableName: 'things' } } })
  const { Table } = await fresh.send(new DescribeTableCommand({ TableName: 'things' }))
  expect(Table?.TableName).toBe('things')
})
