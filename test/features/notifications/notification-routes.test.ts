import { describe, expect, it } from 'vitest'
import type { NotificationDto } from '../../../src/features/notifications/routes/notification-dto.ts'
import { onEveryBackend } from '../../support/test-app.ts'
import {
  aNotification,
  anAccount,
  create,
  idsOf,
  list,
  NOTIFICATIONS,
  pathOf,
} from './notification-client.ts'

await onEveryBackend((app) => {
  describe('notifications', () => {
    it('are created with what their attributes make, read, changed and deleted', async () => {
      const accountId = anAccount()
      const { notification, headers } = await create(app, accountId, {
        notificationId: 'n1',
        dateTime: 100_000,
        notificationType: 'alarm',
        notificationName: '  TestName ',
        severity: 5,
      })
      expect(notification).toEqual({
        accountId,
        notificationId: 'n1',
        dateTime: 100_000,
        notificationType: 'ALARM',
        notificationName: 'TestName',
        dateTypeAndNameSearch: 'ALARM~TestName~100000',
        severity: 5,
        message: null,
        readAt: null,
        tags: [],
        labels: {},
        number: 1,
        createdAt: expect.any(String) as string,
        updatedAt: notification.createdAt,
      })
      const url = pathOf(accountId, 'n1')
      expect(headers.location).toBe(url)
      const read = await app().inject(url)
      expect(read.json()).toEqual(notification)
      expect(read.headers.etag).toBe(headers.etag)
      const unchanged = await app().inject({ url, headers: { 'if-none-match': String(headers.etag) } })
      expect(unchanged.statusCode).toBe(304)
      const payload = { notificationName: ' Other ', notificationType: 'info', severity: null }
      const patched = await app().inject({ method: 'PATCH', url, payload })
      expect(patched.json()).toMatchObject({
        notificationName: 'Other',
        notificationType: 'INFO',
        dateTypeAndNameSearch: 'INFO~Other~100000',
        severity: null,
        dateTime: 100_000,
      })
      const stale = { 'if-match': String(headers.etag) }
      expect((await app().inject({ method: 'DELETE', url, headers: stale })).statusCode).toBe(412)
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(204)
      expect((await app().inject(url)).json()).toMatchObject({
        status: 404,
        detail: `Notification not found: ${accountId}/n1`,
      })
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(404)
      expect((await app().inject({ method: 'PATCH', url, payload: { severity: 1 } })).statusCode).toBe(404)
    })

    it('keep what is immutable: another value is refused by name, the same one is not', async () => {
      const accountId = anAccount()
      await create(app, accountId, { notificationId: 'n1', dateTime: 5 })
      const url = pathOf(accountId, 'n1')
      const refused = await app().inject({
        method: 'PATCH',
        url,
        payload: { dateTime: 6, severity: 1 },
      })
      expect(refused.statusCode).toBe(400)
      expect(refused.json()).toMatchObject({
        code: 'validation_failed',
        detail: 'dateTime is immutable',
        errors: [{ pointer: '#/dateTime', detail: 'is immutable' }],
      })
      expect((await app().inject(url)).json()).toMatchObject({ dateTime: 5, severity: null })
      const same = await app().inject({ method: 'PATCH', url, payload: { dateTime: 5, severity: 2 } })
      expect(same.json()).toMatchObject({ dateTime: 5, severity: 2 })
      const computed = await app().inject({ method: 'PATCH', url, payload: { dateTypeAndNameSearch: 'x' } })
      expect(computed.statusCode).toBe(400)
      expect(computed.body).toContain('dateTypeAndNameSearch')
    })

    it('are created once under an id, and with an Idempotency-Key', async () => {
      const accountId = anAccount()
      const url = pathOf(accountId)
      const post = (payload: object, headers: Record<string, string> = {}) =>
        app().inject({ method: 'POST', url, payload, headers })
      await create(app, accountId, { notificationId: 'n1' })
      const again = await post(aNotification({ notificationId: 'n1' }))
      expect(again.json()).toMatchObject({ status: 409, code: 'already_exists' })
      const key = { 'idempotency-key': accountId }
      const first = await post(aNotification(), key)
      const second = await post(aNotification(), key)
      expect([first.statusCode, second.statusCode]).toEqual([201, 201])
      expect(second.headers['idempotent-replayed']).toBe('true')
      expect(second.json()).toEqual(first.json())
      expect((await list(app, url)).items).toHaveLength(2)
    })

    it('are marked as read once', async () => {
      const accountId = anAccount()
      await create(app, accountId, { notificationId: 'n1' })
      await create(app, accountId, { notificationId: 'n2' })
      const url = `${pathOf(accountId, 'n1')}/read`
      const first = (await app().inject({ method: 'POST', url })).json<NotificationDto>()
      expect(Date.parse(first.readAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
      const second = (await app().inject({ method: 'POST', url })).json<NotificationDto>()
      expect(second.readAt).toBe(first.readAt)
      expect(idsOf(await list(app, `${pathOf(accountId)}?unread=true`))).toEqual(['n2'])
      expect(idsOf(await list(app, `${pathOf(accountId)}?unread=false`))).toEqual(['n1'])
      const nobody = await app().inject({ method: 'POST', url: `${pathOf(accountId, 'n3')}/read` })
      expect(nobody.statusCode).toBe(404)
    })

    it('are listed by time, in both directions, within ranges, page by page', async () => {
      const accountId = anAccount()
      for (const dateTime of [3, 1, 200, 20]) {
        await create(app, accountId, { notificationId: `t${dateTime}`, dateTime })
      }
      await create(app, `${accountId}#`, { dateTime: 3 })
      const url = pathOf(accountId)
      const ids = async (query: string) => idsOf(await list(app, `${url}?${query}`))
      expect(await ids('')).toEqual(['t200', 't20', 't3', 't1'])
      expect(await ids('sort=dateTime')).toEqual(['t1', 't3', 't20', 't200'])
      expect(await ids('dateTime[gte]=3&dateTime[lt]=200')).toEqual(['t20', 't3'])
      expect(await ids('dateTime[gt]=3&dateTime[lte]=200')).toEqual(['t200', 't20'])
      expect(await ids('dateTime%5Bgt%5D=20')).toEqual(['t200'])
      expect(await ids('dateTime[gt]=20&dateTime[lt]=3')).toEqual([])
      const first = await list(app, `${url}?dateTime[lt]=200&limit=2`)
      expect(idsOf(first)).toEqual(['t20', 't3'])
      const cursor = encodeURIComponent(first.nextCursor ?? '')
      const second = await list(app, `${url}?dateTime[lt]=200&limit=2&cursor=${cursor}`)
      expect(idsOf(second)).toEqual(['t1'])
      const other = await app().inject(`${url}?limit=2&cursor=${cursor}`)
      expect(other.json()).toMatchObject({ status: 400, code: 'invalid_cursor' })
    })

    it('are listed by what the joined attribute begins with', async () => {
      const accountId = anAccount()
      const all: readonly [string, string, number][] = [
        ['ALARM', 'TestName', 100_000],
        ['ALARM', 'TestNames', 100_001],
        ['ALARM', 'Other', 100_002],
        ['INFO', 'TestName', 100_003],
      ]
      for (const [notificationType, notificationName, dateTime] of all) {
        const notificationId = `${notificationType}-${notificationName}`
        await create(app, accountId, { notificationId, notificationType, notificationName, dateTime })
      }
      const ids = async (search: string) =>
        idsOf(await list(app, `${pathOf(accountId)}?search=${encodeURIComponent(search)}`))
      expect(await ids('ALARM~TestName~100000')).toEqual(['ALARM-TestName'])
      expect(await ids('ALARM~TestName')).toEqual(['ALARM-TestName', 'ALARM-TestNames'])
      expect(await ids('ALARM~')).toEqual(['ALARM-TestName', 'ALARM-TestNames', 'ALARM-Other'])
      expect(await ids('NOTICE')).toEqual([])
    })

    it('are listed by type and by name across accounts', async () => {
      const [one, two] = [anAccount(), anAccount()]
      const unique = `T${one.replaceAll('-', '_')}`
      const name = `name of ${one}`
      await create(app, one, { notificationId: 'a', dateTime: 1, notificationType: unique })
      await create(app, two, { notificationId: 'b', dateTime: 2, notificationType: unique.toLowerCase() })
      await create(app, two, { notificationId: 'c', dateTime: 3, notificationName: name })
      await create(app, one, { notificationId: 'd', dateTime: 4, notificationName: ` ${name}` })
      await create(app, one, { notificationId: 'e', dateTime: 5, notificationName: name })
      const url = NOTIFICATIONS
      const ids = async (query: string) => idsOf(await list(app, `${url}?${query}`))
      expect(await ids(`notificationType=${unique.toLowerCase()}`)).toEqual(['b', 'a'])
      expect(await ids(`notificationType=${unique}&dateTime[lt]=2`)).toEqual(['a'])
      const byName = `notificationName=${encodeURIComponent(name)}`
      expect(await ids(`${byName}&sort=dateTime`)).toEqual(['d', 'e', 'c'])
      expect(await ids(`${byName}&accountId=${one}`)).toEqual(['e', 'd'])
      expect(await ids(`${byName}&accountId=${one}&dateTime[gt]=4`)).toEqual(['e'])
      for (const query of [
        '',
        '?limit=1',
        `?notificationType=A&notificationName=b`,
        '?notificationType=A&accountId=a',
      ]) {
        const refused = await app().inject(`${url}${query}`)
        expect(refused.statusCode, query).toBe(400)
        expect(refused.json()).toMatchObject({ code: 'validation_failed' })
      }
    })

    it('lose no tag and no label of clients that change them at once', { timeout: 60_000 }, async () => {
      const accountId = anAccount()
      await create(app, accountId, { notificationId: 'n1', tags: ['first'] })
      const url = pathOf(accountId, 'n1')
      const clients = Array.from({ length: 25 }, (_, index) => [
        app().inject({ method: 'POST', url: `${url}/tags`, payload: { tags: [`a${index}`, `b${index}`] } }),
        app().inject({ method: 'PUT', url: `${url}/labels/k${index}`, payload: { value: String(index) } }),
      ])
      const answers = await Promise.all(clients.flat())
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
      const { tags, labels } = (await app().inject(url)).json<NotificationDto>()
      expect(tags[0]).toBe('first')
      expect(tags.toSorted()).toEqual(
        ['first', ...clients.flatMap((_, index) => [`a${index}`, `b${index}`])].toSorted(),
      )
      // Each client's words stay together, in their order.
      for (const index of clients.keys()) expect(tags[tags.indexOf(`a${index}`) + 1]).toBe(`b${index}`)
      expect(labels).toEqual(Object.fromEntries(clients.map((_, index) => [`k${index}`, String(index)])))
      const gone = await app().inject({ method: 'DELETE', url: `${url}/labels/k7` })
      expect(gone.json<NotificationDto>().labels).not.toHaveProperty('k7')
      expect((await app().inject({ method: 'DELETE', url: `${url}/labels/k7` })).statusCode).toBe(200)
    })

    it('have so many tags and labels at most', async () => {
      const accountId = anAccount()
      const labels = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']))
      await create(app, accountId, { notificationId: 'n1', tags: Array<string>(99).fill('x'), labels })
      const url = pathOf(accountId, 'n1')
      const tag = (tags: string[]) => app().inject({ method: 'POST', url: `${url}/tags`, payload: { tags } })
      expect((await tag(['y', 'z'])).json()).toMatchObject({
        status: 409,
        detail: 'A notification has at most 100 tags',
      })
      expect((await tag(['y'])).statusCode).toBe(200)
      const label = (key: string) =>
        app().inject({ method: 'PUT', url: `${url}/labels/${key}`, payload: { value: 'w' } })
      expect((await label('another')).json()).toMatchObject({
        status: 409,
        detail: 'A notification has at most 50 labels',
      })
      expect((await label('k7')).json()).toMatchObject({ labels: { k7: 'w' } })
      const nobody = pathOf(accountId, 'n2')
      for (const request of [
        { method: 'POST', url: `${nobody}/tags`, payload: { tags: ['a'] } },
        { method: 'PUT', url: `${nobody}/labels/a`, payload: { value: 'b' } },
        { method: 'DELETE', url: `${nobody}/labels/a` },
      ] as const) {
        expect((await app().inject(request)).statusCode).toBe(404)
      }
    })

    it('are numbered in the order of their arrival, without a gap, also at once', async () => {
      const accountId = anAccount()
      const created = await Promise.all(Array.from({ length: 20 }, () => create(app, accountId)))
      const numbers = created.map(({ notification }) => notification.number)
      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    })

    it.each(['a#b', 'a~b', 'a b', 'NOTIFICATION#1', 'ACCOUNT#x', '🦉', 'a%b', '%23', 'é', 'z'.repeat(128)])(
      'of an account named %s are its alone',
      async (name) => {
        const shorter = Array.from(name).slice(0, -1).join('')
        const strangers = [`${name}#`, `${name}#NOTIFICATION#`, shorter, `${name}x`]
        for (const stranger of strangers.filter((each) => each !== '' && each.length <= 128))
          await app().inject({ method: 'POST', url: pathOf(stranger), payload: aNotification() })
        await app().inject({
          method: 'POST',
          url: pathOf(name),
          payload: aNotification({ notificationId: name, notificationName: name }),
        })
        const { items } = await list(app, pathOf(name))
        expect(items.map(({ notificationId }) => notificationId)).toContain(name)
        expect(new Set(items.map(({ accountId }) => accountId))).toEqual(new Set([name]))
        const byName = await list(app, `${NOTIFICATIONS}?notificationName=${encodeURIComponent(name)}`)
        expect(new Set(byName.items.map(({ notificationName }) => notificationName))).toEqual(new Set([name]))
      },
    )

    it.each([
      [{ notificationName: 'x' }, 'notificationType'],
      [aNotification({ notificationType: '7' }), 'notificationType'],
      [aNotification({ notificationName: '   ' }), 'notificationName'],
      [aNotification({ dateTime: -1 }), 'dateTime'],
      [aNotification({ severity: 11 }), 'severity'],
      [aNotification({ severity: 1.5 }), 'severity'],
      [aNotification({ tags: [''] }), 'tags'],
      [aNotification({ labels: { '1': 'a' } }), 'labels'],
      [aNotification({ labels: { __proto__: null, a: 7 } }), 'labels'],
      [aNotification({ number: 7 }), 'number'],
      [aNotification({ readAt: '2026-11-20T18:20:36.547Z' }), 'readAt'],
      [aNotification({ notificationId: '..' }), 'notificationId'],
      [aNotification({ notificationId: 'x'.repeat(1024) }), 'notificationId'],
      [aNotification({ accountId: 'somebody' }), 'accountId'],
    ])('are refused when they are wrong (%#), naming why', async (payload, named) => {
      const response = await app().inject({ method: 'POST', url: pathOf(anAccount()), payload })
      expect(response.statusCode, response.body).toBe(400)
      expect(response.body).toContain(named)
    })
  })
})
