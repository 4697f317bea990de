import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, ConfigSchema, loadConfig } from '../../src/config.ts'

const root = join(import.meta.dirname, '..', '..')

interface Variable {
  readonly default?: string | number | boolean
  readonly description: string
}
const variables: readonly (readonly [string, Variable])[] = Object.entries(ConfigSchema.properties).map(
  ([name, schema]) => [name, schema as unknown as Variable],
)
const defaults = Object.fromEntries(variables.map(([name, schema]) => [name, String(schema.default ?? '')]))

function messageOf(environment: Record<string, string>): string {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('the configuration', () => {
  it('has a default for everything that has one, and leaves the rest undefined', () => {
    expect(loadConfig({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      LOG_LEVEL: 'info',
      APP_NAMESPACE: '',
      APP_ENV: 'dev',
      APP_VERSION: '',
      BUILD_VERSION: 'dev',
      DATA_BACKEND: 'sqlite',
      SQLITE_PATH: '.data/bulkhead.db',
      AWS_REGION: 'us-east-1',
      DYNAMODB_PLAIN_SDK: false,
      QUEUE_BACKEND: 'embedded',
      IDEMPOTENCY_ENABLED: true,
      OBJECT_STORE: 'local',
      OBJECTS_PATH: '.data/objects',
      WORKER_CONCURRENCY: 2,
      WORKER_LEASE_SECONDS: 30,
      JOB_RETENTION_DAYS: 7,
      SSE_STREAMS_PER_CLIENT: 10,
      AUTH_ENABLED: false,
      OIDC_CLIENT_ID: '',
      OIDC_ALGORITHMS: 'RS256',
      OIDC_TOKEN_TYPES: 'none, jwt, at+jwt',
      OIDC_TOKEN_USES: 'access, id',
      OIDC_READ_SCOPE: '',
      OIDC_WRITE_SCOPE: '',
      OIDC_ADMIN_SCOPE: '',
      OIDC_CLOCK_TOLERANCE_SECONDS: 30,
      APP_METRIC_NAMESPACE: '',
      CORS_ALLOWED_ORIGINS: '',
      RATE_LIMIT_MAX: 0,
      REQUEST_TIMEOUT_MS: 10_000,
      MAX_EVENT_LOOP_DELAY_MS: 1000,
      TRUST_PROXY: '',
      TLS_TERMINATED: false,
      corsOrigins: [],
      trustedProxies: [],
      hasAwsCredentials: false,
    })
  })

  it.each(variables.map(([name]) => name))('takes an empty or blank %s as unset', (name) => {
    expect(loadConfig({ [name]: '' })).toEqual(loadConfig({}))
    expect(loadConfig({ [name]: '  ' })).toEqual(loadConfig({}))
  })

  it.each([
    ['PORT', '8080', 8080],
    ['PORT', '0', 0],
    ['PORT', ' 65535 ', 65_535],
    ['HOST', '0.0.0.0', '0.0.0.0'],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['APP_NAMESPACE', 'my-app', 'my-app'],
    ['APP_ENV', 'prod', 'prod'],
    ['DATA_BACKEND', 'dynamodb', 'dynamodb'],
    ['DYNAMODB_ENDPOINT', 'http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['CREATE_TABLES', 'false', false],
    ['CREATE_TABLES', 'TRUE', true],
    ['LOAD_SAMPLE', 'true', true],
    ['IDEMPOTENCY_ENABLED', 'False', false],
    ['TLS_TERMINATED', 'true', true],
    ['RATE_LIMIT_MAX', '600', 600],
    ['CURSOR_SECRET', 'sixteen letters!', 'sixteen letters!'],
  ])('reads %s=%s', (name, text, value) => {
    expect(loadConfig({ [name]: text })).toMatchObject({ [name]: value })
  })

  it('splits lists at commas, without blanks and empty parts', () => {
    const config = loadConfig({
      CORS_ALLOWED_ORIGINS: ' https://a.example, https://b.example ,,',
      TRUST_PROXY: '10.0.0.0/8',
    })
    expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example'])
    expect(config.trustedProxies).toEqual(['10.0.0.0/8'])
  })

  it.each([
    ['PORT', 'abc', 'a whole number from 0 to 65535'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '80.5', 'a whole number from 0 to 65535'],
    ['PORT', '0x50', 'a whole number from 0 to 65535'],
    ['PORT', '1e3', 'a whole number from 0 to 65535'],
    ['PORT', '99999999999999999999', 'a whole number from 0 to 65535'],
    ['RATE_LIMIT_MAX', 'many', 'a whole number of at least 0'],
    ['RATE_LIMIT_MAX', '-5', 'a whole number of at least 0'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
    ['LOG_LEVEL', 'INFO', 'one of fatal, error, warn, info, debug, trace, silent'],
    ['DATA_BACKEND', 'oracle', 'one of sqlite, dynamodb'],
    ['OBJECT_STORE', 'ftp', 'one of local, s3'],
    ['S3_BUCKET', 'My Bucket', 'text that matches'],
    ['S3_PATH_STYLE', 'yes', 'true or false'],
    ['PUBLIC_URL', 'api.example.com', 'text that matches'],
    ['PUBLIC_URL', 'https://api.example.com/path', 'text that matches'],
    ['APP_ENV', 'Prod!', 'text that matches'],
    ['APP_ENV', 'a-name-that-is-too-long', 'text that matches'],
    ['APP_NAMESPACE', '1app', 'text that matches'],
    ['APP_NAMESPACE', 'my_app', 'text that matches'],
    ['DYNAMODB_ENDPOINT', 'localhost:8000', 'text that matches'],
    ['CREATE_TABLES', 'yes', 'true or false'],
    ['LOAD_SAMPLE', '1', 'true or false'],
    ['IDEMPOTENCY_ENABLED', 'on', 'true or false'],
    ['TLS_TERMINATED', '0', 'true or false'],
    ['OIDC_ALGORITHMS', 'HS256', 'text that matches'],
    ['OIDC_ALGORITHMS', 'RS256,none', 'text that matches'],
    ['OIDC_ISSUER', 'id.example.com', 'text that matches'],
    ['OIDC_CLOCK_TOLERANCE_SECONDS', '61', 'a whole number from 0 to 60'],
    ['OIDC_WRITE_SCOPE', 'a b', 'text that matches'],
    ['CURSOR_SECRET', 'short', 'text of at least 16 characters'],
  ])('refuses %s=%s, names it and says what is expected', (name, value, expected) => {
    const message = messageOf({ [name]: value })
    expect(message).toMatch(/^Bad configuration:\n {2}/)
    expect(message).toContain(`${name}: `)
    expect(message).toContain(`is not ${expected}`)
    expect(message.split('\n')).toHaveLength(2)
  })

  it('names every bad variable at once', () => {
    const message = messageOf({ PORT: 'x', LOG_LEVEL: 'y', TLS_TERMINATED: 'z', HOST: 'fine' })
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['PORT', 'LOG_LEVEL', 'TLS_TERMINATED'])
  })

  it('shows the bad value, but never a secret', () => {
    expect(messageOf({ PORT: 'eighty' })).toContain("'eighty'")
    expect(messageOf({ CURSOR_SECRET: 'hunter2' })).not.toContain('hunter2')
  })

  it('cannot be changed', () => {
    const config = loadConfig({})
    expect(Object.isFrozen(config)).toBe(true)
    expect(Reflect.set(config, 'PORT', 1)).toBe(false)
    expect(config.PORT).toBe(3000)
  })

  it('does not care about variables of others', () => {
    expect(loadConfig({ PATH: '/bin', npm_config_x: 'y' })).toEqual(loadConfig({}))
  })

  it.each([
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  ])('expects AWS credentials where %s is set', (name) => {
    expect(loadConfig({ [name]: 'x' }).hasAwsCredentials).toBe(true)
  })
})

describe('the variables on paper', () => {
  it('are in .env.example, all of them and no other, with their defaults', () => {
    const lines = readFileSync(join(root, '.env.example'), 'utf8').split('\n')
    const entries = lines.flatMap((line) => {
      const found = /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line)
      return found ? [[found[1] ?? '', found[2]?.trim() ?? ''] as const] : []
    })
    expect(entries.map(([name]) => name).sort()).toEqual(Object.keys(defaults).sort())
    expect(Object.fromEntries(entries)).toEqual(defaults)
  })

  it('are in the table of the README, all of them and no other, with default and meaning', () => {
    const lines = readFileSync(join(root, 'README.md'), 'utf8').split('\n')
    const cells = (line: string): string[] =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|'))
    const header = lines.findIndex((line) => cells(line).join(' | ') === 'Variable | Default | Meaning')
    expect(header).toBeGreaterThan(-1)
    const end = lines.findIndex((line, index) => index > header && !line.startsWith('|'))
    const rows = lines.slice(header + 2, end).map(cells)
    const plain = (cell = ''): string => cell.replace(/^`(.*)`$/, '$1')
    const table = rows.map(([name, value]) => [plain(name), plain(value)] as const)
    expect(table.map(([name]) => name).sort()).toEqual(Object.keys(defaults).sort())
    expect(Object.fromEntries(table)).toEqual(defaults)
    for (const [, , meaning] of rows) expect(meaning).not.toBe('')
  })
})
