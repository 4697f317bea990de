import { type Static, Type } from '@sinclair/typebox'

import type { Evaluation } from './evaluate.ts'
import { failureDestinations } from './assert-streams.ts'
import { resourcesOf, type TypedResource } from './resources.ts'

const strict = { additionalProperties: false } as const
const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

const QueueProperties = Type.Object(
  {
    QueueName: Type.String(),
    VisibilityTimeout: Type.Optional(Numeric),
    MessageRetentionPeriod: Type.Optional(Numeric),
    ReceiveMessageWaitTimeSeconds: Type.Optional(Numeric),
    SqsManagedSseEnabled: Type.Optional(Type.Boolean()),
    RedrivePolicy: Type.Optional(
      Type.Object({ deadLetterTargetArn: Type.String(), maxReceiveCount: Numeric }, strict),
    ),
    RedriveAllowPolicy: Type.Optional(
      Type.Object({ redrivePermission: Type.String(), sourceQueueArns: Type.Array(Type.String()) }, strict),
    ),
    Tags: Type.Optional(Type.Array(Type.Object({ Key: Type.String(), Value: Type.String() }, strict))),
  },
  strict,
)
type Queue = TypedResource<Static<typeof QueueProperties>>

/** The part of a queue policy that the assertions read. */
const QueuePolicyProperties = Type.Object({
  Queues: Type.Array(Type.String()),
  PolicyDocument: Type.Object({
    Statement: Type.Array(
      Type.Object({
        Effect: Type.String(),
        Resource: Type.Optional(Type.String()),
        Condition: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.String()))),
      }),
    ),
  }),
})

const EventSourceProperties = Type.Object({
  EventSourceArn: Type.String(),
  FunctionResponseTypes: Type.Optional(Type.Array(Type.String())),
})
const TimeoutProperties = Type.Object({ Timeout: Numeric })

/** AWS: a message must stay hidden for six times as long as the function that works on it may take. */
const VISIBILITY_FACTOR = 6
/** Lambda's own retries of a throttled batch count as receives. */
const MIN_RECEIVES = 5

/** The house rules for every queue: encrypted in both ways, nothing lost, nothing delivered twice without need. */
export function queueProblems(evaluation: Evaluation): string[] {
  const { found: queues, problems } = resourcesOf(evaluation, 'AWS::SQS::Queue', QueueProperties)
  const arnOf = (queue: Queue): string => `:${queue.properties.QueueName}`
  const refusesPlainHttp = plainHttpRefusals(evaluation)
  const dead = new Set(queues.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn))
  for (const destination of failureDestinations(evaluation)) dead.add(destination)
  const isDead = (queue: Queue): boolean => [...dead].some((arn) => arn?.endsWith(arnOf(queue)))
  for (const queue of queues) {
    const { id, properties } = queue
    if (properties.SqsManagedSseEnabled !== true) problems.push(`${id}: SqsManagedSseEnabled is not true`)
    if (![...refusesPlainHttp].some((arn) => arn.endsWith(arnOf(queue)))) {
      problems.push(`${id}: no policy refuses requests without TLS`)
    }
    problems.push(...(isDead(queue) ? deadLetterProblems(queue, queues) : liveProblems(queue)))
  }
  return [...problems, ...consumerProblems(evaluation, queues)]
}

function liveProblems({ id, properties }: Queue): string[] {
  const { RedrivePolicy, ReceiveMessageWaitTimeSeconds: wait = 0 } = properties
  return [
    ...(RedrivePolicy ? [] : [`${id}: has no dead letters`]),
    ...(Number(RedrivePolicy?.maxReceiveCount ?? MIN_RECEIVES) >= MIN_RECEIVES
      ? []
      : [`${id}: maxReceiveCount is below ${MIN_RECEIVES}`]),
    ...(Number(wait) === 20 ? [] : [`${id}: polls are short: ReceiveMessageWaitTimeSeconds is not 20`]),
  ]
}

function deadLetterProblems({ id, properties }: Queue, queues: readonly Queue[]): string[] {
  const retention = Number(properties.MessageRetentionPeriod ?? 0)
  const sources = queues.filter(({ properties: { RedrivePolicy } }) =>
    RedrivePolicy?.deadLetterTargetArn.endsWith(`:${properties.QueueName}`),
  )
  const allowed = properties.RedriveAllowPolicy?.sourceQueueArns ?? []
  return sources.flatMap(({ properties: source }) => [
    ...(retention > Number(source.MessageRetentionPeriod ?? 345_600)
      ? []
      : [`${id}: keeps messages no longer than ${source.QueueName} does`]),
    ...(allowed.some((arn) => arn.endsWith(`:${source.QueueName}`))
      ? []
      : [`${id}: RedriveAllowPolicy does not name ${source.QueueName}`]),
  ])
}

/** The ARNs of the queues whose policy denies what does not come over TLS. */
function plainHttpRefusals(evaluation: Evaluation): Set<string> {
  const { found } = resourcesOf(evaluation, 'AWS::SQS::QueuePolicy', QueuePolicyProperties)
  const refusals = found.flatMap(({ properties }) =>
    properties.PolicyDocument.Statement.filter(
      ({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
    ).map(({ Resource }) => Resource ?? ''),
  )
  return new Set(refusals)
}

function consumerProblems(evaluation: Evaluation, queues: readonly Queue[]): string[] {
  const { found } = resourcesOf(evaluation, 'AWS::Lambda::EventSourceMapping', EventSourceProperties)
  const functions = resourcesOf(evaluation, 'AWS::Lambda::Function', TimeoutProperties).found
  const timeout = Math.max(0, ...functions.map(({ properties }) => Number(properties.Timeout)))
  return found.flatMap(({ id, properties: { EventSourceArn: arn, FunctionResponseTypes = [] } }) => {
    const queue = queues.find(({ properties }) => arn.endsWith(`:${properties.QueueName}`))
    const hidden = Number(queue?.properties.VisibilityTimeout ?? 30)
    return [
      ...(FunctionResponseTypes.includes('ReportBatchItemFailures')
        ? []
        : [`${id}: one failure fails its batch: no ReportBatchItemFailures`]),
      ...(!queue || hidden >= VISIBILITY_FACTOR * timeout
        ? []
        : [
            `${queue.id}: VisibilityTimeout ${hidden} is below ${VISIBILITY_FACTOR} times the ${timeout} s of the worker`,
          ]),
    ]
  })
}
