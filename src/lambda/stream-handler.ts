import { randomBytes } from 'node:crypto'
import { loadConfig } from '../config.ts'
import { createDependencies } from '../dependencies.ts'
import { createLogger } from '../logger.ts'
import { warnOf } from '../process.ts'
import { createStreamFunction, type StreamFunction } from './stream-function.ts'
import type { Invocation } from './worker-function.ts'

let started: Promise<StreamFunction> | undefined

/** Built once an execution environment; a start that failed is tried again by the next invocation. */
export async function handler(event: Parameters<StreamFunction>[0], invocation: Invocation) {
  started ??= start().catch((error: unknown) => {
    started = undefined
    throw error
  })
  return (await started)(event, invocation)
}

async function start(): Promise<StreamFunction> {
  const config = loadConfig()
  const log = await createLogger(config.LOG_LEVEL, { isFrozenAfterwards: true })
  // No cursor of this function is ever given to a client, so that any key will do.
  const { CURSOR_SECRET = randomBytes(32).toString('hex') } = config
  const dependencies = await createDependencies({ ...config, CURSOR_SECRET }, warnOf(log))
  return createStreamFunction({ config, dependencies, log })
}
