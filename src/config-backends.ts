import { Type } from '@sinclair/typebox'

/** The variables of where data is kept and where jobs wait. */
export const backendVariables = {
  DATA_BACKEND: Type.Union([Type.Literal('sqlite'), Type.Literal('dynamodb'), Type.Literal('postgres')], {
    default: 'sqlite',
    description: 'Where data is kept: `sqlite` (embedded), `dynamodb` or `postgres`',
  }),
  SQLITE_PATH: Type.String({
    default: '.data/bulkhead.db',
    description: 'File of the embedded store; `:memory:` keeps nothing',
  }),
  DYNAMODB_ENDPOINT: Type.Optional(
    Type.String({ pattern: '^https?://.+', description: 'A DynamoDB-protocol server other than AWS' }),
  ),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://.+',
      description: 'The PostgreSQL database, such as `postgres://user:password@host:5432/name`',
    }),
  ),
  AWS_REGION: Type.String({
    default: 'us-east-1',
    description: 'Region of the DynamoDB tables, SQS queues and the S3 bucket',
  }),
  DYNAMODB_PLAIN_SDK: Type.Boolean({
    default: false,
    description:
      'Send every DynamoDB call through the SDK’s whole pipeline: slower, for comparing when in doubt',
  }),
  QUEUE_BACKEND: Type.Union([Type.Literal('embedded'), Type.Literal('sqs')], {
    default: 'embedded',
    description: 'Where jobs wait: `embedded` (in the data store) or `sqs`',
  }),
  SQS_QUEUE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://.+',
      description: 'The queue with `QUEUE_BACKEND=sqs`; without it jobs are not taken',
    }),
  ),
  SQS_DEAD_LETTER_URL: Type.Optional(
    Type.String({
      pattern: '^https?://.+',
      description:
        'Queue for jobs that no further attempt will help; without it the redrive policy alone moves them',
    }),
  ),
  SQS_ENDPOINT: Type.Optional(
    Type.String({ pattern: '^https?://.+', description: 'An SQS-protocol server other than AWS' }),
  ),
}
