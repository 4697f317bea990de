import type { FastifyBaseLogger } from 'fastify'
import { DataError } from './common/data/errors.ts'
import { ConfigError } from './config.ts'
import type { DependencyEvent } from './dependencies.ts'

/* What the processes of the service have in common. */

/** What a shutdown may take; work that is not done by then is cut off. */
export const SHUTDOWN_MS = 9_000

/** For the log: a line for each event that an operator should know of. */
export const warnOf =
  (log: Pick<FastifyBaseLogger, 'warn'>) =>
  (event: DependencyEvent): void => {
    const line = 'error' in event ? { ...event, err: event.error, error: undefined } : event
    log.warn(line, describe(event))
  }

function describe(event: DependencyEvent): string {
  if (event.type === 'outbox_waits') return 'SQS does not take messages: they wait in the outbox'
  if (event.type === 'keys_unavailable') return 'The keys of the identity provider cannot be read'
  if (event.type === 'outbox_recovered') return 'SQS takes messages again'
  if (event.type === 'corrupt_item') return `A stored ${event.model} does not fit its model and is left out`
  return `A query of ${event.model} by ${event.attributes.join(', ')} has no index and reads the table`
}

/** What the operator can mend is one sentence; anything else is a fault of the program and keeps its stack. */
export function explain(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof DataError)) return error
  return `The data store cannot be used: ${error.message}; see DATA_BACKEND, SQLITE_PATH, DATABASE_URL and DYNAMODB_ENDPOINT`
}
