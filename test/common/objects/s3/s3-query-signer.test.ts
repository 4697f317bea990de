import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { UnavailableError, ValidationError } from '../../../../src/common/data/errors.ts'
import { attachment, nameOfKey } from '../../../../src/common/objects/content-disposition.ts'
import type { DownloadOptions } from '../../../../src/common/objects/object-store.ts'
import { createS3Client } from '../../../../src/common/objects/s3/s3-client.ts'
import { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'

const bucket = 'a-bucket'
const client = createS3Client({ region: 'eu-west-1', localCredentials: true })
const store = new S3ObjectStore({ client, bucket })

const DAY_MS = 24 * 60 * 60 * 1000
const segment = fc.stringMatching(/^[A-Za-z0-9._=-]{1,120}$/)
const someKey = fc
  .array(
    segment.filter((text) => text !== '.' && text !== '..'),
    { minLength: 1, maxLength: 4 },
  )
  .map((segments) => segments.join('/'))
const someDownload = fc.record(
  {
    expiresInSeconds: fc.integer({ min: 1, max: 604_800 }),
    fileName: fc.string({ unit: 'binary', maxLength: 60 }),
    contentType: fc.constantFrom('image/png', 'text/csv; charset=utf-8', 'a!b/c+d'),
  },
  { requiredKeys: ['expiresInSeconds'] },
)

describe('a download URL is what the SDK’s getSignedUrl makes, to the byte', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const long = { accessKeyId: 'AKIA', secretAccessKey: 'secret/+=' }
  const temporary = { ...long, sessionToken: 'FwoGZXIvYXdzE+/=' }
  const kinds: [string, S3ClientConfig, string?][] = [
    ['on AWS', {}],
    ['on AWS, with a token', { credentials: temporary }],
    ['on AWS, with an empty token', { credentials: { ...long, sessionToken: '' } }],
    ['on AWS, in the path', { forcePathStyle: true }],
    ['on AWS, of a bucket with dots', {}, 'files.example.com'],
    ['in the first region', { region: 'us-east-1' }],
    ['in China', { region: 'cn-north-1' }],
    ['by IPv6', { useDualstackEndpoint: true }],
    ['by FIPS', { region: 'us-west-2', useFipsEndpoint: true }],
    ['accelerated', { useAccelerateEndpoint: true }],
    ['at an endpoint, in the path', { endpoint: 'http://127.0.0.1:9000', forcePathStyle: true }],
    ['at an endpoint, in the host name', { endpoint: 'https://s3.example.com' }],
    ['at an endpoint with a path', { endpoint: 'https://example.com:8443/s3/', forcePathStyle: true }],
    ['at an address of IPv6', { endpoint: 'http://[::1]:9000', forcePathStyle: true }],
    ['at a port that goes without saying', { endpoint: 'https://example.com:443', forcePathStyle: true }],
  ]

  test.each<[string, S3ClientConfig, string?]>(kinds)('%s', async (_, config, name = bucket) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const at = new S3Client({
      region: 'eu-west-1',
      credentials: long,
      // As ours has it.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...config,
    })
    const urls = new S3ObjectStore({ client: at, bucket: name })
    await fc.assert(
      fc.asyncProperty(someKey, someDownload, fc.nat(400 * DAY_MS), async (key, options, later) => {
        fc.pre(key.length <= 512)
        vi.setSystemTime(Date.UTC(2026, 0, 1) + later)
        const { expiresInSeconds, fileName = nameOfKey(key), contentType } = options as DownloadOptions
        const command = new GetObjectCommand({
          Bucket: name,
          Key: key,
          ResponseContentDisposition: attachment(fileName),
          ResponseContentType: contentType,
        })
        const expected = await getSignedUrl(at, command, { expiresIn: expiresInSeconds })
        expect(await urls.downloadUrl(key, options as DownloadOptions)).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('also when the credentials are others by now, or cannot be had for a while', async () => {
    let credentials: typeof temporary | undefined
    const at = new S3Client({
      region: 'eu-west-1',
      credentials: () => {
        if (!credentials) return Promise.reject(new Error('none'))
        return Promise.resolve({ ...credentials, expiration: new Date(Date.now() - 1) })
      },
    })
    const urls = new S3ObjectStore({ client: at, bucket })
    const userOf = async (): Promise<string> => {
      const { searchParams } = new URL(await urls.downloadUrl('a', { expiresInSeconds: 60 }))
      return `${searchParams.get('X-Amz-Credential')?.split('/')[0]} ${searchParams.get('X-Amz-Security-Token')}`
    }
    await expect(userOf()).rejects.toThrow(UnavailableError)
    credentials = temporary
    expect(await userOf()).toBe('AKIA FwoGZXIvYXdzE+/=')
    credentials = { ...temporary, accessKeyId: 'ASIA', sessionToken: 'another' }
    expect(await userOf()).toBe('ASIA another')
    credentials = undefined
    await expect(userOf()).rejects.toThrow(UnavailableError)
  })

  test('at the time of S3, where the clock of this machine is wrong', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const at = createS3Client({ region: 'eu-west-1', localCredentials: true })
    at.config.systemClockOffset = 7 * DAY_MS
    const url = await new S3ObjectStore({ client: at, bucket }).downloadUrl('a', { expiresInSeconds: 60 })
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: 'a',
      ResponseContentDisposition: 'attachment; filename="a"',
    })
    const signingDate = new Date(Date.now() + 7 * DAY_MS)
    expect(url).toBe(await getSignedUrl(at, command, { expiresIn: 60, signingDate }))
  })

  test('and there is none of a key that is none', async () => {
    for (const key of [
      '',
      '/',
      'a//b',
      '../a',
      'a/../b',
      'a?b',
      'a#b',
      'a%2fb',
      'a b',
      'ä',
      'a\0',
      '${filename}',
    ])
      await expect(store.downloadUrl(key, { expiresInSeconds: 60 })).rejects.toThrow(ValidationError)
  })
})
