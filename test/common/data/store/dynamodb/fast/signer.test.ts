import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestTemplate } from '../../../../../../src/common/data/store/dynamodb/fast/request-template.ts'
import type { WireRequest } from '../../../../../../src/common/data/store/dynamodb/fast/sdk-types.ts'

const DAYS = 86_400_000

const key = fc.stringMatching(/^[A-Za-z0-9+/=]{1,64}$/)
const credentials = fc.record(
  { accessKeyId: fc.stringMatching(/^[A-Z0-9]{4,20}$/), secretAccessKey: key, sessionToken: key },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
)
const segment = fc.stringMatching(/^[A-Za-z0-9 _.~!'()*$&+,;=@-]{0,8}$/)
const endpoint = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.domain(),
    fc.option(fc.integer({ min: 1, max: 65_535 })),
    fc.array(segment, { maxLength: 4 }),
  )
  .map(
    ([scheme, host, port, path]) => `${scheme}://${host}${port === null ? '' : `:${port}`}/${path.join('/')}`,
  )

/** Offsets of the clock take the signatures to many dates. */
const offsets = fc.tuple(
  fc.integer({ min: -300 * DAYS, max: 300 * DAYS }),
  fc.integer({ min: 0, max: 3 * DAYS }),
)

/** A client that sends nothing, and its requests as the SDK has made them. */
function recording(config: object): { client: DynamoDBClient; requests: WireRequest[] } {
  const requests: WireRequest[] = []
  const handle = async (request: WireRequest) => {
    requests.push(request)
    return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') } }
  }
  const requestHandler = { metadata: { handlerProtocol: 'http/1.1' }, handle }
  return { client: new DynamoDBClient({ ...config, requestHandler }), requests }
}

const textOf = ({ body }: WireRequest): string => Buffer.from(body as Uint8Array).toString()

const timeOf = (date = ''): number =>
  Date.parse(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'))

describe('a request is the one that the SDK would have made, to the letter', () => {
  test('for any credentials, region, endpoint, time and body', async () => {
    const region = fc.constantFrom('us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1')
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    const property = fc.asyncProperty(
      credentials,
      region,
      fc.option(endpoint, { nil: undefined }),
      offsets,
      text,
      async (identity, where, url, [offset, later], value) => {
        const config = { credentials: identity, region: where, systemClockOffset: offset }
        const { client, requests } = recording({ ...config, ...(url !== undefined && { endpoint: url }) })
        await client.send(new GetItemCommand({ TableName: 'things', Key: { id: { S: 'first' } } }))
        client.config.systemClockOffset = offset + later
        await client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: value } } }))
        const [first, second] = requests
        if (!first || !second) throw new Error('The SDK has sent nothing')

        const template = RequestTemplate.learn(first, identity)
        const ours = template?.request('PutItem', textOf(second))
        if (!template || !ours) throw new Error(`Not learned: ${JSON.stringify(first)}`)
        for (const name of ['amz-sdk-invocation-id', 'amz-sdk-request']) {
          ours.headers[name] = second.headers[name] ?? ''
        }
        template.sign(ours, textOf(second), identity, timeOf(second.headers['x-amz-date']))
        const { body: _body, ...theirs } = second
        expect(ours).toEqual({ ...theirs, body: textOf(second) })
      },
    )
    await fc.assert(property, { numRuns: 400 })
  })
})

describe('nothing is learned', () => {
  const identity = { accessKeyId: 'AK', secretAccessKey: 'SK' }
  const input = { TableName: 'things', Key: { id: { S: 'a' } } }

  async function requestOf(config: object): Promise<WireRequest> {
    const { client, requests } = recording({ region: 'eu-west-1', credentials: identity, ...config })
    await client.send(new GetItemCommand(input))
    const [request] = requests
    if (!request) throw new Error('The SDK has sent nothing')
    return request
  }

  test('from a request of a signer of the user', async () => {
    const sign = async (request: WireRequest) => ({
      ...request,
      headers: { ...request.headers, authorization: 'mine' },
    })
    expect(RequestTemplate.learn(await requestOf({ signer: { sign } }), identity)).toBeUndefined()
  })

  test('from a request with headers of an endpoint', async () => {
    const headers = { 'x-tenant': ['blue'] }
    const endpointProvider = () => ({ url: new URL('http://127.0.0.1:1'), headers, properties: {} })
    expect(RequestTemplate.learn(await requestOf({ endpointProvider }), identity)).toBeUndefined()
  })

  test.each([
    { method: 'PUT' },
    { query: { a: '1' } },
    { username: 'me' },
    { headers: {} },
    { body: undefined },
    { body: 'other' },
  ])('from a request with %o', async (change) => {
    const request = await requestOf({})
    expect(RequestTemplate.learn(request, identity)).toBeDefined()
    expect(RequestTemplate.learn({ ...request, ...change }, identity)).toBeUndefined()
  })

  test('from a request signed with other credentials', async () => {
    const others = { ...identity, secretAccessKey: 'other' }
    expect(RequestTemplate.learn(await requestOf({}), others)).toBeUndefined()
  })
})
