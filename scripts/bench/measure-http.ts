import { Child } from './child.ts'
import { requestsOf, wireText, type BenchRequest } from './http-requests.ts'
import type { LoadCalls } from './load.ts'
import {
  compare,
  PROFILE_ROUNDS,
  type Comparison,
  type Sample,
  type Schedule,
  type Side,
  type Work,
} from './rounds.ts'
import type { HttpRow } from './rows.ts'
import type { ServerCalls } from './server.ts'

const CONNECTIONS = 32

export interface Measured extends Comparison {
  /** Kilobytes allocated an operation. */
  readonly baseKilobytes: number
  readonly ourKilobytes: number
}

/** The two servers of one row and the load for them, each a process of its own. */
export class HttpBench {
  readonly #row: HttpRow
  readonly #app = new Child<ServerCalls>('server')
  readonly #bare = new Child<ServerCalls>('server')
  readonly #load = new Child<LoadCalls>('load')
  #appPort = 0
  #barePort = 0

  constructor(row: HttpRow) {
    this.#row = row
  }

  /** Starts both servers; the bare one answers what the service was just seen to answer. */
  async start(sqlitePath: string): Promise<void> {
    const { backend, operation } = this.#row
    this.#appPort = await this.#app.call('startApp', { backend, sqlitePath })
    const [request] = requestsOf(operation)
    const text = await answerOf(this.#appPort, request)
    const path =
      operation === 'page-100' ? request.path.replace(/\?.*/, '') : request.path.replace(/[^/]*$/, ':id')
    this.#barePort = await this.#bare.call('startBare', { path, answer: JSON.parse(text) as unknown })
    const bareText = await answerOf(this.#barePort, request)
    if (bareText !== text) throw new Error(`${this.#row.name}: the bare route answers other bytes`)
  }

  async measure(schedule: Schedule): Promise<Measured> {
    const base: Work = (milliseconds) => this.#run(this.#bare, this.#barePort, milliseconds)
    const ours: Work = (milliseconds) => this.#run(this.#app, this.#appPort, milliseconds)
    const comparison = await compare(base, ours, schedule)
    const baseKilobytes = await kilobytes(this.#bare, base, schedule.roundMs)
    return { ...comparison, baseKilobytes, ourKilobytes: await kilobytes(this.#app, ours, schedule.roundMs) }
  }

  /** Writes the profile of one of the servers under load. */
  async profile(side: Side, file: string, { warmUpMs, roundMs }: Schedule): Promise<void> {
    const [server, port] = side === 'base' ? [this.#bare, this.#barePort] : [this.#app, this.#appPort]
    await this.#run(server, port, warmUpMs)
    await server.call('startProfile')
    await this.#run(server, port, PROFILE_ROUNDS * roundMs)
    await server.call('stopProfile', file)
  }

  async stop(): Promise<void> {
    await Promise.all([this.#app.stop(), this.#bare.stop(), this.#load.stop()])
  }

  async #run(server: Child<ServerCalls>, port: number, milliseconds: number): Promise<Sample> {
    const requests = requestsOf(this.#row.operation).map(wireText)
    const before = await server.call('cpuMicros')
    const operations = await this.#load.call('run', {
      port,
      requests,
      connections: CONNECTIONS,
      milliseconds,
    })
    return { operations, cpuMicros: (await server.call('cpuMicros')) - before }
  }
}

async function answerOf(port: number, { method, path, body }: BenchRequest): Promise<string> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const init = body === undefined ? { method, headers } : { method, headers, body }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return text
}

async function kilobytes(child: Child<ServerCalls>, work: Work, milliseconds: number): Promise<number> {
  await child.call('startAllocations')
  const { operations } = await work(milliseconds)
  return (await child.call('stopAllocations')) / operations / 1024
}
