import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '../../src/common/http/problem.ts'
import { aPassenger, PASSENGERS, type PassengerPage } from '../support/passengers.ts'

/** A fault that can be brought about and taken away while the service runs. */
export interface Fault {
  readonly name: string
  begin(): void | Promise<void>
  end(): void | Promise<void>
  /** How long it lasts. */
  readonly ms?: number
  /** Requests that need the backend cannot succeed meanwhile. */
  readonly isTotal?: boolean
  /** Requests take longer, and nothing else. */
  readonly isHarmless?: boolean
}

export interface Round {
  readonly fault: string
  readonly requests: number
  readonly done: number
  readonly refused: number
  /** Answers that are neither, and what the service does not document: a sentence each. */
  readonly wrong: readonly string[]
  readonly slowestMs: number
  /** From the end of the fault to the first write that is done. */
  readonly recoveredMs: number
  readonly lost: number
  readonly doubled: number
}

const CLIENTS = 6
/** Time for a service to do as before. */
const RECOVERY_MS = 20_000

interface Attempt {
  readonly ticket: string
  readonly status: number
  readonly ms: number
  readonly wrong?: string
}

let tickets = 0

/**
 * Clients create passengers while the fault lasts, each on a ticket of its own and without an id: a creation that
 * happened twice is a second passenger on the ticket. Afterwards every ticket is looked at.
 */
export async function faultRound(origin: string, fault: Fault): Promise<Round> {
  const attempts: Attempt[] = []
  await create(origin)
  await fault.begin()
  const until = Date.now() + (fault.ms ?? 1500)
  const client = async (): Promise<void> => {
    do attempts.push(await create(origin))
    while (Date.now() < until)
  }
  const clients = Array.from({ length: CLIENTS }, client)
  await sleep(until - Date.now())
  await fault.end()
  const ended = Date.now()
  await Promise.all(clients)
  const recoveredMs = await recovery(origin, ended)
  let [lost, doubled] = [0, 0]
  for (const { ticket, status } of attempts) {
    const found = await party(origin, ticket)
    if (status === 201 && found === 0) lost += 1
    if (found > 1) doubled += 1
  }
  return {
    fault: fault.name,
    requests: attempts.length,
    done: attempts.filter(({ status }) => status === 201).length,
    refused: attempts.filter(({ status }) => status === 503).length,
    wrong: attempts.flatMap(({ wrong }) => wrong ?? []),
    slowestMs: Math.max(...attempts.map(({ ms }) => ms)),
    recoveredMs,
    lost,
    doubled,
  }
}

async function create(origin: string): Promise<Attempt> {
  const ticket = `FAULT ${++tickets}`
  const began = Date.now()
  const response = await fetch(origin + PASSENGERS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aPassenger({ ticket })),
  })
  const body = (await response.json()) as Partial<Problem>
  const wrong = faultOf(response, body)
  return { ticket, status: response.status, ms: Date.now() - began, ...(wrong !== undefined && { wrong }) }
}

/** A request of this kind is done, or the service says that it cannot do it now and when to come again. */
function faultOf({ status, headers }: Response, { code }: Partial<Problem>): string | undefined {
  if (status === 201) return undefined
  if (status !== 503) return `${status} ${String(code)}`
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return '503 that is no problem'
  return /^\d+$/.test(headers.get('retry-after') ?? '') ? undefined : '503 without Retry-After'
}

async function recovery(origin: string, ended: number): Promise<number> {
  while (Date.now() - ended < RECOVERY_MS) {
    if ((await create(origin)).status === 201) return Date.now() - ended
    await sleep(20)
  }
  throw new Error(`No passenger could be created ${RECOVERY_MS} ms after the fault`)
}

/** How many passengers are on the ticket. */
async function party(origin: string, ticket: string): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const response = await fetch(`${origin}${PASSENGERS}?ticket=${encodeURIComponent(ticket)}`)
    if (response.status === 200) return ((await response.json()) as PassengerPage).items.length
    await response.body?.cancel()
    await sleep(100)
  }
  throw new Error(`The party of ${ticket} cannot be read`)
}

/** The rounds of a backend as lines of a table. */
export function table(backend: string, rounds: readonly Round[]): string {
  const head = ['fault', 'requests', '201', '503', 'other', 'slowest', 'recovered', 'lost', 'doubled']
  const rows = rounds.map((round) =>
    [
      round.fault,
      round.requests,
      round.done,
      round.refused,
      round.wrong.length,
      `${round.slowestMs} ms`,
      `${round.recoveredMs} ms`,
      round.lost,
      round.doubled,
    ].map(String),
  )
  const lines = [head, ...rows].map(
    ([first = '', ...rest]) => first.padEnd(34) + rest.map((cell) => cell.padStart(11)).join(''),
  )
  return [`\n${backend}`, ...lines].join('\n')
}
