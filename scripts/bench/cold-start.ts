import { createServer, type Server } from 'node:http'
import * as nodeModule from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { bundle } from '../lambda/bundle.ts'
import { bundleFunction } from '../lambda/package.ts'
import { startOnce, type Start, type Subject } from './cold-start-process.ts'
import { bytesOf } from './dynamodb-stub.ts'
import { median, pairedRatio } from './statistics.ts'

/** Medians of the rounds, the ratios paired. */
export interface ColdStart extends Start {
  readonly name: string
  readonly compileCache: boolean
  /** To the bare function in the same round. */
  readonly cpuRatio: number
  readonly wallRatio: number
}

/** What the template sets, without and with a queue and a bucket. */
const DEPLOYED = {
  DATA_BACKEND: 'dynamodb',
  CREATE_TABLES: 'false',
  APP_NAMESPACE: 'bench',
  APP_ENV: 'prod',
  CURSOR_SECRET: 'benchmark cursor secret',
  QUEUE_BACKEND: 'sqs',
  WORKER_CONCURRENCY: '0',
  OBJECTS_PATH: '/tmp/objects',
  CORS_ALLOWED_ORIGINS: 'https://app.example.com',
  TLS_TERMINATED: 'true',
}
const QUEUE_AND_BUCKET = {
  SQS_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
  OBJECT_STORE: 's3',
  S3_BUCKET: 'bench-objects',
}

/**
 * Starts functions again and again in turns, each time in a process of its own: the bundled API, and a bare bundled
 * route, over a DynamoDB on loopback that gives every read the same item. Where Node has a compile cache, once more
 * with one that earlier starts have filled.
 * @param folder for the bundles and the cache
 */
export async function measureColdStarts(folder: string, rounds: number): Promise<ColdStart[]> {
  await bundle('base', 'scripts/bench/cold-start-base.ts', join(folder, 'base'))
  await bundleFunction('api', join(folder, 'api'))
  const server = await serveDynamoDb()
  const endpoint = { DYNAMODB_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const api = join(folder, 'api', 'api.mjs')
  const subjects = [
    { name: 'bare function', file: join(folder, 'base', 'base.mjs'), environment: endpoint },
    { name: 'API', file: api, environment: { ...DEPLOYED, ...endpoint } },
    {
      name: 'API with SQS and S3',
      file: api,
      environment: { ...DEPLOYED, ...QUEUE_AND_BUCKET, ...endpoint },
    },
    { name: 'empty process' },
  ]
  try {
    const results = await measureInTurns(subjects, rounds)
    return 'enableCompileCache' in nodeModule
      ? [...results, ...(await measureInTurns(subjects, rounds, join(folder, 'cache')))]
      : results
  } finally {
    server.close()
  }
}

/** The first subject is what the others are compared with. */
async function measureInTurns(
  given: readonly Subject[],
  rounds: number,
  cache?: string,
): Promise<ColdStart[]> {
  const subjects = cache === undefined ? given : given.map((subject) => withCache(subject, cache))
  // Files get into the cache of the machine, and code into that of Node.
  for (const subject of subjects) await startOnce(subject)
  const starts = new Map<Subject, Start[]>(subjects.map((subject) => [subject, []]))
  for (let round = 0; round < rounds; round++) {
    // Who begins and who follows changes: what drifts during the run then drifts for all.
    const order = round % 2 === 0 ? subjects : subjects.toReversed()
    for (const subject of order) starts.get(subject)?.push(await startOnce(subject))
  }
  const [base = []] = starts.values()
  return [...starts].map(([{ name }, ours]) => ({
    name,
    compileCache: cache !== undefined,
    cpuMs: median(ours.map(({ cpuMs }) => cpuMs)),
    wallMs: median(ours.map(({ wallMs }) => wallMs)),
    cpuRatio: ratio(base, ours, 'cpuMs'),
    wallRatio: ratio(base, ours, 'wallMs'),
  }))
}

const ratio = (base: readonly Start[], ours: readonly Start[], what: keyof Start): number =>
  pairedRatio(base.map((start, round) => ({ base: start[what], ours: ours[round]?.[what] ?? Number.NaN })))

const withCache = (subject: Subject, cache: string): Subject => ({
  ...subject,
  environment: { ...subject.environment, NODE_COMPILE_CACHE: cache },
})

async function serveDynamoDb(): Promise<Server> {
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.0')
      response.end(bytesOf.get(operation))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
