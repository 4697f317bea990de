import { codeOf } from '../attribute-types.ts'
import { kebabOf, namesOf } from '../names.ts'
import type { AttributeSpec, FeatureSpec, IndexSpec } from '../spec.ts'

/* What a table is in CloudFormation, as those beside it. Two blanks of indentation are a level. */

const flagOf = (spec: FeatureSpec): string => `Enable${spec.names.many.pascal}Table`
const tableOf = (spec: FeatureSpec): string => `${spec.names.many.pascal}Table`

export const parameterEntry = (spec: FeatureSpec): string => `  ${flagOf(spec)}:
    Type: String
    Default: 'false'
    AllowedValues: ['true', 'false']
`

export function conditionEntries(spec: FeatureSpec): readonly [table: string, alarms: string] {
  const table = tableOf(spec)
  return [
    `  Has${table}: !Equals [!Ref ${flagOf(spec)}, 'true']`,
    `  Has${table}Alarms: !And [!Condition Has${table}, !Condition HasAlarms]`,
  ]
}

export function outputEntries(spec: FeatureSpec): string {
  const [table, { words }] = [tableOf(spec), spec.names.many]
  const output = (name: string, description: string, value: string): string => `  ${table}${name}:
    Description: ${description}
    Condition: Has${table}
    Value: ${value}
`
  return [
    output('Name', `name of the ${words} table`, `!Ref ${table}`),
    output('Arn', `ARN of the ${words} table`, `!GetAtt ${table}.Arn`),
  ].join('')
}

const HEADING_WIDTH = 85

export function resourceEntries(spec: FeatureSpec): string {
  const heading = `  # --- ${spec.names.many.words} (${flagOf(spec)}) `
  return `${heading.padEnd(HEADING_WIDTH, '-')}
${tableResource(spec)}
${alarmResource(spec)}`
}

function tableResource(spec: FeatureSpec): string {
  const { many } = spec.names
  return `  ${tableOf(spec)}:
    Type: AWS::DynamoDB::Table
    Condition: Has${tableOf(spec)}
    DeletionPolicy: RetainExceptOnCreate
    UpdateReplacePolicy: Retain
    Properties:
      TableName: !Sub '\${Namespace}_\${Environment}_${many.snake}'
      BillingMode: PAY_PER_REQUEST
      OnDemandThroughput:
        MaxReadRequestUnits: !Ref MaxReadRequestUnits
        MaxWriteRequestUnits: !Ref MaxWriteRequestUnits
      DeletionProtectionEnabled: !If [HasDeletionProtection, true, false]
      AttributeDefinitions:
${attributeDefinitions(spec)}
      KeySchema:
${keySchema(spec.key, 8)}
${indexes(spec)}${spec.ttl === undefined ? '' : `      TimeToLiveSpecification:\n        AttributeName: ${spec.ttl}\n        Enabled: true\n`}      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: true
        RecoveryPeriodInDays: 35
      SSESpecification:
        SSEEnabled: true
      ContributorInsightsSpecification:
        Enabled: true
        Mode: THROTTLED_KEYS
      Tags:
        - Key: Namespace
          Value: !Ref Namespace
        - Key: Environment
          Value: !Ref Environment
`
}

type KeyPart = AttributeSpec | string
const nameOf = (part: KeyPart): string => (typeof part === 'string' ? part : part.name)

function attributeDefinitions(spec: FeatureSpec): string {
  const parts: readonly KeyPart[] = [...spec.key, ...spec.indexes.flatMap(({ pk, sk }) => [pk, sk])]
  const types = new Map(
    parts.map((part) => [nameOf(part), typeof part === 'string' ? 'S' : (codeOf(part).key ?? 'S')]),
  )
  return [...types]
    .map(([name, type]) => `        - AttributeName: ${name}\n          AttributeType: ${type}`)
    .join('\n')
}

function keySchema(parts: readonly KeyPart[], indent: number): string {
  const blanks = ' '.repeat(indent)
  return parts
    .map(
      (part, at) =>
        `${blanks}- AttributeName: ${nameOf(part)}\n${blanks}  KeyType: ${at === 0 ? 'HASH' : 'RANGE'}`,
    )
    .join('\n')
}

function indexes(spec: FeatureSpec): string {
  if (spec.indexes.length === 0) return ''
  const index = ({ physical, pk, sk }: IndexSpec): string => `        - IndexName: ${physical}
          KeySchema:
${keySchema([pk, sk], 12)}
          Projection:
            ProjectionType: ALL
          OnDemandThroughput:
            MaxReadRequestUnits: !Ref MaxReadRequestUnits
            MaxWriteRequestUnits: !Ref MaxWriteRequestUnits
          ContributorInsightsSpecification:
            Enabled: true
            Mode: THROTTLED_KEYS
`
  return `      GlobalSecondaryIndexes:\n${spec.indexes.map(index).join('')}`
}

/** What the data layer does with a table. */
export const ACTIONS: readonly string[] = [
  ...['DescribeTable', 'DescribeTimeToLive', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'],
  ...['DeleteItem', 'ConditionCheckItem', 'BatchWriteItem', 'Query'],
]

function alarmResource(spec: FeatureSpec): string {
  const [table, { words, kebab }] = [tableOf(spec), spec.names.many]
  const ids = spec.indexes.map(({ physical }) => ({
    id: namesOf(kebabOf(physical.replace(/-index$/, ''))).camel,
    physical,
  }))
  const all = [{ id: '', physical: '' }, ...ids]
  const idOf = (id: string, kind: 'Reads' | 'Writes'): string => (id === '' ? kind.toLowerCase() : id + kind)
  const sum = all.flatMap(({ id }) => [`FILL(${idOf(id, 'Reads')},0)`, `FILL(${idOf(id, 'Writes')},0)`])
  const metric = (
    id: string,
    kind: 'Reads' | 'Writes',
    index: string,
  ): string => `        - Id: ${idOf(id, kind)}
          ReturnData: false
          MetricStat:
            Metric:
              Namespace: AWS/DynamoDB
              MetricName: ${kind === 'Reads' ? 'Read' : 'Write'}ThrottleEvents
              Dimensions:
                - Name: TableName
                  Value: !Ref ${table}
${index === '' ? '' : `                - Name: GlobalSecondaryIndexName\n                  Value: ${index}\n`}            Period: 60
            Stat: Sum
`
  return `  ${table}ThrottleAlarm:
    Type: AWS::CloudWatch::Alarm
    Condition: Has${table}Alarms
    Properties:
      AlarmName: !Sub '\${Namespace}-\${Environment}-${kebab}-table-throttles'
      AlarmDescription: reads or writes of the ${words} table${ids.length > 0 ? ' or its indexes' : ''} are throttled
      Metrics:
        - Id: throttles
          Expression: ${sum.join('+')}
          Label: throttled reads and writes
${all.flatMap(({ id, physical }) => [metric(id, 'Reads', physical), metric(id, 'Writes', physical)]).join('')}      EvaluationPeriods: 5
      DatapointsToAlarm: 3
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
      AlarmActions: [!Ref AlarmTopicArn]
      OKActions: [!Ref AlarmTopicArn]
`
}
