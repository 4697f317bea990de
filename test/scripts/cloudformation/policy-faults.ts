import { anywhere, type Fault, within } from './faults.ts'

/** Breaches of the house rules for access policies. */
export const policyFaults: readonly Fault[] = [
  within(
    'PassengersTableAccess',
    'index left out of the policy',
    "              - !Sub '${PassengersTable.Arn}/index/pclass-index'\n",
    '',
    /PassengersTableAccess lacks dynamodb:Query on bulkhead_dev_passengers\/index\/pclass-index/,
  ),
  within(
    'PassengersTableAccess',
    'every index by wildcard',
    '/index/pclass-index',
    '/index/*',
    /PassengersTableAccess: resource arn:.*table\/bulkhead_dev_passengers\/index\/\* has a wildcard/,
  ),
  within(
    'PassengersTableAccess',
    'action left out',
    '              - dynamodb:ConditionCheckItem\n',
    '',
    /PassengersTableAccess lacks dynamodb:ConditionCheckItem on bulkhead_dev_passengers/,
  ),
  within(
    'IdempotencyTableAccess',
    'scan where nothing scans',
    '              - dynamodb:Query\n',
    '              - dynamodb:Query\n              - dynamodb:Scan\n',
    /IdempotencyTableAccess grants also dynamodb:Scan on bulkhead_dev_idempotency/,
  ),
  within(
    'IdempotencyTableAccess',
    'every action by wildcard',
    'dynamodb:DescribeTable',
    'dynamodb:*',
    /IdempotencyTableAccess: action dynamodb:\* has a wildcard/,
  ),
  within(
    'IdempotencyTableAccess',
    'access to the other table',
    '!GetAtt IdempotencyTable.Arn',
    '!GetAtt PassengersTable.Arn',
    /reference to PassengersTable, which its condition HasPassengersTable leaves out/,
  ),
  within(
    'IdempotencyTableAccess',
    'access to a table of nobody',
    '!GetAtt IdempotencyTable.Arn',
    "!Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Namespace}_jobs'",
    /resource arn:.*:table\/bulkhead_jobs is no table of ours/,
  ),
  within(
    'IdempotencyTableAccess',
    'policy without a version',
    "        Version: '2012-10-17'\n",
    '',
    /IdempotencyTableAccess: the policy document has no Version 2012-10-17/,
  ),
  within(
    'IdempotencyTableAccess',
    'named policy without its capability',
    '      Description:',
    "      ManagedPolicyName: !Sub '${Namespace}-idempotency'\n      Description:",
    /tiers\.json does not list CAPABILITY_NAMED_IAM/,
  ),
  anywhere(
    'policy under another name',
    '  IdempotencyTableAccess:\n    Type',
    '  IdempotencyAccess:\n    Type',
    /reference to IdempotencyTableAccess, which is not declared/,
  ),
]
