import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile, mkdir, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageFunctions, START_BUDGET, type LambdaPackage } from '../../scripts/lambda/package.ts'
import type { AnswerV2 } from '../../src/lambda/http-answer.ts'
import { startDynamoDbServer, type DynamoDbServer } from '../support/dynamodb-servers.ts'
import { eventFor, wireRequest } from '../support/lambda-events.ts'
import { createSqsQueue, startFauxqs } from '../support/sqs-servers.ts'
import { onDynamoDb } from '../support/test-app.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-packages-'))
let packages: LambdaPackage[]
let server: DynamoDbServer

beforeAll(async () => {
  packages = await packageFunctions(join(folder, 'built'))
  for (const { name } of packages) await unpack(name)
  server = await startDynamoDbServer()
}, 60_000)
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** As Lambda does it: outside the checkout, without node_modules anywhere above. */
async function unpack(name: string): Promise<void> {
  const files = unzipSync(await readFile(join(folder, 'built', `${name}.zip`)))
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, 'unpacked', name, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}

const INVOKE = `
const { handler } = await import(process.argv[1])
const answers = []
for (const event of JSON.parse(process.argv[2])) {
  answers.push(await handler(event, { getRemainingTimeInMillis: () => 20_000 }))
}
process.stdout.write('\\n' + JSON.stringify(answers), () => process.exit())`

/** Invokes the handler of an unpacked function in a process of its own, with these events one after the other. */
async function invoke(
  name: string,
  events: readonly object[],
  environment: Readonly<Record<string, string>>,
): Promise<unknown[]> {
  const file = join(folder, 'unpacked', name, `${name}.mjs`)
  const env = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment }
  const args = ['--input-type=module', '-e', INVOKE, file, JSON.stringify(events)]
  const { stdout } = await run(process.execPath, args, { cwd: folder, env, maxBuffer: 50_000_000 })
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as unknown[]
}

const examplePassenger = { ticket: 'SC/AH 29037', name: 'Zoë', pclass: 1, survived: 1, sex: 'female' }

describe('the packages', () => {
  test('are the same bytes for the same sources', async () => {
    const again = await packageFunctions(join(folder, 'again'))
    expect(again).toEqual(packages)
  })

  test('read no more code at the start than their budget', () => {
    for (const { name, startBytes } of packages) expect(startBytes).toBeLessThan(START_BUDGET[name])
  })

  test('the API answers from its package alone', async () => {
    const requests = [
      { method: 'POST', url: '/api/v1/passengers', payload: examplePassenger } as const,
      '/api/v1/passengers/SC%2FAH%2029037',
      '/api/v1/passengers?pclass=one',
      '/docs/static/swagger-ui.css',
      '/docs/',
      '/version',
    ]
    const events = requests.map((request) => eventFor('function-url', wireRequest(request)))
    const answers = (await invoke('api', events, onDynamoDb(server))) as AnswerV2[]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200, 400, 200, 200, 200])
    expect(JSON.parse(answers[1]?.body ?? '')).toMatchObject(examplePassenger)
    expect(JSON.parse(answers[2]?.body ?? '')).toMatchObject({ code: 'validation_failed' })
    expect(JSON.parse(answers[5]?.body ?? '')).toMatchObject({ version: '0.1.0' })
  })

  test('the API answers the same with what the build has compiled, and with what it compiles itself', async () => {
    const requests = [
      { method: 'POST', url: '/api/v1/passengers', payload: { ...examplePassenger, pclass: 'one' } } as const,
      { method: 'PUT', url: '/api/v1/passengers/compiled', payload: examplePassenger } as const,
      '/api/v1/passengers/compiled',
      '/api/v1/passengers?pclass=1',
      { method: 'POST', url: '/api/v1/jobs', payload: { jobType: 'none', inputData: {} } } as const,
      '/api/v1/properties?limit=none',
      '/nowhere',
    ]
    const events = requests.map((request) => eventFor('function-url', wireRequest(request)))
    const statuses = []
    for (const missing of ['node_modules', 'schemas']) {
      const path = join(folder, 'unpacked', 'api', missing)
      const environment = { ...onDynamoDb(server), OBJECT_STORE: 's3', S3_BUCKET: 'files' }
      await rename(path, `${path}-away`)
      const answers = (await invoke('api', events, environment)) as AnswerV2[]
      await rename(`${path}-away`, path)
      statuses.push(answers.map(({ statusCode }) => statusCode))
    }
    expect(statuses[0]).toEqual([400, expect.toBeOneOf([200, 201]), 200, 200, 400, 400, 404])
    expect(statuses[1]).toEqual(statuses[0])
  })

  test('the worker works from its package alone', async () => {
    const sqs = await startFauxqs()
    const queueUrl = await createSqsQueue(sqs, 'packaged')
    const environment = {
      ...onDynamoDb(server),
      QUEUE_BACKEND: 'sqs',
      SQS_QUEUE_URL: queueUrl,
      SQS_ENDPOINT: sqs.endpoint,
    }
    expect(await invoke('worker', [{ action: 'relay-outbox' }], environment)).toEqual([{ relayed: 0 }])
    await sqs.stop()
  })

  test('another backend than theirs is refused by name', async () => {
    const event = eventFor('function-url', wireRequest('/version'))
    await expect(invoke('api', [event], { SQLITE_PATH: ':memory:' })).rejects.toThrow(
      'not part of a Lambda package',
    )
  })
})
