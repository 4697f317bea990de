import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { devNull } from 'node:os'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { ENVIRONMENT } from './child.ts'
import { scaleId } from './scale-passengers.ts'

/** What is started; without a file an empty process. */
export interface Subject {
  readonly name: string
  /** A bundle with a `handler`. */
  readonly file?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** From the start of the process to its answer, in milliseconds. CPU is that of all its threads. */
export interface Start {
  readonly cpuMs: number
  readonly wallMs: number
}

const path = `/api/v1/passengers/${scaleId(0)}`
const EVENT = {
  version: '2.0',
  rawPath: path,
  rawQueryString: '',
  headers: { host: 'api.example.com', accept: 'application/json', 'user-agent': 'bench' },
  isBase64Encoded: false,
  requestContext: { http: { method: 'GET', path, sourceIp: '203.0.113.7' } },
}

/** Written to a channel of its own: standard output is where the function logs to. */
const INVOKE = `
const [file, event] = process.argv.slice(1)
const invocation = { getRemainingTimeInMillis: () => 20_000 }
const answer = file ? await (await import(file)).handler(JSON.parse(event), invocation) : undefined
const { user, system } = process.cpuUsage()
const start = { cpuMs: (user + system) / 1000, wallMs: performance.now(), answer }
;(await import('node:fs')).writeSync(3, JSON.stringify(start))
process.exit()`

const output = openSync(devNull, 'w')

/** Starts it in a process of its own and asks for one passenger. @throws unless that is what it answers */
export async function startOnce({ name, file, environment }: Subject): Promise<Start> {
  const args = file === undefined ? [] : [pathToFileURL(file).href, JSON.stringify(EVENT)]
  const child = spawn(process.execPath, ['--input-type=module', '-e', INVOKE, ...args], {
    env: { ...ENVIRONMENT, ...environment },
    stdio: ['ignore', output, 'inherit', 'pipe'],
  })
  const [said] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'exit')])
  const { answer, ...start } = JSON.parse(said) as Start & { answer?: { statusCode: number; body: string } }
  if (file !== undefined && !answer?.body.includes(scaleId(0))) {
    throw new Error(`${name} answered ${answer?.statusCode ?? 'nothing'}: ${answer?.body ?? ''}`)
  }
  return start
}
