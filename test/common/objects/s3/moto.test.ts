import { afterAll, beforeAll, describe } from 'vitest'
import type { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'
import { runObjectConformance } from '../../../support/run-object-conformance.ts'
import { startMoto } from '../../../support/sqs-servers.ts'
import { s3Store } from './s3-fixture.ts'

const server = await startMoto()

describe.skipIf(!server)('the object store port on S3 (moto)', () => {
  let store: S3ObjectStore
  beforeAll(async () => {
    store = await s3Store(server?.endpoint ?? '')
  })
  afterAll(async () => {
    await store.close()
    await server?.stop()
  })

  // It takes uploads by form and does not read their policy, nor any signature.
  runObjectConformance({ name: 'moto', lacks: ['upload policies', 'signatures'] }, () => ({
    store,
    origin: server?.endpoint ?? '',
  }))
})
