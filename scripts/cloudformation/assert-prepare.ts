import { Type } from '@sinclair/typebox'
import type { Evaluation } from './evaluate.ts'
import { resourcesOf } from './resources.ts'

const text = Type.Optional(Type.String())
const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

const Statement = Type.Object({
  Effect: Type.String(),
  Resource: Type.Union([Type.String(), Type.Array(Type.String())]),
  Condition: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))),
})
const PolicyDocument = Type.Object({ Version: text, Statement: Type.Array(Statement) })

const Bucket = Type.Object({
  BucketName: Type.String(),
  VersioningConfiguration: Type.Optional(Type.Object({ Status: Type.String() })),
  OwnershipControls: Type.Optional(
    Type.Object({ Rules: Type.Array(Type.Object({ ObjectOwnership: Type.String() })) }),
  ),
  BucketEncryption: Type.Optional(
    Type.Object({ ServerSideEncryptionConfiguration: Type.Array(Type.Unknown(), { minItems: 1 }) }),
  ),
  PublicAccessBlockConfiguration: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
  LifecycleConfiguration: Type.Optional(
    Type.Object({
      Rules: Type.Array(
        Type.Object({
          Status: Type.String(),
          Prefix: text,
          ExpirationInDays: Type.Optional(Numeric),
          AbortIncompleteMultipartUpload: Type.Optional(Type.Unknown()),
        }),
      ),
    }),
  ),
  CorsConfiguration: Type.Optional(Type.Unknown()),
})
const BucketPolicy = Type.Object({ Bucket: Type.String(), PolicyDocument })
const Topic = Type.Object({ TopicName: Type.String(), KmsMasterKeyId: text })
const TopicPolicy = Type.Object({ Topics: Type.Array(Type.String()), PolicyDocument })

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets']
/** What S3 accepts: 3 to 63 characters, lower case. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

/** The house rules for every bucket: private, encrypted in both ways, nothing lost and nothing left lying about. */
export function bucketProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::S3::Bucket', Bucket)
  const policies = resourcesOf(evaluation, 'AWS::S3::BucketPolicy', BucketPolicy)
  return [
    ...problems,
    ...policies.problems,
    ...found.flatMap(({ id, DeletionPolicy, UpdateReplacePolicy, properties }) => {
      const denials = policies.found
        .filter(({ properties: { Bucket: name } }) => name === properties.BucketName)
        .flatMap(({ properties: { PolicyDocument: document } }) => document.Statement.filter(deniesPlainHttp))
      return [
        ...(BUCKET_NAME.test(properties.BucketName)
          ? []
          : [`${id}: ${properties.BucketName} is no bucket name`]),
        ...(DeletionPolicy === 'RetainExceptOnCreate' && UpdateReplacePolicy === 'Retain'
          ? []
          : [`${id}: its objects go with the stack`]),
        ...(properties.VersioningConfiguration?.Status === 'Enabled' ? [] : [`${id}: has no versions`]),
        ...(properties.OwnershipControls?.Rules[0]?.ObjectOwnership === 'BucketOwnerEnforced'
          ? []
          : [`${id}: access lists are on`]),
        ...(properties.BucketEncryption ? [] : [`${id}: is not encrypted`]),
        ...BLOCKS.filter((block) => properties.PublicAccessBlockConfiguration?.[block] !== true).map(
          (block) => `${id}: ${block} is not true`,
        ),
        ...lifecycleProblems(properties).map((problem) => `${id}: ${problem}`),
        ...(denials.some(({ Resource }) => [Resource].flat().some((arn) => arn.endsWith('/*')))
          ? []
          : [`${id}: no policy refuses requests without TLS`]),
      ]
    }),
  ]
}

/** What was begun, or put there by browsers, and what nobody came back for. */
function lifecycleProblems({ LifecycleConfiguration, CorsConfiguration }: typeof Bucket.static): string[] {
  const rules = (LifecycleConfiguration?.Rules ?? []).filter(({ Status }) => Status === 'Enabled')
  const expiresIncoming = rules.some(
    ({ Prefix, ExpirationInDays }) => Prefix === 'incoming/' && Number(ExpirationInDays) === 1,
  )
  return [
    ...(rules.some((rule) => rule.AbortIncompleteMultipartUpload !== undefined)
      ? []
      : ['unfinished uploads stay for ever']),
    ...(CorsConfiguration === undefined || expiresIncoming
      ? []
      : ['uploads that nobody confirmed stay for more than a day']),
  ]
}

const deniesPlainHttp = ({ Effect, Condition }: typeof Statement.static): boolean =>
  Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false'

/** CloudWatch may publish, and only for this account; a topic that it cannot use stays silent for ever. */
export function topicProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::SNS::Topic', Topic)
  const policies = resourcesOf(evaluation, 'AWS::SNS::TopicPolicy', TopicPolicy)
  return [
    ...problems,
    ...policies.problems,
    ...found.flatMap(({ id, properties }) => {
      const statements = policies.found
        .filter(({ properties: { Topics } }) =>
          Topics.some((arn) => arn.endsWith(`:${properties.TopicName}`)),
        )
        .flatMap(({ properties: { PolicyDocument: document } }) => document.Statement)
      return [
        ...(properties.KmsMasterKeyId === undefined
          ? []
          : [`${id}: CloudWatch cannot publish to an encrypted topic`]),
        ...(statements.some(
          ({ Effect, Condition }) => Effect === 'Allow' && Condition?.StringEquals?.['aws:SourceAccount'],
        )
          ? []
          : [`${id}: nobody of this account may publish`]),
        ...(statements.some(deniesPlainHttp) ? [] : [`${id}: no policy refuses requests without TLS`]),
      ]
    }),
  ]
}

const UserPool = Type.Object({
  DeletionProtection: text,
  MfaConfiguration: text,
  UserPoolTier: text,
  UsernameConfiguration: Type.Optional(Type.Object({ CaseSensitive: Type.Boolean() })),
  UserPoolAddOns: Type.Optional(Type.Unknown()),
  Policies: Type.Optional(Type.Object({ PasswordPolicy: Type.Object({ MinimumLength: Numeric }) })),
})
const UserPoolClient = Type.Object({
  PreventUserExistenceErrors: text,
  EnableTokenRevocation: Type.Optional(Type.Boolean()),
  AllowedOAuthFlows: Type.Optional(Type.Array(Type.String())),
  ExplicitAuthFlows: Type.Optional(Type.Array(Type.String())),
  AccessTokenValidity: Type.Optional(Numeric),
  TokenValidityUnits: Type.Optional(Type.Object({ AccessToken: text })),
})
const MFA = ['OPTIONAL', 'ON']

/** The house rules for sign-in: users are kept, guessed neither by name nor by password, tokens are short-lived. */
export function userPoolProblems(evaluation: Evaluation): string[] {
  const pools = resourcesOf(evaluation, 'AWS::Cognito::UserPool', UserPool)
  const clients = resourcesOf(evaluation, 'AWS::Cognito::UserPoolClient', UserPoolClient)
  const protects = evaluation.parameters.EnableDeletionProtection === 'true'
  return [
    ...pools.problems,
    ...clients.problems,
    ...pools.found.flatMap(({ id, DeletionPolicy, UpdateReplacePolicy, properties }) => [
      ...(DeletionPolicy === 'RetainExceptOnCreate' && UpdateReplacePolicy === 'Retain'
        ? []
        : [`${id}: its users go with the stack`]),
      ...(properties.DeletionProtection === (protects ? 'ACTIVE' : 'INACTIVE')
        ? []
        : [`${id}: DeletionProtection is not what EnableDeletionProtection says`]),
      ...(MFA.includes(properties.MfaConfiguration ?? 'OFF')
        ? []
        : [`${id}: MfaConfiguration is none of ${MFA.join(', ')}`]),
      ...(properties.UsernameConfiguration?.CaseSensitive === false
        ? []
        : [`${id}: user names differ by case`]),
      ...(Number(properties.Policies?.PasswordPolicy.MinimumLength ?? 0) >= 12
        ? []
        : [`${id}: passwords may be short`]),
      ...(properties.UserPoolAddOns !== undefined && properties.UserPoolTier !== 'PLUS'
        ? [`${id}: threat protection needs the tier PLUS`]
        : []),
    ]),
    ...clients.found.flatMap(({ id, properties }) => [
      ...(properties.PreventUserExistenceErrors === 'ENABLED' ? [] : [`${id}: tells who has an account`]),
      ...(properties.EnableTokenRevocation === true ? [] : [`${id}: tokens cannot be revoked`]),
      ...(properties.AllowedOAuthFlows?.join() === 'code' ? [] : [`${id}: allows other flows than the code`]),
      ...(properties.ExplicitAuthFlows?.some((flow) => flow.includes('PASSWORD')) === true
        ? [`${id}: takes passwords in the clear`]
        : []),
      ...(Number(properties.AccessTokenValidity ?? 60) <= 60 &&
      properties.TokenValidityUnits?.AccessToken === 'minutes'
        ? []
        : [`${id}: access tokens live for more than an hour`]),
    ]),
  ]
}
