import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { HttpServer } from '../../src/http-server.ts'
import { startCloudFormation, type CloudFormationServer } from '../support/cloudformation/server.ts'
import { startDynamoDbServer, type DynamoDbServer } from '../support/dynamodb-servers.ts'
import { EventClient } from '../support/event-client.ts'
import { create } from '../support/passengers.ts'
import { remoteApp } from '../support/remote-app.ts'
import { Program, startServer, temporaryFolder, type RunningServer } from '../support/server-process.ts'
import { startFauxqs, type SqsServer } from '../support/sqs-servers.ts'
import { suitesAt } from '../support/test-app.ts'
import { emulatedAws } from './provisioner.ts'

/*
 * The way from nothing to a running service and back: the deploy command, as an operator calls it, against a
 * CloudFormation that makes tables, queues and buckets at emulators; the service and a worker with the variables that
 * the template gives the function; the suites of the routes over HTTP; the teardown command.
 */
const REGION = 'us-east-1'
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'rehearsal', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_REGION: REGION }
const root = join(import.meta.dirname, '..', '..')
const folder = temporaryFolder()

let dynamodb: DynamoDbServer
let messaging: SqsServer
let cloudFormation: CloudFormationServer
let emulators: ReturnType<typeof emulatedAws>
let aws: Record<string, string>
let service: RunningServer
let worker: Program
let app: HttpServer

beforeAll(async () => {
  dynamodb = await startDynamoDbServer()
  messaging = await startFauxqs()
  aws = {
    ...CREDENTIALS,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: messaging.endpoint,
    AWS_ENDPOINT_URL_S3: messaging.endpoint,
  }
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value)
  emulators = emulatedAws(REGION)
  cloudFormation = await startCloudFormation(emulators)
  aws.AWS_ENDPOINT_URL_CLOUDFORMATION = cloudFormation.endpoint
  console.info((await command('deploy.ts', '--env', 'dev', '--yes')).stdout)
  await startServices()
}, 300_000)

afterAll(async () => {
  await Promise.all([service.program.stop(), worker.stop()])
  await Promise.all([dynamodb.stop(), messaging.stop(), cloudFormation.stop()])
  vi.unstubAllEnvs()
  folder.remove()
})

/** A command of ours as an operator calls it; its output when it has succeeded. */
async function command(script: string, ...args: readonly string[]) {
  const program = new Program(join(root, 'scripts', script), args, folder.path, aws)
  const exit = await program.exit
  if (exit.code !== 0) throw new Error(`${script} ${args.join(' ')}: ${exit.stdout}${exit.stderr}`)
  return exit
}

const functionVariables = (stack: string, id: string): Record<string, string> => {
  const properties = cloudFormation.stacks.get(`bulkhead-dev-${stack}`)?.resources[id]?.Properties
  return (properties?.Environment as { Variables: Record<string, string> }).Variables
}

/** With what the templates give the functions, and besides that only where the emulators are. */
async function startServices(): Promise<void> {
  const endpoints = {
    ...CREDENTIALS,
    DYNAMODB_ENDPOINT: dynamodb.endpoint,
    SQS_ENDPOINT: messaging.endpoint,
    S3_ENDPOINT: messaging.endpoint,
    // The tables are those of the templates, or there are none.
    CREATE_TABLES: 'false',
  }
  service = await startServer(folder.path, { ...functionVariables('api', 'ApiFunction'), ...endpoints })
  app = remoteApp(service.origin)
  // Where the queues really are, the outputs say.
  const { QueueUrl = '', DeadLetterQueueUrl = '' } =
    cloudFormation.stacks.get('bulkhead-dev-queue')?.outputs ?? {}
  worker = new Program('src/worker.js', [], folder.path, {
    ...functionVariables('queue', 'WorkerFunction'),
    ...endpoints,
    SQS_QUEUE_URL: QueueUrl,
    SQS_DEAD_LETTER_URL: DeadLetterQueueUrl,
    CURSOR_SECRET: 'not the worker’s business',
  })
  await worker.until(/Working at up to/)
}

describe('what was deployed', () => {
  test('is every stack, every table, queue and bucket', () => {
    const statuses = [...cloudFormation.stacks.values()].map(({ status }) => status)
    expect(statuses).toEqual(statuses.map(() => 'CREATE_COMPLETE'))
    expect(emulators.made.get('AWS::SQS::Queue')).toContain('Queue')
    expect(emulators.made.get('AWS::DynamoDB::Table')).toEqual(
      expect.arrayContaining(['JobsTable', 'PassengersTable']),
    )
  })

  test('runs the packages that lie in the bucket, byte for byte', async () => {
    const { CodeBucket: Bucket, CodeKey: Key } =
      cloudFormation.stacks.get('bulkhead-dev-api')?.parameters ?? {}
    const s3 = new S3Client({ region: REGION, forcePathStyle: true })
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
    expect(Key).toBe(`packages/api/${createHash('sha256').update(bytes).digest('hex')}.zip`)
  })

  test('is ready', async () => {
    expect((await app.inject('/health/ready')).statusCode).toBe(200)
  })

  test('is not changed by the same deployment once more', async () => {
    const { stdout } = await command('deploy.ts', '--env', 'dev', '--yes')
    const said = stdout.split('\n').filter((line) => line.startsWith('bulkhead-dev-'))
    expect(said).toEqual([...cloudFormation.stacks.keys()].map((name) => `${name}: nothing to change`))
  }, 120_000)
})

describe('the routes', () =>
  suitesAt('rehearsal', () => app, [
    'passengers/routes/read-passenger-routes',
    'passengers/routes/create-passenger-routes',
    'passengers/routes/write-passenger-routes',
    'passengers/routes/idempotency',
    'stories/story-routes',
    'properties/property-routes',
  ]))

describe('jobs', () => {
  test('are done by the worker and told as events', async () => {
    const { passenger } = await create(app)
    const payload = { jobType: 'passenger_analysis', inputData: { passengerId: passenger.id } }
    const submitted = await app.inject({ method: 'POST', url: '/api/v1/jobs', payload })
    expect(submitted.statusCode, submitted.body).toBe(202)
    const { jobId } = submitted.json<{ jobId: string }>()
    const client = await EventClient.open(`${service.origin}/api/v1/sse/jobs/${jobId}`, {
      'last-event-id': '0',
    })
    await Promise.race([client.closed, sleep(30_000)])
    expect(client.events.at(-1)?.data, worker.stdout.slice(-3_000)).toBe('[DONE]')
    const job = (await app.inject(`/api/v1/jobs/${jobId}`)).json<{ status: string }>()
    expect(job.status).toBe('COMPLETED')
  }, 60_000)
})

describe('the end', () => {
  test('the teardown takes the stacks and, when told so, the tables', async () => {
    const { stdout } = await command('teardown.ts', '--env', 'dev', '--yes', '--delete-data')
    expect(stdout).toContain('stays: AWS::DynamoDB::Table bulkhead_dev_passengers')
    expect(stdout).toContain('bulkhead_dev_passengers is deleted')
    expect([...cloudFormation.stacks.keys()]).toEqual(['bulkhead-dev-artifacts'])
    const { TableNames } = await new DynamoDBClient({ region: REGION }).send(new ListTablesCommand({}))
    expect(TableNames?.filter((name) => name.startsWith('bulkhead_dev_'))).toEqual([])
    const { QueueUrls = [] } = await new SQSClient({ region: REGION }).send(new ListQueuesCommand({}))
    expect(QueueUrls).toEqual([])
  }, 120_000)
})
