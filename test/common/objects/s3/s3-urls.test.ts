import { createHash, createHmac } from 'node:crypto'
import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { UnavailableError } from '../../../../src/common/data/errors.ts'
import { createS3Client } from '../../../../src/common/objects/s3/s3-client.ts'
import { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'

/*
 * No emulator that runs everywhere looks at a policy or a signature, so both are read here as S3 reads them:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */

const endpoint = 'http://127.0.0.1:9'
const bucket = 'a-bucket'
const client = createS3Client({ region: 'eu-west-1', endpoint, pathStyle: true, localCredentials: true })
const store = new S3ObjectStore({ client, bucket })
const SECRET = 'local'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

function signingKey(date: string): Buffer {
  const dated = hmac(`AWS4${SECRET}`, date)
  return hmac(hmac(hmac(dated, 'eu-west-1'), 's3'), 'aws4_request')
}

describe('an upload target of S3', () => {
  const spec = { key: 'incoming/a.png', contentType: 'image/png', maxBytes: 1000, expiresInSeconds: 300 }

  test('has a policy of exactly this key, type and size, this bucket and this time', async () => {
    const before = Date.now()
    const target = await store.createUpload({ ...spec, minBytes: 10 })
    const { fields, expiresAt } = target
    expect(target).toMatchObject({ method: 'POST', url: `${endpoint}/${bucket}` })
    expect(fields).toMatchObject({ key: spec.key, 'Content-Type': 'image/png', bucket })
    const policy = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString()) as {
      expiration: string
      conditions: unknown[]
    }
    const others = Object.entries(fields)
      .filter(([name]) => name.startsWith('X-Amz-') && name !== 'X-Amz-Signature')
      .map(([name, value]) => ({ [name]: value }))
    expect(policy.conditions).toHaveLength(4 + others.length)
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 10, 1000],
        { 'Content-Type': 'image/png' },
        { bucket },
        { key: spec.key },
        ...others,
      ]),
    )
    expect(Date.parse(policy.expiration)).toBe(Date.parse(expiresAt))
    expect(Date.parse(expiresAt) - before).toBeGreaterThan(298_000)
    expect(Date.parse(expiresAt) - before).toBeLessThanOrEqual(301_000)
  })

  test('takes no empty file where nothing else is said', async () => {
    const { fields } = await store.createUpload(spec)
    const policy = Buffer.from(fields.Policy ?? '', 'base64').toString()
    expect(policy).toContain('["content-length-range",1,1000]')
  })

  test('is signed as S3 checks it', async () => {
    const { fields } = await store.createUpload(spec)
    const [accessKey, date = '', region, service, end] = (fields['X-Amz-Credential'] ?? '').split('/')
    expect([accessKey, region, service, end]).toEqual(['local', 'eu-west-1', 's3', 'aws4_request'])
    expect(fields['X-Amz-Algorithm']).toBe('AWS4-HMAC-SHA256')
    const expected = hmac(signingKey(date), fields.Policy ?? '').toString('hex')
    expect(fields['X-Amz-Signature']).toBe(expected)
  })

  test('leads to the bucket’s own host on AWS', async () => {
    const onAws = new S3Client({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    })
    const target = await new S3ObjectStore({ client: onAws, bucket }).createUpload(spec)
    expect(target.url).toBe('https://a-bucket.s3.eu-west-1.amazonaws.com/')
  })
})

describe('a download URL of S3', () => {
  test('is signed over the object, the time and the headers of the answer', async () => {
    const url = new URL(
      await store.downloadUrl('exports/a.csv', {
        expiresInSeconds: 60,
        fileName: 'Zoë.csv',
        contentType: 'text/csv',
      }),
    )
    expect(url.origin + url.pathname).toBe(`${endpoint}/${bucket}/exports/a.csv`)
    const query = url.searchParams
    expect(query.get('X-Amz-Expires')).toBe('60')
    expect(query.get('response-content-type')).toBe('text/csv')
    expect(query.get('response-content-disposition')).toBe(
      `attachment; filename="Zo_.csv"; filename*=UTF-8''Zo%C3%AB.csv`,
    )
    const signature = query.get('X-Amz-Signature')
    query.delete('X-Amz-Signature')
    const encode = (text: string): string =>
      encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    const canonicalQuery = [...query]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&')
    expect(query.get('X-Amz-SignedHeaders')).toBe('host')
    const canonical = `GET\n${url.pathname}\n${canonicalQuery}\nhost:${url.host}\n\nhost\nUNSIGNED-PAYLOAD`
    const time = query.get('X-Amz-Date') ?? ''
    const scope = `${time.slice(0, 8)}/eu-west-1/s3/aws4_request`
    const hash = createHash('sha256').update(canonical).digest('hex')
    const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash}`
    expect(signature).toBe(hmac(signingKey(time.slice(0, 8)), text).toString('hex'))
  })
})

test('without credentials the store is unavailable, and says so', async () => {
  const lost = new S3Client({
    region: 'eu-west-1',
    credentials: () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
  })
  const spec = { key: 'a', contentType: 'image/png', maxBytes: 10, expiresInSeconds: 60 }
  await expect(new S3ObjectStore({ client: lost, bucket }).createUpload(spec)).rejects.toThrow(
    UnavailableError,
  )
})
