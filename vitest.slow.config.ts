import { defineConfig, mergeConfig } from 'vitest/config'
import base, { SLOW } from './vitest.config.ts'

export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({
    test: { include: SLOW, isolate: true, testTimeout: 90_000, hookTimeout: 60_000 },
  }),
)
