import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ConfigSchema, loadConfig } from '../../src/config.ts'
import { commandOf, environmentOf, lastOf, stagesOf } from './dockerfile.ts'
import { isSent } from './image-build.ts'

interface Service {
  readonly image?: string
  readonly profiles?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  readonly healthcheck?: object
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly volumes?: readonly string[]
}

const root = join(import.meta.dirname, '..', '..')
const file = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<'api' | 'worker' | 'postgres' | 'dynamodb', Service>>
  readonly volumes: object
}
const { services } = file
const stages = stagesOf(join(root, 'Dockerfile'))

/** `${NAME:-default}` with nothing set. */
const unset = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1')

const PINNED = /^[\w./-]+:\d+\.\d+\.?\d*[\w.-]*(@sha256:[a-f0-9]{64})?$/

describe('the Dockerfile', () => {
  it('is made from one base with its exact version, and runs as nobody in particular', () => {
    const images = stages.map(({ from }) => from).filter((from) => !stages.some(({ name }) => name === from))
    expect(images).toHaveLength(1)
    expect(images[0]).toMatch(PINNED)
    expect(lastOf(stages, 'USER')?.args).toBe('1000:1000')
  })

  it('sets variables that the configuration has, within what may be written', () => {
    const { NODE_ENV, ...variables } = environmentOf(stages)
    expect(NODE_ENV).toBe('production')
    expect(Object.keys(ConfigSchema.properties)).toEqual(expect.arrayContaining(Object.keys(variables)))
    expect(loadConfig(variables)).toMatchObject({ HOST: '0.0.0.0', PORT: 3000 })
    for (const path of [variables.SQLITE_PATH, variables.OBJECTS_PATH]) expect(path).toMatch(/^\/data\//)
    expect(lastOf(stages, 'VOLUME')?.args).toBe('/data')
    expect(lastOf(stages, 'EXPOSE')?.args).toBe(variables.PORT)
  })

  it('sends the engine no secret, no data and nothing that the build does not copy', () => {
    for (const path of ['.env', '.data', '.git', 'node_modules', 'dist', 'test'])
      expect(isSent(path, root), path).toBe(false)
  })

  it('starts what `npm start` starts, as Node itself, which takes the signal', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const start = lastOf(stages, 'CMD')
    expect(start && commandOf(start).join(' ')).toBe(scripts.start)
    expect(services.worker.command?.join(' ')).toBe(scripts.worker)
  })
})

describe('compose.yaml', () => {
  const ours = [services.api, services.worker]

  it('starts the service alone unless a profile asks for more', () => {
    expect(services.api.profiles).toBeUndefined()
    for (const name of ['worker', 'postgres', 'dynamodb'] as const)
      expect(services[name].profiles).toEqual([name])
  })

  it('gives both processes a configuration that is right with nothing set, and for each backend', () => {
    for (const { environment = {} } of ours) {
      const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ...variables } = environment
      expect([id, secret].map((each) => unset(each ?? ''))).toEqual(['local', 'local'])
      expect(Object.keys(ConfigSchema.properties)).toEqual(expect.arrayContaining(Object.keys(variables)))
      const values = Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, unset(text)]))
      for (const backend of ['', 'sqlite', 'postgres', 'dynamodb'])
        expect(loadConfig({ ...values, DATA_BACKEND: backend }).DATA_BACKEND).toBe(backend || 'sqlite')
      expect(values.DATABASE_URL).toBe('postgres://bulkhead:bulkhead@postgres:5432/bulkhead')
      expect(values.DYNAMODB_ENDPOINT).toBe('http://dynamodb:8000')
    }
  })

  it('writes to the volume alone, and has no privilege', () => {
    for (const service of ours) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], volumes: ['data:/data'] })
      expect(file.volumes).toHaveProperty('data')
    }
  })

  it('waits for what has a health check, and has exact versions of what is not ours', () => {
    expect(services.api.depends_on).toEqual({
      postgres: { condition: 'service_healthy', required: false },
      dynamodb: { condition: 'service_healthy', required: false },
    })
    for (const { healthcheck, image = '' } of [services.postgres, services.dynamodb]) {
      expect(healthcheck).toHaveProperty('test')
      expect(image).toMatch(PINNED)
    }
    expect(services.worker.depends_on).toEqual({ api: { condition: 'service_healthy' } })
    expect(lastOf(stages, 'HEALTHCHECK')).toBeDefined()
  })

  it('runs the DynamoDB Local that the gate runs', () => {
    const pom = readFileSync(join(root, '.ci', 'dynamodb-local', 'pom.xml'), 'utf8')
    const [, version = ''] = /DynamoDBLocal<\/artifactId>\s*<version>([\d.]+)/.exec(pom) ?? []
    expect(services.dynamodb.image).toBe(`amazon/dynamodb-local:${version}`)
  })
})
