import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NotificationDto } from '../../../src/features/notifications/routes/notification-dto.ts'
import { EventClient } from '../../support/event-client.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../../support/test-app.ts'
import { anAccount, create } from './notification-client.ts'

const STREAM = '/api/v1/sse/notifications'
const received = ({ events }: EventClient): NotificationDto[] =>
  events.map(({ data }) => JSON.parse(data) as NotificationDto)

await onEveryBackend((app) => {
  let origin = ''
  beforeAll(async () => {
    origin = await app().listen({ port: 0, host: '127.0.0.1' })
  })
  const open = (accountId: string, headers: Record<string, string> = {}, query = '') =>
    EventClient.open(`${origin}${STREAM}/${encodeURIComponent(accountId)}${query}`, headers)

  it('gives what arrives for the account from now on, and for no other', async () => {
    const accountId = anAccount()
    await create(app, accountId, { notificationId: 'before' })
    const client = await open(accountId)
    const { notification } = await create(app, accountId, { notificationId: 'first' })
    await create(app, `${accountId}x`)
    await app().inject({ method: 'POST', url: `/api/v1/notifications/${accountId}/before/read` })
    await create(app, accountId, { notificationId: 'second', dateTime: 1 })
    await client.until(2)
    await sleep(300)
    expect(client.ids).toEqual([2, 3])
    expect(received(client)[0]).toEqual(notification)
    expect(received(client)[1]?.notificationId).toBe('second')
    client.drop()
  })

  it('gives what was missed after Last-Event-ID, then goes on live', async () => {
    const accountId = anAccount()
    for (const notificationId of ['a', 'b', 'c']) await create(app, accountId, { notificationId })
    const whole = await open(accountId, { 'last-event-id': '0' })
    await whole.until(3)
    const rest = await open(accountId, { 'last-event-id': '2' }, '?lastEventId=0')
    await rest.until(1)
    await create(app, accountId, { notificationId: 'd' })
    await Promise.all([whole.until(4), rest.until(2)])
    expect(whole.ids).toEqual([1, 2, 3, 4])
    expect(rest.ids).toEqual([3, 4])
    whole.drop()
    rest.drop()
  })

  it('answers 400 for what is no number, or one that the account has not reached', async () => {
    const accountId = anAccount()
    const status = async (query: string, headers: Record<string, string> = {}) =>
      (await app().inject({ url: `${STREAM}/${accountId}${query}`, headers })).statusCode
    expect(await status('?lastEventId=1')).toBe(400)
    expect(await status('?lastEventId=-1')).toBe(400)
    expect(await status('', { 'last-event-id': 'abc' })).toBe(400)
  })
})

describe('clients that lose their streams again and again', () => {
  const RECONNECTS = 100
  let test: TestApp
  let origin = ''
  beforeAll(async () => {
    test = await startTestApp({ SSE_STREAMS_PER_CLIENT: '100' })
    origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => test.close())

  it(
    `miss and repeat nothing in ${RECONNECTS} reconnects, while several write`,
    { timeout: 60_000 },
    async () => {
      const accountId = anAccount()
      let connections = 0
      let arrived = 0
      const writer = async (): Promise<void> => {
        while (connections < RECONNECTS) {
          // Times of their own, so that the order of arrival is another one.
          await create(() => test.app, accountId, { dateTime: Math.floor(Math.random() * 1e9) })
          arrived++
          await sleep(Math.random() * 10)
        }
      }
      const writers = Promise.all([writer(), writer(), writer()])
      const seen: number[] = []
      while (connections < RECONNECTS || seen.length < arrived) {
        connections++
        const client = await EventClient.open(`${origin}${STREAM}/${accountId}`, {
          'last-event-id': String(seen.at(-1) ?? 0),
        })
        await sleep(Math.random() * 30)
        client.drop()
        seen.push(...client.ids)
      }
      await writers
      expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1))
      expect(seen.length).toBeGreaterThanOrEqual(arrived - 3)
    },
  )

  it('end in good order when the service does', async () => {
    const own = await startTestApp()
    const at = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const client = await EventClient.open(`${at}${STREAM}/somebody`)
    await own.close()
    await client.closed
    expect(client.response.complete).toBe(true)
  })
})
