import { describe } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import { raceSuite } from './race-suite.ts'

// More of them in `many-races.test.ts`, which is slow.
await onEveryBackend((app) => {
  describe('a property that many clients change', () => {
    raceSuite(app, 50)
  })
})
