import { afterAll, beforeAll, describe } from 'vitest'
import type { S3ObjectStore } from '../../../../src/common/objects/s3/s3-object-store.ts'
import { runObjectConformance } from '../../../support/run-object-conformance.ts'
import { startVersity } from '../../../support/versity-server.ts'
import { s3Store } from './s3-fixture.ts'

const server = await startVersity()

/** The one S3-protocol server here that looks at signatures and policies as S3 does. */
describe.skipIf(!server)('the object store port on S3 (versitygw)', () => {
  let store: S3ObjectStore
  beforeAll(async () => {
    store = await s3Store(server?.endpoint ?? '')
  })
  afterAll(async () => {
    await store.close()
    await server?.stop()
  })

  // Its objects are files, so `a` and `a/b` cannot both be.
  runObjectConformance({ name: 'versitygw', lacks: ['keys below keys'] }, () => ({
    store,
    origin: server?.endpoint ?? '',
  }))
})
