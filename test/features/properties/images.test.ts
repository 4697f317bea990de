import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { LocalObjectStore } from '../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../src/common/objects/local/signed-url.ts'
import type { ObjectStore } from '../../../src/common/objects/object-store.ts'
import { startBucket, type Bucket } from '../../common/objects/s3/s3-fixture.ts'
import { startFauxqs, type SqsServer } from '../../support/sqs-servers.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../../support/test-app.ts'
import { imageSuite } from './image-suite.ts'

const folder = join(tmpdir(), `bulkhead-images-${randomBytes(5).toString('hex')}`)
/** To look into the folder of the app; it reads no URLs. */
let local: ObjectStore
beforeAll(() => {
  local = new LocalObjectStore({ path: folder, urls: new SignedUrls(randomBytes(32), '') })
})
afterAll(() => local.close())

await onEveryBackend(
  (app) => {
    imageSuite(app, () => local)
  },
  { OBJECTS_PATH: folder },
)

describe('on S3 (fauxqs)', () => {
  let server: SqsServer
  let bucket: Bucket
  let test: TestApp
  beforeAll(async () => {
    server = await startFauxqs()
    bucket = await startBucket(server.endpoint)
    test = await startTestApp(bucket.environment)
  })
  afterAll(async () => {
    await test.close()
    await bucket.store.close()
    await server.stop()
  })
  imageSuite(
    () => test.app,
    () => bucket.store,
    // It takes no forms: what they say is done without them, and with them on moto.
    async ({ fields }, bytes) => {
      await bucket.store.put(String(fields.key), bytes, { contentType: String(fields['Content-Type']) })
      return { status: 204, text: '' }
    },
  )
})
