import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** `npm run rehearsal`: deploys to emulators, uses what was deployed, takes it down again. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ['test/rehearsal/**/*.test.ts'],
      testTimeout: 90_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  }),
)
