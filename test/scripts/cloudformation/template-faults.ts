import { anywhere, type Fault, within } from './faults.ts'

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
    'too large to pass inline',
    'Description: Backend tier',
    `# ${'x'.repeat(51_200)}\nDescription: Backend tier`,
    /the template has \d+ bytes, CloudFormation takes fewer than 51200 inline/,
  ),
]
