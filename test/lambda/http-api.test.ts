import { describe } from 'vitest'
import { behind } from '../support/lambda-app.ts'
import { suitesBehind } from '../support/test-app.ts'

// Without the suites whose ids have a percent sign or a question mark: HTTP APIs decode the path.
describe('behind an HTTP API', () =>
  suitesBehind('http-api', (app) => behind('http-api', app), [
    'passengers/routes/read-passenger-routes',
    'passengers/routes/write-passenger-routes',
    'passengers/routes/list-passenger-routes',
    'passengers/routes/idempotency',
  ]))
