import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import type { EvaluatedResource, Evaluation } from './evaluate.ts'

// Members that we do not use are refused: a misspelt one would otherwise be a protection that is not there.
const strict = { additionalProperties: false } as const
const text = Type.Optional(Type.String())
// A parameter of type Number arrives as text.
const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

const KeySchema = Type.Array(Type.Object({ AttributeName: Type.String(), KeyType: Type.String() }, strict))
const Projection = Type.Object(
  { ProjectionType: Type.String(), NonKeyAttributes: Type.Optional(Type.Array(Type.String())) },
  strict,
)
const Throughput = Type.Optional(
  Type.Object(
    { MaxReadRequestUnits: Type.Optional(Numeric), MaxWriteRequestUnits: Type.Optional(Numeric) },
    strict,
  ),
)
const Insights = Type.Optional(Type.Object({ Enabled: Type.Boolean(), Mode: text }, strict))
const LocalIndex = Type.Object({ IndexName: Type.String(), KeySchema, Projection }, strict)
const GlobalIndex = Type.Object(
  {
    IndexName: Type.String(),
    KeySchema,
    Projection,
    OnDemandThroughput: Throughput,
    ContributorInsightsSpecification: Insights,
  },
  strict,
)

/** The properties of AWS::DynamoDB::Table that our tables have. */
export const TableProperties = Type.Object(
  {
    TableName: Type.String(),
    BillingMode: text,
    OnDemandThroughput: Throughput,
    DeletionProtectionEnabled: Type.Optional(Type.Boolean()),
    AttributeDefinitions: Type.Array(
      Type.Object({ AttributeName: Type.String(), AttributeType: Type.String() }, strict),
    ),
    KeySchema,
    GlobalSecondaryIndexes: Type.Optional(Type.Array(GlobalIndex)),
    LocalSecondaryIndexes: Type.Optional(Type.Array(LocalIndex)),
    TimeToLiveSpecification: Type.Optional(
      Type.Object({ AttributeName: text, Enabled: Type.Boolean() }, strict),
    ),
    StreamSpecification: Type.Optional(Type.Object({ StreamViewType: Type.String() }, strict)),
    PointInTimeRecoverySpecification: Type.Optional(
      Type.Object(
        { PointInTimeRecoveryEnabled: Type.Boolean(), RecoveryPeriodInDays: Type.Optional(Numeric) },
        strict,
      ),
    ),
    SSESpecification: Type.Optional(Type.Object({ SSEEnabled: Type.Boolean() }, strict)),
    ContributorInsightsSpecification: Insights,
    Tags: Type.Optional(Type.Array(Type.Object({ Key: Type.String(), Value: Type.String() }, strict))),
  },
  strict,
)
export type TableProperties = Static<typeof TableProperties>

const OneOrMore = Type.Union([Type.String(), Type.Array(Type.String())])

export const ManagedPolicyProperties = Type.Object(
  {
    Description: text,
    ManagedPolicyName: text,
    Roles: Type.Optional(Type.Array(Type.String())),
    PolicyDocument: Type.Object(
      {
        Version: text,
        Statement: Type.Array(
          Type.Object({ Sid: text, Effect: Type.String(), Action: OneOrMore, Resource: OneOrMore }, strict),
        ),
      },
      strict,
    ),
  },
  strict,
)
export type ManagedPolicyProperties = Static<typeof ManagedPolicyProperties>

/** The part of AWS::CloudWatch::Alarm that the assertions read. */
export const AlarmProperties = Type.Object({
  Metrics: Type.Optional(
    Type.Array(
      Type.Object({
        Id: Type.String(),
        Expression: text,
        MetricStat: Type.Optional(
          Type.Object({
            Metric: Type.Object({
              MetricName: Type.String(),
              Dimensions: Type.Array(Type.Object({ Name: Type.String(), Value: Type.String() })),
            }),
          }),
        ),
      }),
    ),
  ),
  TreatMissingData: text,
  AlarmActions: Type.Optional(Type.Array(Type.String())),
})
export type AlarmProperties = Static<typeof AlarmProperties>

export interface TypedResource<T> extends Omit<EvaluatedResource, 'Properties'> {
  readonly id: string
  readonly properties: T
}

/** The resources of one type with typed properties, and a problem for each whose properties have another shape. */
export function resourcesOf<T extends TSchema>(
  evaluation: Evaluation,
  type: string,
  schema: T,
): { found: TypedResource<Static<T>>[]; problems: string[] } {
  const found: TypedResource<Static<T>>[] = []
  const problems: string[] = []
  for (const [id, { Properties: properties, ...resource }] of Object.entries(evaluation.resources)) {
    if (resource.Type !== type) continue
    if (Value.Check(schema, properties)) found.push({ ...resource, id, properties })
    else {
      const error = Value.Errors(schema, properties).First()
      problems.push(`${id}: ${error?.path ?? ''}: ${error?.message ?? 'wrong shape'}`)
    }
  }
  return { found, problems }
}

export const tablesOf = (evaluation: Evaluation) =>
  resourcesOf(evaluation, 'AWS::DynamoDB::Table', TableProperties)
