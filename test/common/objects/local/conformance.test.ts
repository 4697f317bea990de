import { afterAll, beforeAll, describe } from 'vitest'
import { runObjectConformance } from '../../../support/run-object-conformance.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'

describe('the object store port on a folder', () => {
  let service: TestApp
  let origin: string
  beforeAll(async () => {
    service = await startTestApp()
    origin = await service.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => service.close())

  runObjectConformance({ name: 'local' }, () => ({ store: service.dependencies.objects, origin }))
})
