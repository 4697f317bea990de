import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { FastGetItem } from '../../../../../../src/common/data/store/dynamodb/fast/commands.ts'
import { client, plainClient, warm, watchPlain } from './fast-client.ts'
import { startScriptedServer } from './scripted-server.ts'

const input = { TableName: 'things', Key: { id: { S: 'a' } } }
const server = await startScriptedServer()
afterAll(() => server.stop())
beforeEach(() => {
  server.play({})
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

const keysUsed = (): (string | undefined)[] =>
  server.received.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1])

let issued = 0

function provided(lifetime?: number) {
  issued++
  const expiration = lifetime === undefined ? undefined : new Date(Date.now() + lifetime)
  return {
    accessKeyId: `K${issued}`,
    secretAccessKey: 'S',
    sessionToken: `T${issued}`,
    ...(expiration && { expiration }),
  }
}

/** A provider of ever new credentials: K1, K2, … */
function provider(lifetime?: number) {
  issued = 0
  return vi.fn(async () => provided(lifetime))
}

describe('credentials', () => {
  test('are asked for once while they last', async () => {
    const credentials = provider(3_600_000)
    const fresh = await warm(client(server.endpoint, { credentials }))
    server.play({})
    for (let call = 0; call < 3; call++) await fresh.send(new FastGetItem(input))
    expect(keysUsed()).toEqual(['K1', 'K1', 'K1'])
    expect(credentials).toHaveBeenCalledTimes(1)
  })

  test('are renewed when they are about to expire', async () => {
    const credentials = provider(3_600_000)
    const fresh = await warm(client(server.endpoint, { credentials }))
    const spy = watchPlain(fresh)
    server.play({})
    await fresh.send(new FastGetItem(input))
    const { expiration } = (await credentials.mock.results[0]?.value) as { expiration: Date }
    expiration.setTime(Date.now())
    await fresh.send(new FastGetItem(input))
    expect(keysUsed()).toEqual(['K1', 'K2'])
    expect(server.received[1]?.headers['x-amz-security-token']).toBe('T2')
    expect(spy).not.toHaveBeenCalled()
  })

  test('that are renewed with every call leave the fast lane open', async () => {
    let lifetime = 1000
    const credentials = vi.fn(async () => provided(lifetime))
    const fresh = await warm(client(server.endpoint, { credentials }))
    lifetime = 3_600_000
    server.play({})
    await fresh.send(new FastGetItem(input))
    const spy = watchPlain(fresh)
    await fresh.send(new FastGetItem(input))
    expect(spy).not.toHaveBeenCalled()
  })

  test.each(['ExpiredTokenException', 'ExpiredToken'])('are renewed once after %s', async (name) => {
    const fresh = await warm(client(server.endpoint, { credentials: provider() }))
    const expired = { status: 400, body: { __type: `com.amazon.coral.service#${name}`, message: 'expired' } }
    server.play(expired, { body: { Item: { id: { S: 'a' } } } })
    expect(await fresh.send(new FastGetItem(input))).toHaveProperty('Item.id.S', 'a')
    expect(keysUsed()).toEqual(['K1', 'K2'])
    server.play(expired)
    await expect(fresh.send(new FastGetItem(input))).rejects.toMatchObject({ name })
    expect(keysUsed()).toEqual(['K2', 'K3'])
  })

  test('that cannot be renewed leave the error as it is', async () => {
    const fresh = await warm(client(server.endpoint))
    server.play({ status: 400, body: { __type: 'ExpiredTokenException' } })
    await expect(fresh.send(new FastGetItem(input))).rejects.toMatchObject({ name: 'ExpiredTokenException' })
    expect(server.received).toHaveLength(1)
  })

  test('that cannot be had are an error without a call', async () => {
    let isBroken = false
    const credentials = async () => {
      if (isBroken) throw new Error('no credentials')
      return { accessKeyId: 'K', secretAccessKey: 'S', expiration: new Date(0) }
    }
    const fresh = await warm(client(server.endpoint, { credentials }))
    isBroken = true
    server.play({})
    await expect(fresh.send(new FastGetItem(input))).rejects.toThrow('no credentials')
    expect(server.received).toHaveLength(0)
  })
})

describe('a clock that is wrong', () => {
  const ahead = 3_600_000
  const date = () => new Date(Date.now() + ahead).toUTCString()
  const skewed = {
    status: 400,
    body: { __type: 'InvalidSignatureException', message: 'Signature not yet current' },
  }

  const timeSigned = (index: number): number => {
    const text = String(server.received[index]?.headers['x-amz-date'])
    return Date.parse(text.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z')) - Date.now()
  }

  test.each([client, plainClient])('is corrected, and the call tried again', async (make) => {
    const fresh = await warm(make(server.endpoint))
    server.play({ ...skewed, headers: { date: date() } }, { body: {}, headers: { date: date() } })
    const { $metadata } = await fresh.send(new FastGetItem(input))
    expect($metadata.attempts).toBe(2)
    expect(Math.abs(timeSigned(0))).toBeLessThan(5000)
    expect(Math.abs(timeSigned(1) - ahead)).toBeLessThan(5000)
    expect(Math.abs(fresh.config.systemClockOffset - ahead)).toBeLessThan(5000)
    await fresh.send(new FastGetItem(input))
    expect(Math.abs(timeSigned(2) - ahead)).toBeLessThan(5000)
  })

  test.each([client, plainClient])('is not what a refusal at the right time is about', async (make) => {
    const fresh = await warm(make(server.endpoint))
    server.play({ ...skewed, headers: { date: new Date().toUTCString() } })
    await expect(fresh.send(new FastGetItem(input))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    expect(server.received).toHaveLength(1)
  })

  test.each([client, plainClient])('is not told by an answer from a cache, or by no date', async (make) => {
    const fresh = await warm(make(server.endpoint))
    for (const headers of [{ date: date(), age: '5' }, { date: 'yesterday' }]) {
      server.play({ ...skewed, headers })
      await expect(fresh.send(new FastGetItem(input))).rejects.toThrow()
      expect(server.received).toHaveLength(1)
    }
  })

  test.each([client, plainClient])('is left alone where that is asked for', async (make) => {
    const fresh = await warm(make(server.endpoint, { disableClockSkewCorrection: true }))
    server.play({ ...skewed, headers: { date: date() } })
    await expect(fresh.send(new FastGetItem(input))).rejects.toThrow()
    expect(server.received).toHaveLength(1)
    expect(fresh.config.systemClockOffset).toBe(0)
  })
})

describe('a caller', () => {
  test.each([client, plainClient])('can abort before, while waiting, and between attempts', async (make) => {
    const fresh = await warm(make(server.endpoint, { requestHandler: { requestTimeout: 5000 } }))
    server.play({ fault: 'silence' })
    const send = (abortSignal: AbortSignal) => fresh.send(new FastGetItem(input), { abortSignal })
    await expect(send(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    await expect(send(AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'AbortError' })
    expect(server.received).toHaveLength(1)

    vi.mocked(Math.random).mockReturnValue(0.999)
    server.play({ status: 400, body: { __type: 'ThrottlingException' } })
    const started = Date.now()
    await expect(send(AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'AbortError' })
    expect(Date.now() - started).toBeLessThan(700)
    expect(server.received).toHaveLength(1)
  })

  test.each([client, plainClient])('can give a time for one call', async (make) => {
    const fresh = await warm(make(server.endpoint, { maxAttempts: 1 }))
    server.play({ fault: 'silence' })
    const started = Date.now()
    await expect(fresh.send(new FastGetItem(input), { requestTimeout: 30 })).rejects.toThrow('30 ms')
    expect(Date.now() - started).toBeLessThan(190)
  })
})

test.each([client, plainClient])('the budget for repetitions is the one of the client', async (make) => {
  const fresh = await warm(make(server.endpoint))
  server.play({ status: 500, body: { __type: 'InternalServerError' } })
  const attempts: number[] = []
  for (let call = 0; call < 25; call++) {
    const error: unknown = await fresh.send(new FastGetItem(input)).catch((thrown: unknown) => thrown)
    attempts.push((error as { $metadata: { attempts: number } }).$metadata.attempts)
  }
  // 500 tokens at 14 a repetition: 35 repetitions, then none.
  expect(attempts.reduce((sum, each) => sum + each - 1, 0)).toBe(35)
  expect(attempts.at(-1)).toBe(1)
})
