import { afterAll, beforeAll, describe } from 'vitest'
import { startBucket, type Bucket } from '../../common/objects/s3/s3-fixture.ts'
import { startMoto } from '../../support/sqs-servers.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { imageSuite } from './image-suite.ts'

const server = await startMoto()

describe.skipIf(!server)('on S3 (moto)', () => {
  let bucket: Bucket
  let test: TestApp
  beforeAll(async () => {
    bucket = await startBucket(server?.endpoint ?? '')
    test = await startTestApp(bucket.environment)
  })
  afterAll(async () => {
    await test.close()
    await bucket.store.close()
    await server?.stop()
  })
  imageSuite(
    () => test.app,
    () => bucket.store,
  )
})
