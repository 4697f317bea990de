import { describe } from 'vitest'
import { behind } from '../support/lambda-app.ts'
import { suitesBehind } from '../support/test-app.ts'

// The suites of the plain server, once more through a function.
describe('behind a function URL', () =>
  suitesBehind('function-url', (app) => behind('function-url', app), [
    'passengers/routes/read-passenger-routes',
    'passengers/routes/write-passenger-routes',
    'passengers/routes/list-passenger-routes',
    'passengers/routes/idempotency',
    'passengers/routes/create-passenger-routes',
    'jobs/routes/job-routes',
    'stories/story-routes',
  ]))
