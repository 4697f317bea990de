import { inTier, type Fault } from './faults.ts'

const inArtifacts = inTier('artifacts')
const inAuth = inTier('auth')

/** Breaches of the house rules for the bucket of the packages and the topic of the alarms. */
export const artifactFaults: readonly Fault[] = [
  inArtifacts(
    'AlarmEmail',
    'too large for a request, before there is a bucket',
    'Description: address',
    `# ${'x'.repeat(51_200)}\n    Description: address`,
    /artifacts\.yaml: has \d+ bytes; what makes the bucket has to fit into a request: 51200/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'a bucket that goes with its stack',
    'DeletionPolicy: RetainExceptOnCreate',
    'DeletionPolicy: Delete',
    /ArtifactBucket: its objects go with the stack/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'a bucket that the world may read',
    'RestrictPublicBuckets: true',
    'RestrictPublicBuckets: false',
    /ArtifactBucket: RestrictPublicBuckets is not true/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'a name with capitals',
    '-artifacts-',
    '-Artifacts-',
    /ArtifactBucket: .* is no bucket name/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'packages that cannot be had back',
    'Status: Enabled #',
    'Status: Suspended #',
    /ArtifactBucket: has no versions/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'access lists',
    'BucketOwnerEnforced',
    'ObjectWriter',
    /ArtifactBucket: access lists are on/,
  ),
  inArtifacts(
    'ArtifactBucket',
    'uploads that never end',
    '          - Id: drop-unfinished-uploads\n            Status: Enabled',
    '          - Id: drop-unfinished-uploads\n            Status: Disabled',
    /ArtifactBucket: unfinished uploads stay for ever/,
  ),
  inArtifacts(
    'ArtifactBucketPolicy',
    'objects over plain HTTP',
    "aws:SecureTransport: 'false'",
    "aws:SecureTransport: 'true'",
    /ArtifactBucket: no policy refuses requests without TLS/,
  ),
  inArtifacts(
    'AlarmTopic',
    'a topic that CloudWatch cannot use',
    'TopicName:',
    'KmsMasterKeyId: alias/aws/sns\n      TopicName:',
    /AlarmTopic: CloudWatch cannot publish to an encrypted topic/,
  ),
  inArtifacts(
    'AlarmTopicPolicy',
    'a topic for every account',
    'aws:SourceAccount',
    'aws:SourceOwner',
    /AlarmTopic: nobody of this account may publish/,
  ),
]

/** Breaches of the house rules for sign-in. */
export const authFaults: readonly Fault[] = [
  inAuth(
    'UserPool',
    'users that go with the stack',
    'UpdateReplacePolicy: Retain',
    'UpdateReplacePolicy: Delete',
    /UserPool: its users go with the stack/,
  ),
  inAuth(
    'UserPool',
    'protection that ignores its flag',
    '!If [HasDeletionProtection, ACTIVE, INACTIVE]',
    'INACTIVE',
    /UserPool: DeletionProtection is not what/,
  ),
  inAuth(
    'UserPool',
    'a second factor by a name that does not exist',
    'MfaConfiguration: OPTIONAL',
    'MfaConfiguration: OPTIONALLY',
    /UserPool: MfaConfiguration is none of/,
  ),
  inAuth(
    'UserPool',
    'two users by one address',
    'CaseSensitive: false',
    'CaseSensitive: true',
    /UserPool: user names differ by case/,
  ),
  inAuth(
    'UserPool',
    'short passwords',
    'MinimumLength: 12',
    'MinimumLength: 6',
    /UserPool: passwords may be short/,
  ),
  inAuth(
    'UserPool',
    'threat protection that nobody pays for',
    'UserPoolAddOns: !If\n        - HasThreatProtection',
    'UserPoolAddOns: !If\n        - HasDeletionProtection',
    /UserPool: threat protection needs the tier PLUS/,
  ),
  inAuth(
    'UserPoolClient',
    'tokens for a day',
    'AccessTokenValidity: 60',
    'AccessTokenValidity: 1440',
    /UserPoolClient: access tokens live for more than an hour/,
  ),
  inAuth(
    'UserPoolClient',
    'a client that tells who has an account',
    'PreventUserExistenceErrors: ENABLED',
    'PreventUserExistenceErrors: LEGACY',
    /UserPoolClient: tells who has an account/,
  ),
  inAuth(
    'UserPoolClient',
    'tokens in the address bar',
    'AllowedOAuthFlows: [code]',
    'AllowedOAuthFlows: [implicit]',
    /UserPoolClient: allows other flows than the code/,
  ),
  inAuth(
    'UserPoolClient',
    'passwords in the clear',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    /UserPoolClient: takes passwords in the clear/,
  ),
  inAuth(
    'UserPoolClient',
    'tokens that stay',
    'EnableTokenRevocation: true',
    'EnableTokenRevocation: false',
    /UserPoolClient: tokens cannot be revoked/,
  ),
  inAuth(
    'ProdKeepsDeletionProtection',
    'prod without a lock',
    '!Equals [!Ref Environment, prod]',
    '!Equals [!Ref Environment, production]',
    /no rule refuses prod without deletion protection/,
  ),
]
