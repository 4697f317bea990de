import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { TableDataService } from '../../src/common/data/table-data-service.ts'
import { propertyModel } from '../../src/features/properties/model/property-table.ts'
import { finished, JOBS, submit, until } from '../features/jobs/follow.ts'
import { doing, impossible, sum } from '../features/jobs/job-types.ts'
import { anAccount, aNotification, list, pathOf } from '../features/notifications/notification-client.ts'
import { EventClient } from '../support/event-client.ts'
import { onEveryBackend, startTestApp, type TestApp } from '../support/test-app.ts'
import type { JobDto } from '../../src/features/jobs/routes/job-dto.ts'

const waiting = doing(
  'waiting',
  (job) =>
    new Promise((_, reject) => {
      job.signal.addEventListener('abort', () => {
        reject(new Error('aborted'))
      })
    }),
)

let isHeld = true
const held = doing('held', async () => {
  while (isHeld) await sleep(10)
  return undefined
})

await onEveryBackend(
  (app) => {
    let origin = ''
    beforeAll(async () => {
      origin = await app().listen({ port: 0, host: '127.0.0.1' })
    })
    const follow = (accountId: string) =>
      EventClient.open(`${origin}/api/v1/sse/notifications/${accountId}`, { 'last-event-id': '0' })
    const aUser = async (userId = anAccount()): Promise<string> => {
      const payload = { userId, email: `${userId}@example.org`, name: 'Ann' }
      const created = await app().inject({ method: 'POST', url: '/api/v1/users', payload })
      expect(created.statusCode, created.body).toBe(201)
      const isWelcome = async () => (await list(app, pathOf(userId))).items.length > 0
      for (let waited = 0; waited < 10_000 && !(await isWelcome()); waited += 20) await sleep(20)
      return userId
    }
    const submitted = async (payload: object): Promise<JobDto> =>
      (await submit(app(), payload)).json<JobDto>()

    it(
      'a new user is welcomed once, and forgotten when the user is deleted',
      { timeout: 30_000 },
      async () => {
        const userId = anAccount()
        const client = await follow(userId)
        const payload = { userId, email: `${userId}@example.org`, name: 'Ann' }
        const created = await app().inject({ method: 'POST', url: '/api/v1/users', payload })
        expect(created.statusCode, created.body).toBe(201)
        await client.until(1)
        await app().inject({ method: 'PATCH', url: `/api/v1/users/${userId}`, payload: { name: 'Anna' } })
        await sleep(200)
        client.drop()
        const { items } = await list(app, pathOf(userId))
        expect(items).toMatchObject([
          {
            notificationId: 'welcome',
            notificationType: 'WELCOME',
            dateTime: Date.parse(created.json<{ createdAt: string }>().createdAt),
            message: 'Welcome, Ann.',
          },
        ])
        expect(client.events.map(({ data }) => JSON.parse(data) as unknown)).toEqual(items)
        await app().inject({ method: 'POST', url: pathOf(userId), payload: aNotification() })
        const deleted = await app().inject({ method: 'DELETE', url: `/api/v1/users/${userId}` })
        expect(deleted.statusCode).toBeLessThan(300)
        const isEmpty = async () => (await list(app, pathOf(userId))).items.length === 0
        for (let waited = 0; waited < 10_000 && !(await isEmpty()); waited += 20) await sleep(20)
        expect(await isEmpty()).toBe(true)
      },
    )

    it('a job that is done, or has failed, notifies whom it was said to', { timeout: 30_000 }, async () => {
      const accountId = await aUser()
      const client = await follow(accountId)
      const job = await submitted({ jobType: 'sum', inputData: { numbers: [1] }, notifyAccountId: accountId })
      expect(job.notifyAccountId).toBe(accountId)
      await client.until(2)
      const failed = await submitted({ jobType: 'impossible', inputData: {}, notifyAccountId: accountId })
      await client.until(3)
      client.drop()
      const { items } = await list(app, `${pathOf(accountId)}?sort=dateTime`)
      expect(client.events.map(({ data }) => JSON.parse(data) as unknown)).toEqual(items)
      const finishedAt = (await until(app(), job.jobId, finished)).updatedAt
      expect(items.slice(1)).toMatchObject([
        {
          notificationType: 'JOB_COMPLETED',
          notificationName: 'sum',
          dateTime: Date.parse(finishedAt),
          message: 'The job sum is done.',
          labels: { jobId: job.jobId, status: 'COMPLETED' },
        },
        { notificationType: 'JOB_FAILED', labels: { jobId: failed.jobId, status: 'FAILED' } },
      ])
    })

    it('a job that ends after its account is gone notifies nobody', { timeout: 30_000 }, async () => {
      isHeld = true
      const [gone, heir, other] = [await aUser(), await aUser(), await aUser()]
      const jobs: JobDto[] = []
      for (const notifyAccountId of [gone, heir])
        jobs.push(await submitted({ jobType: 'held', inputData: {}, notifyAccountId }))
      for (const userId of [gone, heir]) {
        const deleted = await app().inject({ method: 'DELETE', url: `/api/v1/users/${userId}` })
        expect(deleted.statusCode).toBe(204)
      }
      await aUser(heir)
      isHeld = false
      for (const { jobId } of jobs) await until(app(), jobId, finished)
      const client = await follow(other)
      await submitted({ jobType: 'sum', inputData: { numbers: [1] }, notifyAccountId: other })
      await client.until(2)
      await sleep(200)
      client.drop()
      expect((await list(app, pathOf(gone))).items).toEqual([])
      expect((await list(app, pathOf(heir))).items).toMatchObject([{ notificationType: 'WELCOME' }])
    })

    it('a job that was cancelled, or names nobody, notifies nobody', { timeout: 30_000 }, async () => {
      const accountId = await aUser()
      const { jobId } = await submitted({ jobType: 'waiting', inputData: {}, notifyAccountId: accountId })
      await app().inject({ method: 'POST', url: `${JOBS}/${jobId}/cancel` })
      const other = await submitted({ jobType: 'sum', inputData: { numbers: [1] } })
      expect(other.notifyAccountId).toBeNull()
      await until(app(), other.jobId, finished)
      const last = await submitted({
        jobType: 'sum',
        inputData: { numbers: [1] },
        notifyAccountId: accountId,
      })
      const client = await follow(accountId)
      await client.until(2)
      await sleep(200)
      client.drop()
      expect((await list(app, pathOf(accountId))).items).toMatchObject([
        { labels: { jobId: last.jobId } },
        { notificationType: 'WELCOME' },
      ])
    })
  },
  {},
  { jobTypes: [sum, impossible, waiting, held], withChangeEvents: true },
)

it('files of a property whose deletion was cut off are swept', { timeout: 30_000 }, async () => {
  const test: TestApp = await startTestApp({}, { withChangeEvents: true })
  const { data, objects } = test.dependencies
  const payload = {
    ...{ title: 'T', description: 'D', price: 1, address: 'A', city: 'C', state: 'ST', zip: '12345' },
  }
  const created = await test.app.inject({ method: 'POST', url: '/api/v1/properties', payload })
  expect(created.statusCode, created.body).toBe(201)
  const { propertyId } = created.json<{ property: { propertyId: string } }>().property
  const keys = [`properties/${propertyId}/a.png`, `incoming/properties/${propertyId}/b`]
  const others = [`properties/${propertyId}x/a.png`]
  for (const key of [...keys, ...others])
    await objects.put(key, Buffer.from('bytes'), { contentType: 'image/png' })
  // What a process leaves that is killed between the deletion of the item and that of its files.
  expect(await new TableDataService(propertyModel, data).delete({ propertyId })).toBe(true)
  const left = async () =>
    (await Promise.all([...keys, ...others].map((key) => objects.head(key)))).map(
      (head) => head !== undefined,
    )
  for (let waited = 0; waited < 10_000 && (await left())[1]; waited += 20) await sleep(20)
  expect(await left()).toEqual([false, false, true])
  await test.close()
})
