import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { CreatePassengerDto, PassengerDto } from '../../src/features/passengers/routes/passenger-dto.ts'
import { aPassenger, PASSENGERS, type PassengerPage } from '../support/passengers.ts'
import { PATIENCE_MS, startServer, programFolder, type RunningServer } from '../support/server-process.ts'
import { RawConnection } from './raw-connection.ts'

const ROUNDS = 20
const WRITERS = 16
/** Longest time between the first acknowledgement of a round and its end. */
const MAX_MS = 150

const folder = programFolder()

interface Answer {
  readonly status: number
  readonly body: string
}

function send(agent: Agent, port: number, payload: CreatePassengerDto): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path: PASSENGERS, headers })
    call.on('error', reject)
    call.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('error', reject)
      response.on('end', () => {
        if (response.complete) resolve({ status: response.statusCode ?? 0, body })
        else reject(new Error('The answer was cut off'))
      })
    })
    call.end(JSON.stringify(payload))
  })
}

/** Sixteen clients create passengers until the server is gone; what they were told was done. */
async function writeUntilKilled(server: RunningServer, round: number): Promise<PassengerDto[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: WRITERS })
  const acknowledged: PassengerDto[] = []
  const refusals: Answer[] = []
  let isKilled = false
  const writer = async (number: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const passenger = aPassenger({
        ticket: `R${round}/W${number}`,
        fare: n + 0.25,
        name: `${round} ${number} ${n}`,
      })
      const answer = await send(agent, server.port, { ...passenger, id: `${passenger.ticket}/${n}` }).catch(
        () => null,
      )
      // Only a dead server may cut a connection.
      if (answer === null) {
        if (!isKilled) await server.program.exit
        return
      }
      if (answer.status === 201) acknowledged.push(JSON.parse(answer.body) as PassengerDto)
      else refusals.push(answer)
    }
  }
  const writers = Array.from({ length: WRITERS }, (_, number) => writer(number))
  while (acknowledged.length === 0) await sleep(1)
  await sleep(Math.random() * MAX_MS)
  isKilled = true
  const { signal } = await server.program.stop('SIGKILL')
  await Promise.all(writers)
  agent.destroy()
  expect(signal).toBe('SIGKILL')
  expect(refusals).toEqual([])
  return acknowledged
}

async function everything({ origin }: RunningServer): Promise<Map<string, PassengerDto>> {
  const found = new Map<string, PassengerDto>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const response: Response = await fetch(
      `${origin}${PASSENGERS}?limit=2000${cursor && `&cursor=${cursor}`}`,
    )
    const page = (await response.json()) as PassengerPage
    for (const passenger of page.items) found.set(passenger.id, passenger)
    cursor = page.nextCursor
  }
  return found
}

/** Kills the server of one store file again and again; how many creations it had acknowledged. */
async function killAgainAndAgain(path: string, rounds: number): Promise<number> {
  const start = () => startServer(folder.path, { SQLITE_PATH: path, LOAD_SAMPLE: 'false' })
  const acknowledged: PassengerDto[] = []
  let server = await start()
  for (let round = 0; round < rounds; round++) {
    const written = await writeUntilKilled(server, round)
    acknowledged.push(...written)
    server = await start()
    const found = await everything(server)
    expect(written.filter(({ id }) => !found.has(id))).toEqual([])
    expect(written.map(({ id }) => found.get(id))).toEqual(written)
  }
  const found = await everything(server)
  expect(acknowledged.map(({ id }) => found.get(id))).toEqual(acknowledged)
  for (const { id, ticket } of acknowledged.filter((_, index) => index % 100 === 0)) {
    const one = await fetch(`${server.origin}${PASSENGERS}/${encodeURIComponent(id)}`)
    expect(one.status).toBe(200)
    const party = await fetch(`${server.origin}${PASSENGERS}?ticket=${encodeURIComponent(ticket)}&limit=2000`)
    expect(((await party.json()) as PassengerPage).items.map((item) => item.id)).toContain(id)
  }
  expect((await server.program.stop()).code).toBe(0)
  return acknowledged.length
}

describe.concurrent('a process that has to end', { timeout: PATIENCE_MS }, () => {
  it(`by kill -9 while clients write, in ${ROUNDS} rounds, loses no passenger whose creation was acknowledged`, async () => {
    // Two stores side by side: a round is mostly the start of a process.
    const counts = await Promise.all(
      ['left.db', 'right.db'].map((path) => killAgainAndAgain(path, ROUNDS / 2)),
    )
    const total = counts.reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(ROUNDS)
    console.info(`kill -9: ${ROUNDS} rounds, ${total} acknowledged creations, none lost`)
  })

  it('by SIGTERM is not held over ten seconds by a request that never comes to its end', async () => {
    const { program, port } = await startServer(folder.path, { SQLITE_PATH: ':memory:' })
    const connection = await RawConnection.open(port)
    const type = 'Content-Type: application/json'
    connection.send(`POST ${PASSENGERS} HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: 9\r\n\r\n`)
    await sleep(100)
    const began = Date.now()
    const { signal } = await program.stop()
    expect(signal).toBeNull()
    expect(Date.now() - began).toBeLessThan(10_000)
    connection.destroy()
  })
})
