import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Worker threads started by the code under test load TypeScript as well.
    execArgv: ['--import', 'tsx'],
    testTimeout: 20_000,
  },
})
