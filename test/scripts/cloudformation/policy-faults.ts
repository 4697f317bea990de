import { inQueue, inTier, type Fault } from './faults.ts'

const inApi = inTier('api')
const TABLE =
  'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Namespace}_${Environment}_'
const line = (resource: string): string => `              - !Sub '${TABLE}${resource}'\n`

/** So many tables that nobody could have them all in one policy. */
const crowd = (): string =>
  Array.from({ length: 60 }, (_, at) => line(`passengers/index/pclass-index-${at}`)).join('')

/** Breaches of the house rules for access policies. */
export const policyFaults: readonly Fault[] = [
  inApi(
    'ApiIndexAccess',
    'index left out of the policy',
    line('passengers/index/pclass-index'),
    '',
    /ApiRole lacks dynamodb:Query on bulkhead_dev_passengers\/index\/pclass-index/,
  ),
  inApi(
    'ApiIndexAccess',
    'every index by wildcard',
    '_passengers/index/pclass-index',
    '_passengers/index/*',
    /ApiIndexAccess: resource arn:.*table\/bulkhead_dev_passengers\/index\/\* has a wildcard/,
  ),
  inApi(
    'ApiIndexAccess',
    'index of nobody',
    '_passengers/index/pclass-index',
    '_passengers/index/class-index',
    /ApiIndexAccess: resource arn:.*_passengers\/index\/class-index is no index of ours/,
  ),
  inApi(
    'ApiIndexAccess',
    'more than a policy holds',
    line('passengers/index/pclass-index'),
    crowd(),
    /ApiIndexAccess: may grow beyond 6144 characters, the quota of IAM for a policy: begin a second one/,
  ),
  inApi(
    'ApiTableAccess',
    'action left out',
    '              - dynamodb:ConditionCheckItem\n',
    '',
    /ApiRole lacks dynamodb:ConditionCheckItem on bulkhead_dev_passengers/,
  ),
  inApi(
    'ApiScanAccess',
    'scan where nothing scans',
    line('passengers'),
    line('passengers') + line('idempotency'),
    /ApiRole is granted also dynamodb:Scan on bulkhead_dev_idempotency/,
  ),
  inApi(
    'ApiTableAccess',
    'every action by wildcard',
    'dynamodb:DescribeTable',
    'dynamodb:*',
    /ApiTableAccess: action dynamodb:\* has a wildcard/,
  ),
  inApi(
    'ApiTableAccess',
    'access to a table of the worker alone',
    line('messages'),
    line('messages') + line('change_consumers'),
    /ApiRole is granted also dynamodb:GetItem on bulkhead_dev_change_consumers/,
  ),
  inApi(
    'ApiTableAccess',
    'access to a table of nobody',
    '${Namespace}_${Environment}_messages',
    '${Namespace}_messages',
    /resource arn:.*:table\/bulkhead_messages is no table of ours/,
  ),
  inApi(
    'ApiTableAccess',
    'policy without a version',
    "        Version: '2012-10-17'\n",
    '',
    /ApiTableAccess: the policy document has no Version 2012-10-17/,
  ),
  inApi(
    'ApiTableAccess',
    'named policy without its capability',
    '      Description:',
    "      ManagedPolicyName: !Sub '${Namespace}-tables'\n      Description:",
    /tiers\.json does not list CAPABILITY_NAMED_IAM/,
  ),
  inApi(
    'ApiTableAccess',
    'policy that no role has',
    '      Roles: [!Ref ApiRole]\n',
    '',
    /ApiRole lacks dynamodb:GetItem on bulkhead_dev_passengers/,
  ),
  inApi(
    'ApiObjectsAccess',
    'every file by wildcard',
    '/properties/*',
    '/*',
    /ApiObjectsAccess: resource arn:.*-objects\/\* has a wildcard/,
  ),
  inApi(
    'ApiObjectsAccess',
    'every action on files by wildcard',
    's3:GetObject',
    's3:*',
    /ApiObjectsAccess: action s3:\* has a wildcard/,
  ),
]

/** The same of the worker, which has further rights by policies of their own. */
export const workerPolicyFaults: readonly Fault[] = [
  inQueue(
    'WorkerTableAccess',
    'a table that the worker may not use',
    '              - !GetAtt MessagesTable.Arn\n',
    '',
    /WorkerRole lacks dynamodb:GetItem on bulkhead_dev_messages/,
  ),
  inQueue(
    'WorkerTableAccess',
    'an index that the worker may not use',
    "              - !Sub '${JobsTable.Arn}/index/type-index'\n",
    '',
    /WorkerRole lacks dynamodb:Query on bulkhead_dev_jobs\/index\/type-index/,
  ),
]
