import { describe } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import { raceSuite } from './race-suite.ts'

await onEveryBackend((app) => {
  describe('a property that many clients change', () => {
    raceSuite(app, 1000)
  })
})
