import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDynamoDbClient } from '../../src/common/data/store/dynamodb/client.ts'
import type { Capability } from '../../src/common/data/testing/conformance-case.ts'

export interface DynamoDbServer {
  readonly name: 'dynoxide' | 'dynalite' | 'dynamodb-local'
  readonly endpoint: string
  /** What it can do of that which not every emulator can. */
  readonly capabilities: ReadonlySet<Capability>
  stop(): Promise<void>
}

const ALL: ReadonlySet<Capability> = new Set(['transactions', 'item in refusal', 'streams'])
const require = createRequire(import.meta.url)

/** A client of a test server; dummy credentials, whatever the environment has. */
export const clientOf = ({ endpoint }: Pick<DynamoDbServer, 'endpoint'>, requestTimeout = 10_000) =>
  createDynamoDbClient({ region: 'eu-west-1', endpoint, localCredentials: true, requestTimeout })

/** Every server that can be had here; one line for each that cannot. */
export async function startDynamoDbServers(): Promise<DynamoDbServer[]> {
  const servers = [await startDynoxide(), await startDynalite(), dynamoDbLocal()]
  return servers.filter((server) => server !== undefined)
}

/** The best of them: with transactions where there is one that has them. */
export async function startDynamoDbServer(): Promise<DynamoDbServer> {
  return dynamoDbLocal() ?? (await startDynoxide()) ?? (await startDynalite())
}

/** A real binary, in memory, as a child process; an optional dependency for Linux on x64. */
export async function startDynoxide(): Promise<DynamoDbServer | undefined> {
  let binary: string
  try {
    binary = require.resolve('@dynoxide/linux-x64/dynoxide')
  } catch {
    console.info(`Skipping dynoxide: no binary for ${process.platform}-${process.arch} is installed`)
    return undefined
  }
  const port = await freePort()
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' })
  const endpoint = `http://127.0.0.1:${port}`
  await untilAnswers(endpoint, child)
  return { name: 'dynoxide', endpoint, capabilities: ALL, stop: () => stopChild(child) }
}

/** In process, everywhere: without transactions, expiry and streams. */
export async function startDynalite(): Promise<DynamoDbServer> {
  const dynalite = require('dynalite') as (options: object) => Server
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    name: 'dynalite',
    endpoint: `http://127.0.0.1:${port}`,
    capabilities: new Set(),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** AWS's own emulator, started by others (`.ci/dynamodb-local/start.sh`). */
function dynamoDbLocal(): DynamoDbServer | undefined {
  const endpoint = process.env.DYNAMODB_ENDPOINT
  if (endpoint === undefined || endpoint === '') {
    console.info('Skipping DynamoDB Local: DYNAMODB_ENDPOINT is not set')
    return undefined
  }
  return { name: 'dynamodb-local', endpoint, capabilities: ALL, stop: async () => undefined }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilAnswers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    )
    if (answered) return
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} stopped with ${child.exitCode}`)
    await sleep(25)
  }
  child.kill()
  throw new Error(`${child.spawnfile} does not answer at ${endpoint}`)
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}
