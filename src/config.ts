import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { authVariables } from './config-auth.ts'
import { backendVariables } from './config-backends.ts'
import { observabilityVariables } from './config-observability.ts'
import { badConfiguration } from './config-message.ts'

const flag = (options: object) => Type.Boolean(options)

/**
 * Every variable that the service reads. The README's table and `.env.example` say the same; a test holds them equal.
 * A variable that is empty counts as unset.
 */
export const ConfigSchema = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0 for any',
  }),
  LOG_LEVEL: Type.Union(
    (['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const).map((level) =>
      Type.Literal(level),
    ),
    { default: 'info', description: 'How much is logged' },
  ),
  APP_NAMESPACE: Type.String({
    default: '',
    pattern: '^([a-z][a-z0-9-]{0,11})?$',
    description: 'First part of physical table names; none when empty',
  }),
  APP_ENV: Type.String({
    default: 'dev',
    pattern: '^[a-z][a-z0-9-]{0,11}$',
    description: 'Environment: part of physical table names; outside `dev` secrets must be given',
  }),
  APP_VERSION: Type.String({
    default: '',
    description: 'What `/version` answers; empty for the package version',
  }),
  BUILD_VERSION: Type.String({ default: 'dev', description: 'The build that `/version` names' }),
  ...backendVariables,
  CREATE_TABLES: Type.Optional(
    flag({
      description:
        'Create missing tables at start; by default on SQLite, on PostgreSQL and where `DYNAMODB_ENDPOINT` is set',
    }),
  ),
  LOAD_SAMPLE: Type.Optional(
    flag({ description: 'Load sample data into empty tables at start; by default on SQLite' }),
  ),
  IDEMPOTENCY_ENABLED: flag({
    default: true,
    description:
      'Answer repeated `Idempotency-Key` requests with the first answer; needs the `idempotency` table',
  }),
  WORKER_CONCURRENCY: Type.Integer({
    default: 2,
    minimum: 0,
    maximum: 256,
    description: 'Background jobs that a process works at together; 0 turns its worker off',
  }),
  WORKER_LEASE_SECONDS: Type.Integer({
    default: 30,
    minimum: 1,
    maximum: 3600,
    description: 'After how long the jobs of a worker that died are taken up by another',
  }),
  JOB_RETENTION_DAYS: Type.Integer({
    default: 7,
    minimum: 1,
    maximum: 3650,
    description: 'How long finished jobs are kept',
  }),
  IMPORT_PATH: Type.Optional(
    Type.String({ description: 'Folder whose files jobs may import by name; none without it' }),
  ),
  CHANGE_EVENTS: Type.Optional(
    flag({
      description:
        'Act on changes in this process (notifications of new users and finished jobs, removed images); by default on SQLite, on PostgreSQL and where `DYNAMODB_ENDPOINT` is set',
    }),
  ),
  SSE_STREAMS_PER_CLIENT: Type.Integer({
    default: 10,
    minimum: 1,
    maximum: 10_000,
    description: 'Event streams that one client may have open',
  }),
  CURSOR_SECRET: Type.Optional(
    Type.String({
      minLength: 16,
      description:
        'Key material for page cursors and local object URLs, the same in every process; SQLite and PostgreSQL keep one of their own',
    }),
  ),
  OBJECT_STORE: Type.Union([Type.Literal('local'), Type.Literal('s3')], {
    default: 'local',
    description: 'Where files are kept: `local` (a folder) or `s3`',
  }),
  OBJECTS_PATH: Type.String({ default: '.data/objects', description: 'Folder of the local object store' }),
  S3_BUCKET: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
      description: 'The bucket with `OBJECT_STORE=s3`',
    }),
  ),
  S3_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^https?://.+',
      description: 'An S3-protocol server other than AWS, as clients reach it too: signed URLs lead there',
    }),
  ),
  S3_PATH_STYLE: Type.Optional(
    flag({
      description:
        'The bucket stands in the path and not in the host name; by default where `S3_ENDPOINT` is set',
    }),
  ),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/?#]+/?$',
      description:
        'Where clients reach the service, such as `https://api.example.com`: upload and download URLs of the local object store begin with it, and are relative to the service without it',
    }),
  ),
  ...authVariables,
  ...observabilityVariables,
  CORS_ALLOWED_ORIGINS: Type.String({
    default: '',
    description: 'Comma-separated origins that browsers may call from, or `*`; none when empty',
  }),
  RATE_LIMIT_MAX: Type.Integer({
    default: 0,
    minimum: 0,
    description: 'Requests a minute and client; 0 for no limit',
  }),
  MAX_EVENT_LOOP_DELAY_MS: Type.Integer({
    default: 1000,
    minimum: 0,
    maximum: 60_000,
    description: 'Refuse requests with 503 while the event loop is later than this; 0 for no limit',
  }),
  REQUEST_TIMEOUT_MS: Type.Integer({
    default: 10_000,
    minimum: 0,
    maximum: 300_000,
    description:
      'Answer 503 to a request that waits longer for its answer; event streams and files are exempt; 0 for no limit',
  }),
  TRUST_PROXY: Type.String({
    default: '',
    description: 'Comma-separated addresses or CIDR ranges of proxies whose `X-Forwarded-*` headers count',
  }),
  LANDING_PAGE: Type.Optional(
    flag({
      description:
        'Show people a page at `/` with health, tables, item counts and recent jobs; by default with `APP_ENV=dev`',
    }),
  ),
  TLS_TERMINATED: flag({
    default: false,
    description: 'TLS ends before the service: send Strict-Transport-Security',
  }),
})

type Variables = Static<typeof ConfigSchema>

export interface Config extends Readonly<Variables> {
  readonly corsOrigins: readonly string[]
  readonly trustedProxies: readonly string[]
  /** AWS credentials can be expected from the environment. */
  readonly hasAwsCredentials: boolean
}

export class ConfigError extends Error {}

/** Signs that the AWS SDK will find credentials; their values are its business. */
const CREDENTIAL_SIGNS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]

/**
 * The configuration from the environment, checked and frozen. The only reader of the environment.
 * @throws ConfigError that names every variable with a bad value
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(ConfigSchema.properties).flatMap((name) => {
      const value = environment[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const values = Value.Default(ConfigSchema, convert(given)) as Variables
  const problems = [...Value.Errors(ConfigSchema, values)].filter(({ path }) => path !== '')
  if (problems.length > 0) {
    const names = problems.map(({ path }) => path.slice(1))
    throw new ConfigError(badConfiguration(names, ConfigSchema.properties, environment))
  }
  return Object.freeze({
    ...values,
    corsOrigins: commaList(values.CORS_ALLOWED_ORIGINS),
    trustedProxies: commaList(values.TRUST_PROXY),
    hasAwsCredentials: CREDENTIAL_SIGNS.some((name) => (environment[name] ?? '') !== ''),
  })
}

/** Text to number or boolean where the schema wants one and the text is plainly one; left as it is otherwise. */
function convert(given: Readonly<Record<string, string>>): Record<string, unknown> {
  const properties: Readonly<Record<string, TSchema>> = ConfigSchema.properties
  return Object.fromEntries(
    Object.entries(given).map(([name, text]): [string, unknown] => {
      const type = properties[name]?.type as string | undefined
      if (type === 'integer' && /^-?\d+$/.test(text)) return [name, Number(text)]
      if (type === 'boolean' && /^(true|false)$/i.test(text)) return [name, text.toLowerCase() === 'true']
      return [name, text]
    }),
  )
}

export const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
