import { afterAll, beforeAll, describe } from 'vitest'
import type { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'
import { runObjectConformance } from '../../../support/run-object-conformance.ts'
import { startFauxqs } from '../../../support/sqs-servers.ts'
import { s3Store } from './s3-fixture.ts'

describe('the object store port on S3 (fauxqs)', async () => {
  const server = await startFauxqs()
  let store: S3ObjectStore
  beforeAll(async () => {
    store = await s3Store(server.endpoint)
  })
  afterAll(async () => {
    await store.close()
    await server.stop()
  })

  // It has no conditional writes and no uploads by form, sorts as a dictionary does, and looks at no signature.
  runObjectConformance(
    {
      name: 'fauxqs',
      lacks: ['put if absent', 'byte order', 'post uploads', 'upload policies', 'signatures'],
    },
    () => ({ store, origin: server.endpoint }),
  )
})
