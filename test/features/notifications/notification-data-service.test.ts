import { expect, it } from 'vitest'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { NotificationDataService } from '../../../src/features/notifications/service/notification-data-service.ts'
import { memoryContext } from '../../support/data-context.ts'

const account = { accountId: 'abcd' }
const about = { notificationType: 'ALARM', notificationName: 'TestName' }

it('the golden notification has its joined attribute and its keys', async () => {
  const context = await memoryContext(entitiesTable)
  const service = new NotificationDataService(context)
  const added = await service.add({
    ...account,
    ...about,
    notificationId: 'n',
    dateTime: 100_000,
    severity: 5,
  })
  expect(added).toMatchObject({ dateTypeAndNameSearch: 'ALARM~TestName~100000', number: 1, severity: 5 })
  const key = { pk: 'ACCOUNT#abcd', sk: 'NOTIFICATION#n' }
  const stored = () => context.store.table(entitiesTable).get(key)
  expect(await stored()).toMatchObject({
    ...key,
    lsi0_sk: 'NOTIFICATION#10000000000100000#n',
    lsi1_sk: 'NOTIFICATION#10000000000000001',
    lsi2_sk: 'NOTIFICATION#ALARM~TestName~100000',
    gsi0_pk: 'NOTIFICATION_TYPE#ALARM',
    gsi0_sk: '10000000000100000#abcd#n',
    gsi1_pk: 'NOTIFICATION_NAME#TestName',
    gsi1_sk: 'abcd#10000000000100000#n',
  })
  await service.update({ ...account, notificationId: 'n' }, { set: { notificationName: 'Other' } })
  expect(await stored()).toMatchObject({
    dateTypeAndNameSearch: 'ALARM~Other~100000',
    lsi2_sk: 'NOTIFICATION#ALARM~Other~100000',
    gsi1_pk: 'NOTIFICATION_NAME#Other',
  })
})

/** The table of access patterns in the feature's README. */
it.each([
  [{ ...account, notificationId: 'n' }, undefined, { kind: 'get', filter: undefined }],
  [account, 'byTime', { index: { index: 'lsi0' }, pk: 'ACCOUNT#abcd', filter: undefined }],
  [
    { ...account, dateTime: { gte: 1, lt: 5 } },
    'byTime',
    {
      index: { index: 'lsi0' },
      sk: { between: ['NOTIFICATION#10000000000000001', 'NOTIFICATION#10000000000000005'] },
      filter: undefined,
    },
  ],
  [
    { ...account, dateTypeAndNameSearch: { beginsWith: 'ALARM~Test' } },
    'bySearch',
    { index: { index: 'lsi2' }, sk: { beginsWith: 'NOTIFICATION#ALARM~Test' }, filter: undefined },
  ],
  [
    { ...account, number: { gt: 7 } },
    'byArrival',
    { index: { index: 'lsi1' }, sk: { between: ['NOTIFICATION#10000000000000007$', 'NOTIFICATION$'] } },
  ],
  [
    { notificationType: 'ALARM', dateTime: { gte: 5 } },
    'byType',
    { index: { index: 'gsi0' }, sk: { gte: '10000000000000005' }, filter: undefined },
  ],
  [
    { notificationType: 'ALARM', dateTime: { lte: 5 } },
    'byType',
    { index: { index: 'gsi0' }, pk: 'NOTIFICATION_TYPE#ALARM', filter: undefined },
  ],
  [{ notificationName: 'TestName' }, 'byName', { index: { index: 'gsi1' }, filter: undefined }],
  [
    { ...account, notificationName: 'TestName', dateTime: { gte: 1 } },
    'byName',
    { index: { index: 'gsi1' }, sk: { between: ['abcd#10000000000000001', 'abcd$'] }, filter: undefined },
  ],
] as const)('%j is served by a key or an index', async (filters, index, plan) => {
  const service = new NotificationDataService(await memoryContext(entitiesTable))
  const kind = index === undefined ? 'get' : 'range'
  expect(service.explain(filters, index ? { index } : {})).toMatchObject({ ...plan, kind })
})

it('no list reads the table', async () => {
  const context = await memoryContext(entitiesTable)
  const service = new NotificationDataService(context)
  for (const dateTime of [1, 2, 3]) await service.add({ ...account, ...about, dateTime })
  const range = { dateTime: { gte: 2 } }
  expect((await service.ofAccount('abcd', { ...range, unread: true })).items).toHaveLength(2)
  expect((await service.ofAccount('abcd', { ...range, search: 'ALARM~' })).items).toHaveLength(2)
  expect((await service.ofType('alarm', range)).items).toHaveLength(2)
  expect((await service.ofName('TestName', range)).items).toHaveLength(2)
  expect(await service.after('abcd', 1, 10)).toHaveLength(2)
  expect(context.events).toEqual([])
})

it('services of several processes number what arrives at once without a gap, and add what has an id once', async () => {
  const context = await memoryContext(entitiesTable)
  const services = Array.from({ length: 4 }, () => new NotificationDataService(context))
  await Promise.all(
    services.flatMap((service) =>
      Array.from({ length: 10 }, async (_, index) => {
        await service.addOnce({ ...account, ...about, notificationId: `once-${index}` })
        await service.add({ ...account, ...about })
      }),
    ),
  )
  const all = await services[0]?.after('abcd', 0, 1000)
  expect(all?.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  expect(all?.filter(({ notificationId }) => notificationId.startsWith('once-'))).toHaveLength(10)
})
