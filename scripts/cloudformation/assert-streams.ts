import { type Static, Type } from '@sinclair/typebox'

import type { Evaluation } from './evaluate.ts'
import { asList } from './json.ts'
import { ManagedPolicyProperties, resourcesOf } from './resources.ts'

const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^-?\\d+$' })])

/** The part of AWS::Lambda::EventSourceMapping that the assertions read. */
const StreamSourceProperties = Type.Object({
  EventSourceArn: Type.String(),
  StartingPosition: Type.Optional(Type.String()),
  BisectBatchOnFunctionError: Type.Optional(Type.Boolean()),
  MaximumRetryAttempts: Type.Optional(Numeric),
  DestinationConfig: Type.Optional(
    Type.Object({ OnFailure: Type.Optional(Type.Object({ Destination: Type.String() })) }),
  ),
})
type StreamSourceProperties = Static<typeof StreamSourceProperties>
const QueueProperties = Type.Object({
  QueueName: Type.String(),
  MessageRetentionPeriod: Type.Optional(Numeric),
})

/** What Lambda needs of a stream itself; the list of streams knows no resource. */
const READING = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']
/** A stream forgets after a day: what tells of a batch that was given up must last longer. */
const LONGEST_SECONDS = 1_209_600

/** The queues that take what Lambda gives up, by their ARN. */
export const failureDestinations = (evaluation: Evaluation): readonly string[] =>
  resourcesOf(evaluation, 'AWS::Lambda::EventSourceMapping', StreamSourceProperties).found.flatMap(
    ({ properties }) => properties.DestinationConfig?.OnFailure?.Destination ?? [],
  )

/** The house rules for every stream that a function reads: nothing is skipped in silence, nothing blocks for ever. */
export function streamProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(
    evaluation,
    'AWS::Lambda::EventSourceMapping',
    StreamSourceProperties,
  )
  const queues = resourcesOf(evaluation, 'AWS::SQS::Queue', QueueProperties).found
  const lasting = queues.filter(
    ({ properties }) => Number(properties.MessageRetentionPeriod ?? 0) >= LONGEST_SECONDS,
  )
  const granted = grants(evaluation)
  const streams = found.filter(({ properties }) => properties.EventSourceArn.includes(':dynamodb:'))
  return [
    ...problems,
    ...streams.flatMap(({ id, properties }) => [
      ...sourceProblems(id, properties),
      ...(lasting.some((queue) => isDestination(properties, queue.properties.QueueName))
        ? []
        : [`${id}: what Lambda gives up goes to no queue of this stack that keeps it for 14 days`]),
      ...READING.filter((action) => !granted.has(`${action} ${properties.EventSourceArn}`)).map(
        (action) => `${id}: no policy allows ${action} on its stream`,
      ),
    ]),
  ]
}

function sourceProblems(id: string, properties: StreamSourceProperties): string[] {
  const { StartingPosition, BisectBatchOnFunctionError, MaximumRetryAttempts: retries = -1 } = properties
  return [
    ...(StartingPosition === 'TRIM_HORIZON' ? [] : [`${id}: passes over what changed before it was made`]),
    ...(BisectBatchOnFunctionError === true
      ? []
      : [`${id}: one change that breaks the function takes its batch along`]),
    ...(Number(retries) > 0 ? [] : [`${id}: a batch comes again for ever, or never: MaximumRetryAttempts`]),
  ]
}

const isDestination = ({ DestinationConfig }: StreamSourceProperties, queue: string): boolean =>
  DestinationConfig?.OnFailure?.Destination.endsWith(`:${queue}`) === true

function grants(evaluation: Evaluation): Set<string> {
  const { found } = resourcesOf(evaluation, 'AWS::IAM::ManagedPolicy', ManagedPolicyProperties)
  return new Set(
    found.flatMap(({ properties }) =>
      properties.PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
        asList(Resource).flatMap((arn) => asList(Action).map((action) => `${action} ${arn}`)),
      ),
    ),
  )
}
