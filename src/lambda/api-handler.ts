import type { Writable } from 'node:stream'
import { buildApp } from '../app.ts'
import { compiledSchemaController } from '../common/http/compiled-schemas.ts'
import { loadConfig } from '../config.ts'
import { createDependencies } from '../dependencies.ts'
import { createLogger } from '../logger.ts'
import { createObservability } from '../observability.ts'
import { warnOf } from '../process.ts'
import { createApiFunction, createStreamingApiFunction } from './api-function.ts'
import type { AnswerHead } from './http-answer.ts'
import type { HttpEvent } from './http-event.ts'
import { LOOPBACK, LoopbackServer } from './loopback-server.ts'
import { findPackaged } from './packaged-schemas.ts'
import type { Invocation } from './worker-function.ts'

/** What the runtime of Lambda adds to Node's globals. */
declare const awslambda: {
  streamifyResponse(
    handler: (event: HttpEvent, output: Writable, invocation: Invocation) => Promise<void>,
  ): (event: HttpEvent, invocation: Invocation) => Promise<void>
  readonly HttpResponseStream: { from(output: Writable, head: AnswerHead): Writable }
}

let started: Promise<LoopbackServer> | undefined

/** For HTTP APIs, and whatever else takes an answer whole. */
export async function handler(event: HttpEvent, invocation: Invocation) {
  return createApiFunction(await running())(event, invocation)
}

/** For a function URL that streams. */
export const streamingHandler =
  'awslambda' in globalThis
    ? awslambda.streamifyResponse(async (event, output, invocation) => {
        const answer = createStreamingApiFunction(await running())
        await answer(event, (head) => awslambda.HttpResponseStream.from(output, head), invocation)
      })
    : undefined

/** One an execution environment; a start that failed is tried again by the next invocation. */
function running(): Promise<LoopbackServer> {
  started ??= start().catch((error: unknown) => {
    started = undefined
    throw error
  })
  return started
}

async function start(): Promise<LoopbackServer> {
  const given = loadConfig()
  const config = {
    ...given,
    trustedProxies: [LOOPBACK, ...given.trustedProxies],
    // It serves one request at a time, and its clock stands still between them.
    MAX_EVENT_LOOP_DELAY_MS: 0,
  }
  const logger = await createLogger(config.LOG_LEVEL, { isFrozenAfterwards: true })
  const observability = await createObservability({ config, log: logger, isLambda: true })
  const dependencies = await createDependencies(config, warnOf(logger), observability.observeCall)
  const schemaController = compiledSchemaController(findPackaged)
  const server = new LoopbackServer(
    await buildApp({ config, dependencies, logger, observability, schemaController }),
  )
  await server.listen()
  return server
}

// The time before the first event is not paid for by a client. What fails here is said when an event asks.
await running().catch(() => undefined)
