import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { LocalObjectStore } from '../../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../../src/common/objects/local/signed-url.ts'
import { runObjectConformance } from '../../../support/run-object-conformance.ts'

describe('the object store port on a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-objects-'))
  const urls = new SignedUrls(Buffer.from('a secret of the test'), '')
  const store = new LocalObjectStore({ path: join(folder, 'objects'), urls })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  runObjectConformance({ name: 'local' }, () => ({ store, origin: 'http://127.0.0.1' }))
})
