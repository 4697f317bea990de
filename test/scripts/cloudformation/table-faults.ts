import { type Fault, within } from './faults.ts'

const THROUGHPUT = `      OnDemandThroughput:
        MaxReadRequestUnits: !Ref MaxReadRequestUnits
        MaxWriteRequestUnits: !Ref MaxWriteRequestUnits
`

/** Breaches of the house rules for tables. */
export const tableFaults: readonly Fault[] = [
  within(
    'PassengersTable',
    'no point-in-time recovery',
    '      PointInTimeRecoverySpecification:\n        PointInTimeRecoveryEnabled: true\n        RecoveryPeriodInDays: 35\n',
    '',
    /PassengersTable: PointInTimeRecoveryEnabled is absent, not true/,
  ),
  within(
    'PassengersTable',
    'recovery period out of range',
    'RecoveryPeriodInDays: 35',
    'RecoveryPeriodInDays: 90',
    /PassengersTable: RecoveryPeriodInDays is 90, not 1 to 35/,
  ),
  within(
    'PassengersTable',
    'plain Retain on delete',
    'DeletionPolicy: RetainExceptOnCreate',
    'DeletionPolicy: Retain',
    /PassengersTable: DeletionPolicy is Retain, not RetainExceptOnCreate/,
  ),
  within(
    'IdempotencyTable',
    'no Retain on replacement',
    '    UpdateReplacePolicy: Retain\n',
    '',
    /IdempotencyTable: UpdateReplacePolicy is absent, not Retain/,
  ),
  within(
    'PassengersTable',
    'deletion protection off whatever the flag says',
    '!If [HasDeletionProtection, true, false]',
    'false',
    /PassengersTable: DeletionProtectionEnabled is false, not true/,
  ),
  within(
    'PassengersTable',
    'no encryption setting',
    'SSEEnabled: true',
    'SSEEnabled: false',
    /PassengersTable: SSEEnabled is false, not true/,
  ),
  within(
    'IdempotencyTable',
    'no brake on the table',
    THROUGHPUT,
    '',
    /IdempotencyTable: the table has no MaxReadRequestUnits/,
  ),
  within(
    'PassengersTable',
    'the same member twice',
    'MaxWriteRequestUnits: !Ref MaxWriteRequestUnits\n          Contributor',
    'MaxReadRequestUnits: 1\n          Contributor',
    /Map keys must be unique/,
  ),
  within(
    'PassengersTable',
    'no write brake on an index',
    '            MaxWriteRequestUnits: !Ref MaxWriteRequestUnits\n',
    '',
    /PassengersTable: index ticket-index has no MaxWriteRequestUnits/,
  ),
  within(
    'PassengersTable',
    'dear mode of contributor insights',
    'Mode: THROTTLED_KEYS',
    'Mode: ACCESSED_AND_THROTTLED_KEYS',
    /PassengersTable: index ticket-index has no contributor insights in mode THROTTLED_KEYS/,
  ),
  within(
    'IdempotencyTable',
    'provisioned capacity',
    'BillingMode: PAY_PER_REQUEST',
    'BillingMode: PROVISIONED',
    /IdempotencyTable: BillingMode is PROVISIONED, not PAY_PER_REQUEST/,
  ),
  within(
    'IdempotencyTable',
    'missing tag',
    '        - Key: Environment\n          Value: !Ref Environment\n',
    '',
    /IdempotencyTable: tag Environment=dev is missing/,
  ),
  within(
    'PassengersTable',
    'RANGE before HASH',
    'KeyType: HASH\n            - AttributeName: id\n              KeyType: RANGE',
    'KeyType: RANGE\n            - AttributeName: id\n              KeyType: HASH',
    /PassengersTable: a key schema is not HASH, or HASH then RANGE/,
  ),
  within(
    'PassengersTable',
    'two indexes of one name',
    'IndexName: pclass-index',
    'IndexName: ticket-index',
    /PassengersTable: index ticket-index is there twice/,
  ),
  within(
    'IdempotencyTable',
    'TTL without an attribute',
    '        AttributeName: expiresAt\n',
    '',
    /IdempotencyTable: TimeToLiveSpecification has no AttributeName/,
  ),
  within(
    'IdempotencyTable',
    'misspelt property',
    'SSESpecification',
    'SSESpecifications',
    /IdempotencyTable: \/SSESpecifications: Unexpected property/,
  ),
]
