import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import type { EventSource, StreamEvent } from '../../../src/common/http/event-stream.ts'
import { EventStreams, type EventStreamsOptions } from '../../../src/common/http/event-streams.ts'
import { problemDetailsPlugin } from '../../../src/plugins/problem-details.ts'
import { EventClient } from '../../support/event-client.ts'

let app: FastifyInstance | undefined
afterEach(() => app?.close())

/** An app with one stream; gives its address. */
async function serve(source: EventSource, options: Partial<EventStreamsOptions> = {}): Promise<string> {
  const instance = Fastify()
  app = instance
  await instance.register(problemDetailsPlugin)
  const streams = new EventStreams(instance, { perClient: 3, ...options })
  instance.get('/events', (request, reply) => streams.send(request, reply, source))
  return `${await instance.listen({ port: 0, host: '127.0.0.1' })}/events`
}

async function* counting(to: number): AsyncGenerator<StreamEvent> {
  for (let id = 1; id <= to; id++) yield { id: String(id), data: `event ${id}` }
}

/** Gives one event, then waits for its end. */
function waiting(released: () => void = () => undefined): EventSource {
  return async function* (signal) {
    yield { data: 'first' }
    await sleep(60_000, undefined, { signal, ref: false }).catch(() => undefined)
    released()
  }
}

describe('an event stream', () => {
  it('says what it is, how soon to come back, and gives every event, then ends with its connection', async () => {
    const client = await EventClient.open(await serve(() => counting(1000)))
    await client.closed
    expect(client.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    })
    expect([client.response.statusCode, client.retry, client.response.complete]).toEqual([200, '3000', true])
    expect(client.ids).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
  })

  it('carries text of several lines as it is', async () => {
    const data = 'one\ntwo\n\nthree'
    const client = await EventClient.open(
      await serve(async function* () {
        yield { data }
      }),
    )
    await client.closed
    expect(client.events).toEqual([{ id: undefined, data }])
  })

  it('beats while nothing happens', async () => {
    const client = await EventClient.open(await serve(waiting(), { heartbeatMs: 20 }))
    await client.until(1)
    await sleep(300)
    expect(client.comments).toBeGreaterThan(3)
    client.drop()
  })

  it('asks its source for no more than the client reads', async () => {
    let made = 0
    const url = await serve(async function* () {
      for (; made < 100_000; made++) yield { data: 'x'.repeat(1000) }
    })
    const client = await EventClient.open(url)
    client.response.pause()
    await sleep(300)
    const stuck = made
    await sleep(200)
    expect(made).toBe(stuck)
    expect(stuck).toBeLessThan(50_000)
    client.drop()
  })

  it('lets go of its source when the client is gone', async () => {
    let released = 0
    const url = await serve(waiting(() => released++))
    const clients = await Promise.all([EventClient.open(url), EventClient.open(url)])
    for (const client of clients) await client.until(1)
    for (const client of clients) client.drop()
    for (let waited = 0; released < 2 && waited < 2000; waited += 10) await sleep(10)
    expect(released).toBe(2)
  })

  it('ends in good order when its source fails, so that the client comes back', async () => {
    const client = await EventClient.open(
      await serve(async function* () {
        yield { id: '1', data: 'first' }
        throw new Error('The store does not answer')
      }),
    )
    await client.closed
    expect([client.ids, client.response.complete]).toEqual([[1], true])
  })

  it('is refused to a client that has too many, until one of them ends', async () => {
    const url = await serve(waiting())
    const open = await Promise.all([1, 2, 3].map(() => EventClient.open(url)))
    const refused = await fetch(url)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    await refused.text()
    open[0]?.drop()
    let status = 429
    for (let waited = 0; status === 429 && waited < 2000; waited += 10) {
      const next = await EventClient.open(url)
      status = next.response.statusCode ?? 0
      next.drop()
      await sleep(10)
    }
    expect(status).toBe(200)
    for (const client of open) client.drop()
  })

  it('ends at once when the app closes, also on a connection that could be kept', async () => {
    const url = await serve(waiting())
    const clients = await Promise.all([1, 2].map(() => EventClient.open(url, { connection: 'keep-alive' })))
    for (const client of clients) await client.until(1)
    const began = performance.now()
    await app?.close()
    await Promise.all(clients.map(({ closed }) => closed))
    expect(performance.now() - began).toBeLessThan(1000)
    expect(clients.map(({ response }) => response.complete)).toEqual([true, true])
  })

  it('answers HEAD with its headers and without a stream', async () => {
    let asked = 0
    const url = await serve(() => {
      asked++
      return counting(1)
    })
    const answer = await fetch(url, { method: 'HEAD' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ])
    expect(asked).toBe(0)
  })
})
