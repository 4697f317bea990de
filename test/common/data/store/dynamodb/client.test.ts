import { describe, expect, test } from 'vitest'
import { createDynamoDbClient } from '../../../../../src/common/data/store/dynamodb/client.ts'
import { isLoopback } from '../../../../../src/common/loopback.ts'

describe('52 createDynamoDbClient', () => {
  const endpoint = 'http://127.0.0.1:8000'

  test('sets its own limits', async () => {
    const { config, middlewareStack } = createDynamoDbClient({
      region: 'eu-west-1',
      endpoint,
      localCredentials: true,
    })
    expect(await config.maxAttempts()).toBe(3)
    expect(await config.region()).toBe('eu-west-1')
    expect(middlewareStack.identify().join()).not.toContain('loggerMiddleware')
    expect(await config.credentials()).toMatchObject({ accessKeyId: 'local' })
  })

  test('gives dummy credentials to nobody but this machine', () => {
    const make = (other?: string) => () =>
      createDynamoDbClient({ region: 'eu-west-1', localCredentials: true, ...(other && { endpoint: other }) })
    expect(make()).toThrow('loopback')
    expect(make('https://dynamodb.eu-west-1.amazonaws.com')).toThrow('loopback')
    expect(make('http://127.0.0.1.example.com')).toThrow('loopback')
    expect(make('http://localhost:8000')).not.toThrow()
  })

  test.each([
    ['http://localhost:1', true],
    ['http://[::1]:1', true],
    ['http://10.0.0.1:1', false],
  ])('%s is on loopback: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected)
  })
})
