import { defineConfig } from 'vitest/config'

/** What starts servers, kills processes, drives a browser, or tries hundreds of cases: `npm run test:slow`. */
export const SLOW = [
  'test/server/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/fuzz/{access,fuzz}.test.ts',
  'test/browser/**/*.test.ts',
  'test/container/image.test.ts',
  'test/lambda/{packages,rest-api,function-url,worker-function}.test.ts',
  'test/common/data/store/postgres/**/*.test.ts',
  'test/scripts/bench/bench.test.ts',
  'test/scripts/new-feature/{commands,generated,many-tables}.test.ts',
  'test/scripts/cloudformation/faults.test.ts',
  'test/scripts/deploy/commands.test.ts',
  'test/scripts/{changes,import,migrate,openapi-compatibility,validate}.test.ts',
  'test/docs/agents-recipe.test.ts',
  'test/**/kill.test.ts',
  'test/common/queue/embedded/postgres.test.ts',
  'test/common/queue/sqs/{conformance,moto,sqs-queue}.test.ts',
  'test/common/objects/s3/{moto,versity}.test.ts',
  'test/features/properties/{image-races,many-races,moto}.test.ts',
]

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...SLOW, 'test/rehearsal/**'],
    pool: 'forks',
    // Half the time was loading the same modules again for each file: a test leaves no state of its process behind.
    isolate: false,
    // Many tests wait for servers and timers, so a core is worth a worker; Vitest would leave one core idle.
    maxWorkers: '100%',
    // Processes that a test starts from TypeScript, and worker threads, load it as the tests do.
    execArgv: ['--import', 'tsx'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/server.ts'] },
  },
})
