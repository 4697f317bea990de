import { anywhere, type Fault, within } from './faults.ts'
import { backendText } from './support.ts'

const DROPPED_INDEX = backendText.slice(
  backendText.indexOf('        - IndexName: pclass-index'),
  backendText.indexOf('      PointInTimeRecoverySpecification'),
)

const NEW_TABLE = `  StowawaysTable:
    Type: AWS::DynamoDB::Table
    Condition: HasPassengersTable
    Properties:
      TableName: !Sub '\${Namespace}_\${Environment}_stowaways'
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
`

/** Differences between the template and the code's tables. */
export const parityFaults: readonly Fault[] = [
  within(
    'IdempotencyTable',
    'wrong key name',
    'KeySchema:\n        - AttributeName: id',
    'KeySchema:\n        - AttributeName: key',
    /idempotency: IdempotencyTable: key is 'key HASH' in the template, 'id HASH' in the code/,
  ),
  within(
    'PassengersTable',
    'wrong key type',
    'AttributeType: N',
    'AttributeType: S',
    /key attribute types is 'id:S pclass:S ticket:S' in the template, 'id:S pclass:N ticket:S' in the code/,
  ),
  within(
    'IdempotencyTable',
    'a sort key too many',
    'KeyType: HASH',
    'KeyType: HASH\n        - AttributeName: scope\n          KeyType: RANGE',
    /key is 'id HASH, scope RANGE' in the template, 'id HASH' in the code/,
  ),
  within(
    'PassengersTable',
    'missing index',
    DROPPED_INDEX,
    '',
    /index pclass-index is missing in the template/,
  ),
  within(
    'PassengersTable',
    'extra index',
    DROPPED_INDEX,
    DROPPED_INDEX + DROPPED_INDEX.replace('pclass-index', 'deck-index'),
    /index deck-index is in the template but not in the code/,
  ),
  within(
    'PassengersTable',
    'renamed index',
    'IndexName: ticket-index',
    'IndexName: tickets-index',
    /index ticket-index is missing in the template/,
  ),
  within(
    'PassengersTable',
    'index with another key',
    '- AttributeName: ticket\n              KeyType: HASH\n            - AttributeName: id',
    '- AttributeName: ticket\n              KeyType: HASH\n            - AttributeName: pclass',
    /index ticket-index is 'global, ticket HASH, pclass RANGE, ALL' in the template, 'global, ticket HASH, id RANGE, ALL'/,
  ),
  within(
    'PassengersTable',
    'wrong projection',
    'ProjectionType: ALL',
    'ProjectionType: KEYS_ONLY',
    /index ticket-index is 'global, ticket HASH, id RANGE, KEYS_ONLY' in the template/,
  ),
  within(
    'IdempotencyTable',
    'wrong TTL attribute',
    'AttributeName: expiresAt',
    'AttributeName: expires',
    /TTL attribute is 'expires' in the template, 'expiresAt' in the code/,
  ),
  within(
    'IdempotencyTable',
    'TTL switched off',
    'expiresAt\n        Enabled: true',
    'expiresAt\n        Enabled: false',
    /TTL attribute is 'none' in the template, 'expiresAt' in the code/,
  ),
  within(
    'IdempotencyTable',
    'a stream nobody declared',
    '      SSESpecification',
    '      StreamSpecification:\n        StreamViewType: NEW_IMAGE\n      SSESpecification',
    /stream is 'NEW_IMAGE' in the template, 'none' in the code/,
  ),
  within(
    'PassengersTable',
    'wrong table name pattern',
    '${Namespace}_${Environment}_passengers',
    '${Namespace}-${Environment}-passengers',
    /passengers: EnablePassengersTable is 'true' but the template has no table named bulkhead_dev_passengers/,
  ),
  within(
    'IdempotencyTable',
    'table name with a fixed environment',
    '${Namespace}_${Environment}_idempotency',
    '${Namespace}_dev_idempotency',
    /IdempotencyTable: the code declares no table bulkhead_dev_idempotency in tier backend/,
  ),
  within(
    'PassengersTable',
    'missing flag condition',
    '    Condition: HasPassengersTable\n',
    '',
    /passengers: PassengersTable exists although EnablePassengersTable is not 'true'/,
  ),
  anywhere(
    'condition on the wrong flag',
    'HasPassengersTable: !Equals [!Ref EnablePassengersTable',
    'HasPassengersTable: !Equals [!Ref EnableIdempotencyTable',
    /passengers: PassengersTable exists although EnablePassengersTable is not 'true'/,
  ),
  anywhere(
    'undeclared table',
    '\nOutputs:',
    `${NEW_TABLE}\nOutputs:`,
    /StowawaysTable: the code declares no table bulkhead_dev_stowaways in tier backend/,
  ),
  anywhere(
    'flag parameter renamed',
    '  EnableIdempotencyTable:\n',
    '  EnableIdempotency:\n',
    /unknown parameter EnableIdempotencyTable|parameter EnableIdempotencyTable is not declared/,
  ),
  anywhere(
    'missing output',
    '  PassengersTableArn:',
    '  PassengersTableARN:',
    /PassengersTable: output PassengersTableArn is missing/,
  ),
  within(
    'PassengersTableName',
    'output of the other table',
    '!Ref PassengersTable',
    '!Sub "${Namespace}_passengers"',
    /PassengersTable: output PassengersTableName is "bulkhead_passengers"/,
  ),
]
