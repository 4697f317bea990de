import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createS3Client } from '../../../src/common/objects/s3/s3-client.ts'
import { bytesOf, csv, read } from '../../../src/common/objects/testing/object-conformance-case.ts'
import { startFauxqs, type SqsServer } from '../../support/sqs-servers.ts'
import { startTestApp } from '../../support/test-app.ts'

describe('the object store that the configuration asks for', () => {
  let server: SqsServer
  beforeAll(async () => {
    server = await startFauxqs()
    const client = createS3Client({
      region: 'us-east-1',
      endpoint: server.endpoint,
      pathStyle: true,
      localCredentials: true,
    })
    await client.send(new CreateBucketCommand({ Bucket: 'a-bucket' }))
    client.destroy()
  })
  afterAll(() => server.stop())

  test('is a folder by default, whose URLs this service serves', async () => {
    const service = await startTestApp()
    expect(service.dependencies.objects.backend).toBe('local')
    await service.dependencies.objects.put('a', bytesOf('one'), csv)
    const url = await service.dependencies.objects.downloadUrl('a', { expiresInSeconds: 60 })
    expect((await service.app.inject(url)).body).toBe('one')
    expect(service.app.server.requestTimeout).toBe(60_000)
    await service.close()
  })

  test('is a bucket of S3, whose URLs lead there', async () => {
    const service = await startTestApp({
      OBJECT_STORE: 's3',
      S3_BUCKET: 'a-bucket',
      S3_ENDPOINT: server.endpoint,
    })
    expect(service.dependencies.objects.backend).toBe('s3')
    await service.dependencies.objects.put('a', bytesOf('one'), csv)
    expect((await read(await service.dependencies.objects.get('a'))).toString()).toBe('one')
    const url = await service.dependencies.objects.downloadUrl('a', { expiresInSeconds: 60 })
    expect(url).toContain(`${server.endpoint}/a-bucket/a?`)
    expect((await service.app.inject('/objects/a')).statusCode).toBe(404)
    expect(service.app.server.requestTimeout).toBe(15_000)
    await service.close()
  })

  test('needs the name of its bucket', async () => {
    await expect(startTestApp({ OBJECT_STORE: 's3' })).rejects.toThrow(
      'S3_BUCKET: needed with OBJECT_STORE=s3',
    )
  })
})
