import { anywhere, type Fault, within } from './faults.ts'

/** Entries of a section, numbered. */
const many = (count: number, name: string, members: string): string =>
  Array.from({ length: count }, (_, at) => `  ${name}${at}: { ${members} }\n`).join('')

/** Breaches of the house rules for alarms, flags, rules and the template as a whole. */
export const templateFaults: readonly Fault[] = [
  within(
    'PassengersTableThrottleAlarm',
    'alarm without an action',
    '      AlarmActions: [!Ref AlarmTopicArn]\n',
    '',
    /PassengersTableThrottleAlarm: has no action/,
  ),
  within(
    'IdempotencyTableThrottleAlarm',
    'alarm that ignores EnableAlarms',
    'Condition: HasIdempotencyTableAlarms',
    'Condition: HasIdempotencyTable',
    /IdempotencyTableThrottleAlarm: exists although EnableAlarms is not 'true'/,
  ),
  within(
    'PassengersTableThrottleAlarm',
    'index that no alarm watches',
    '+FILL(pclassReads,0)',
    '',
    /PassengersTable: no alarm watches ReadThrottleEvents of bulkhead_dev_passengers\/pclass-index/,
  ),
  within(
    'IdempotencyTableThrottleAlarm',
    'alarm while nothing happens',
    'TreatMissingData: notBreaching',
    'TreatMissingData: breaching',
    /IdempotencyTableThrottleAlarm: TreatMissingData is not notBreaching/,
  ),
  within(
    'EnablePassengersTable',
    "flag with default 'true'",
    "Default: 'false'",
    "Default: 'true'",
    /flag EnablePassengersTable: the default is 'true', not 'false'/,
  ),
  within(
    'EnableIdempotencyTable',
    'flag with a third value',
    "['true', 'false']",
    "['true', 'false', 'maybe']",
    /flag EnableIdempotencyTable: AllowedValues is \["true","false","maybe"\]/,
  ),
  within(
    'ProdKeepsDeletionProtection',
    'deletion protection may be off in prod',
    '!Equals [!Ref Environment, prod]',
    '!Equals [!Ref Environment, production]',
    /no rule refuses prod without deletion protection/,
  ),
  within(
    'AlarmsNeedATopic',
    'alarms may go nowhere',
    "!Equals [!Ref EnableAlarms, 'true']",
    "!Equals [!Ref EnableAlarms, 'on']",
    /no rule refuses alarms without a topic/,
  ),
  within(
    'ProdKeepsDeletionProtection',
    'rule that refuses too much',
    'RuleCondition: !Equals [!Ref Environment, prod]',
    'RuleCondition: !Not [!Equals [!Ref Environment, prod]]',
    /refused: rule ProdKeepsDeletionProtection: EnableDeletionProtection must be true in prod/,
  ),
  within(
    'PassengersTableName',
    'exported output',
    'Value: !Ref PassengersTable',
    'Value: !Ref PassengersTable\n    Export: { Name: passengers }',
    /output PassengersTableName is exported/,
  ),
  anywhere(
    'condition that never holds',
    'HasPassengersTableAlarms: !And [!Condition HasPassengersTable, !Condition HasAlarms]',
    "HasPassengersTableAlarms: !Equals ['true', 'false']",
    /PassengersTableThrottleAlarm: exists under no combination of flags/,
  ),
  anywhere(
    'misspelt resource member',
    '    UpdateReplacePolicy: Retain',
    '    UpdateReplacePolice: Retain',
    /backend\.yaml: \/Resources\/PassengersTable\/UpdateReplacePolice: Unexpected property/,
  ),
  anywhere(
    'parameter that the files do not pass',
    '  EnableAlarms:\n',
    '  Owner:\n    Type: String\n  EnableAlarms:\n',
    /parameter Owner has no value and no default/,
  ),
  anywhere(
    'too large for CloudFormation',
    'Description: Backend tier',
    `# ${'x'.repeat(1_000_000)}\nDescription: Backend tier`,
    /backend\.yaml: has \d+ bytes, CloudFormation takes 1000000 at most: move features to the shared table/,
  ),
  anywhere(
    'too many resources',
    '\nOutputs:\n',
    `\n${many(500, 'Topic', 'Type: AWS::SNS::Topic, Properties: { TopicName: t }')}Outputs:\n`,
    /backend\.yaml: has \d+ Resources, CloudFormation takes 500 at most/,
  ),
  anywhere(
    'too many parameters',
    '\nParameters:\n',
    `\nParameters:\n${many(200, 'Size', 'Type: Number, Default: 1')}`,
    /backend\.yaml: has \d+ Parameters, CloudFormation takes 200 at most/,
  ),
  anywhere(
    'too many outputs',
    '\nOutputs:\n',
    `\nOutputs:\n${many(200, 'Size', 'Value: 1')}`,
    /backend\.yaml: has \d+ Outputs, CloudFormation takes 200 at most/,
  ),
]
