import type { FastifyBaseLogger } from 'fastify'
import type { BackgroundService } from './background-services.ts'
import { ChangeConsumer } from './common/streams/change-consumer.ts'
import type { ConsumerEvent } from './common/streams/consumer-event.ts'
import type { ChangeRouter } from './common/streams/change-router.ts'
import { changeRouters, type ChangeHandlersOptions } from './change-handlers.ts'

type Log = Pick<FastifyBaseLogger, 'warn' | 'error'>

export interface ChangeConsumersOptions extends ChangeHandlersOptions {
  readonly log?: Log | undefined
}

/** The name under which the place in the changes of a table is kept, and its dead letters. */
export const consumerName = ({ tables }: Pick<ChangeRouter, 'tables'>): string =>
  tables.map(({ base }) => base).join('+')

/**
 * Acts on what changes, a consumer for each table: of all processes one at a time. Undefined where it is turned off, as it is
 * on AWS, where a Lambda function does it.
 */
export function createChangeConsumers(options: ChangeConsumersOptions): BackgroundService | undefined {
  const { config, dependencies, log } = options
  const isOwnFeed = config.DATA_BACKEND !== 'dynamodb' || config.DYNAMODB_ENDPOINT !== undefined
  if (!(config.CHANGE_EVENTS ?? isOwnFeed)) return undefined
  const { store } = dependencies.data
  const consumers = changeRouters(options).map(
    (router) =>
      new ChangeConsumer({
        store,
        name: consumerName(router),
        router,
        ...(log && { observe: logChange(log) }),
      }),
  )
  return {
    start() {
      for (const consumer of consumers) consumer.start()
    },
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()))
    },
  }
}

const WORDS: Readonly<Record<ConsumerEvent['type'], string>> = {
  change_failed: 'a change could not be acted on, and is tried again',
  change_set_aside: 'a change was given up, and is among the dead letters',
  changes_lost: 'changes were removed for their age before they were acted on',
  consumer_interrupted: 'the changes of a table cannot be read',
  lease_lost: 'another process acts on the changes of a table',
}

/** Tells the log what an operator should know. */
export const logChange =
  (log: Log) =>
  (event: ConsumerEvent): void => {
    const line = 'error' in event ? { ...event, err: event.error, error: undefined } : event
    const isLoss = event.type === 'change_set_aside' || event.type === 'changes_lost'
    if (isLoss) log.error(line, WORDS[event.type])
    else log.warn(line, WORDS[event.type])
  }
