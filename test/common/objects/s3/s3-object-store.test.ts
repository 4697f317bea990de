import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, test } from 'vitest'
import { AlreadyExistsError, ThrottledError, UnavailableError } from '../../../../src/common/data/errors.ts'
import { createS3Client } from '../../../../src/common/objects/s3/s3-client.ts'
import { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'
import { bytesOf, csv } from '../../../../src/common/objects/testing/object-conformance-case.ts'

const bucket = 'a-bucket'
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A store before a server that does as it is told. */
async function storeBefore(listener: RequestListener, requestTimeout?: number): Promise<S3ObjectStore> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createS3Client({
    region: 'eu-west-1',
    endpoint,
    pathStyle: true,
    localCredentials: true,
    ...(requestTimeout !== undefined && { requestTimeout }),
  })
  return new S3ObjectStore({ client, bucket })
}

const answer =
  (status: number, code: string): RequestListener =>
  (request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/xml' })
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>because</Message></Error>`)
  }

describe('an S3 that does not do what it should', () => {
  test.each([
    [503, 'SlowDown', ThrottledError],
    [500, 'InternalError', UnavailableError],
    [403, 'AccessDenied', UnavailableError],
    [404, 'NoSuchBucket', UnavailableError],
    [301, 'PermanentRedirect', UnavailableError],
  ])('%i %s', async (status, code, expected) => {
    const store = await storeBefore(answer(status, code))
    await expect(store.get('a')).rejects.toThrow(expected)
    await expect(store.put('a', bytesOf('x'), csv)).rejects.toThrow(expected)
    await expect(store.list('')).rejects.toThrow(expected)
  })

  test('answers something else', async () => {
    const store = await storeBefore((_request, response) => response.end('<html>Welcome</html>'))
    await expect(store.list('')).rejects.toThrow(UnavailableError)
    await expect(store.head('a')).rejects.toThrow(UnavailableError)
    await expect(store.get('a')).rejects.toThrow(UnavailableError)
    await expect(store.put('a', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
  })

  test('is not there', async () => {
    const store = await storeBefore((request) => request.socket.destroy())
    await expect(store.head('a')).rejects.toThrow(UnavailableError)
  })

  test('never answers: the call ends', async () => {
    const store = await storeBefore(() => undefined, 100)
    const started = Date.now()
    await expect(store.head('a')).rejects.toThrow(UnavailableError)
    await expect(store.put('a', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})

describe('a put if absent', () => {
  const refusal = Object.assign(new Error('exists'), { name: 'PreconditionFailed' })

  test('whose answer was lost is known by its token when the SDK repeats it', async () => {
    const client = mockClient(S3Client)
    let token: string | undefined
    client.on(PutObjectCommand).callsFake(({ Metadata }: { Metadata?: Record<string, string> }) => {
      token = Metadata?.['write-token']
      throw refusal
    })
    client
      .on(HeadObjectCommand)
      .callsFake(() => ({ ETag: '"e"', ContentLength: 3, Metadata: { 'write-token': token } }))
    const store = new S3ObjectStore({ client: client as unknown as S3Client, bucket })
    const stored = await store.put('a', bytesOf('one'), { ...csv, ifAbsent: true })
    expect(stored).toEqual({ size: 3, etag: 'e' })
    client.restore()
  })

  test('that met another one’s object fails', async () => {
    const client = mockClient(S3Client)
    client.on(PutObjectCommand).rejects(refusal)
    client.on(HeadObjectCommand).resolves({ ETag: '"e"', Metadata: { 'write-token': 'another' } })
    const store = new S3ObjectStore({ client: client as unknown as S3Client, bucket })
    await expect(store.put('a', bytesOf('one'), { ...csv, ifAbsent: true })).rejects.toThrow(
      AlreadyExistsError,
    )
    client.restore()
  })
})

test('what a console makes to show folders is not listed, and does not end a list', async () => {
  const client = mockClient(S3Client)
  client.on(ListObjectsV2Command).resolvesOnce({
    Contents: [{ Key: 'a/x', Size: 1, ETag: '"e"', LastModified: new Date(0) }, { Key: 'b/' }],
    IsTruncated: true,
  })
  const store = new S3ObjectStore({ client: client as unknown as S3Client, bucket })
  const page = await store.list('')
  expect(page.objects.map(({ key }) => key)).toEqual(['a/x'])
  client.on(ListObjectsV2Command).resolves({ Contents: [], IsTruncated: false })
  expect(await store.list('', { after: page.next ?? '' })).toEqual({ objects: [], next: null })
  expect(client.commandCalls(ListObjectsV2Command).at(-1)?.args[0].input.StartAfter).toBe('b/')
  client.restore()
})
