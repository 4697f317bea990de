import { Agent, get, request, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { aPassenger, PASSENGERS } from '../support/passengers.ts'
import { PATIENCE_MS, startServer, programFolder, type RunningServer } from '../support/server-process.ts'

const ROUNDS = 20
const CLIENTS = 12
const STREAMS = 4
const EXPORTS = 3
/** Longest time between the first answer of a round and its SIGTERM. */
const MAX_MS = 300

const folder = programFolder()

/** What came of the requests of a round. */
class Outcomes {
  /** Ids that were answered with 201. */
  readonly created: string[] = []
  answered = 0
  /** New connections that a closing server does not take: a load balancer sends them elsewhere. */
  refused = 0
  readonly failed: string[] = []
}

/** One request over a kept connection: its status and body, or the code of the error that it met. */
function send(
  agent: Agent,
  port: number,
  passenger?: object,
): Promise<{ status: number; body: string } | string> {
  return new Promise((resolve) => {
    const call = request({
      agent,
      port,
      host: '127.0.0.1',
      method: passenger ? 'POST' : 'GET',
      path: passenger ? PASSENGERS : `${PASSENGERS}?limit=20`,
      headers: passenger ? { 'content-type': 'application/json' } : {},
    })
    const failed = (error: NodeJS.ErrnoException): void => {
      resolve(`${error.code ?? error.message}${call.reusedSocket ? ' on a kept connection' : ''}`)
    }
    call.on('error', failed)
    call.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('error', failed)
      response.on('end', () => {
        resolve(response.complete ? { status: response.statusCode ?? 0, body } : 'an answer that is cut off')
      })
    })
    call.end(passenger && JSON.stringify(passenger))
  })
}

async function client(agent: Agent, port: number, ticket: string, outcomes: Outcomes): Promise<void> {
  for (let n = 0; ; n++) {
    const isWrite = n % 3 > 0
    const id = `${ticket}/${n}`
    const answer = await send(agent, port, isWrite ? aPassenger({ id, ticket }) : undefined)
    if (answer === 'ECONNREFUSED') {
      outcomes.refused += 1
      return
    }
    if (typeof answer === 'string') outcomes.failed.push(answer)
    else if (answer.status === (isWrite ? 201 : 200)) outcomes.answered += 1
    else outcomes.failed.push(`${answer.status} ${answer.body}`)
    if (typeof answer === 'string') return
    if (isWrite) outcomes.created.push(id)
  }
}

/** An open stream; resolves when it ends, with how. */
function stream(
  port: number,
  account: string,
): { readonly open: Promise<unknown>; readonly end: Promise<string> } {
  let opened: (value: unknown) => void
  const open = new Promise((resolve) => (opened = resolve))
  const end = new Promise<string>((resolve) => {
    const call = get({ port, host: '127.0.0.1', path: `/api/v1/sse/notifications/${account}`, agent: false })
    call.on('error', (error) => {
      resolve(error.message)
    })
    call.on('response', (response: IncomingMessage) => {
      opened(undefined)
      response.on('error', (error) => {
        resolve(error.message)
      })
      response.on('end', () => {
        resolve('ended')
      })
      response.resume()
    })
  })
  return { open, end }
}

async function submitExport({ origin }: RunningServer): Promise<string> {
  const response = await fetch(`${origin}/api/v1/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jobType: 'passenger_export', inputData: {} }),
  })
  return ((await response.json()) as { jobId: string }).jobId
}

/** SIGTERM while clients write and read, streams are open and jobs are being done. */
async function stopUnderLoad(server: RunningServer, round: string, jobs: string[]): Promise<Outcomes> {
  const outcomes = new Outcomes()
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const streams = Array.from({ length: STREAMS }, (_, index) => stream(server.port, `account${index}`))
  await Promise.all(streams.map(({ open }) => open))
  const clients = Array.from({ length: CLIENTS }, (_, index) =>
    client(agent, server.port, `${round}/${index}`, outcomes),
  )
  while (outcomes.answered === 0) await sleep(1)
  await sleep(Math.random() * MAX_MS)
  for (let each = 0; each < EXPORTS; each++) jobs.push(await submitExport(server))
  const began = Date.now()
  const { code, signal, stderr } = await server.program.stop()
  expect([code, signal, stderr]).toEqual([0, null, ''])
  expect(Date.now() - began).toBeLessThan(10_000)
  await Promise.all(clients)
  agent.destroy()
  expect(await Promise.all(streams.map(({ end }) => end))).toEqual(streams.map(() => 'ended'))
  return outcomes
}

/** Every job is done by the next process, at once: not only when the lease of the one before has ended. */
async function expectDone({ origin }: RunningServer, jobs: readonly string[]): Promise<void> {
  const until = Date.now() + 20_000
  for (const jobId of jobs) {
    let status = ''
    while (status !== 'COMPLETED' && Date.now() < until) {
      const response = await fetch(`${origin}/api/v1/jobs/${jobId}`)
      status = ((await response.json()) as { status: string }).status
      if (status !== 'COMPLETED') await sleep(20)
    }
    expect(status, jobId).toBe('COMPLETED')
  }
}

describe('SIGTERM under load', { timeout: 4 * PATIENCE_MS }, () => {
  it(`in ${ROUNDS} rounds fails no request, cuts no stream and keeps no job`, async () => {
    const start = () =>
      startServer(folder.path, {
        SQLITE_PATH: 'load.db',
        LOAD_SAMPLE: 'false',
        MAX_EVENT_LOOP_DELAY_MS: '0',
        WORKER_LEASE_SECONDS: '120',
      })
    const total = new Outcomes()
    const jobs: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const outcomes = await stopUnderLoad(await start(), `R${round}`, jobs)
      total.answered += outcomes.answered
      total.refused += outcomes.refused
      total.created.push(...outcomes.created)
      total.failed.push(...outcomes.failed)
    }
    const last = await start()
    await expectDone(last, jobs)
    for (const id of total.created.filter((_, index) => index % 25 === 0)) {
      const found = await fetch(`${last.origin}${PASSENGERS}/${encodeURIComponent(id)}`)
      expect(found.status, id).toBe(200)
      await found.body?.cancel()
    }
    expect((await last.program.stop()).code).toBe(0)
    console.info(
      `SIGTERM: ${ROUNDS} rounds, ${total.answered} requests answered, ${total.failed.length} failed, ` +
        `${total.refused} new connections refused, ${jobs.length} jobs done, ${ROUNDS * STREAMS} streams ended`,
    )
    expect(total.failed).toEqual([])
    expect(total.answered).toBeGreaterThan(ROUNDS * CLIENTS)
  })
})
