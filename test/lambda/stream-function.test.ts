import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeRecord } from '../../src/common/data/changes/change-record.ts'
import type { LambdaStreamRecord } from '../../src/common/data/changes/dynamodb-stream-record.ts'
import { itemIdentity } from '../../src/common/data/changes/change-record.ts'
import { UnavailableError } from '../../src/common/data/errors.ts'
import type { Store } from '../../src/common/data/store/store.ts'
import { DeadLetters } from '../../src/common/streams/dead-letters.ts'
import { changeConsumersTable } from '../../src/common/streams/consumer-table.ts'
import { loadConfig } from '../../src/config.ts'
import { createNotifier } from '../../src/features/notifications/index.ts'
import { createStreamFunction } from '../../src/lambda/stream-function.ts'
import { tables } from '../../src/tables.ts'
import { lambdaImage } from '../common/streams/fixture.ts'
import { finished, submit, until } from '../features/jobs/follow.ts'
import { impossible, sum } from '../features/jobs/job-types.ts'
import { list, pathOf } from '../features/notifications/notification-client.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import type { JobDto } from '../../src/features/jobs/routes/job-dto.ts'

const KINDS = { insert: 'INSERT', modify: 'MODIFY', remove: 'REMOVE' } as const
const CONSUMERS = ['entities', 'jobs', 'properties']
const ACCOUNTS = ['ann', 'bob', 'cid']
const within = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds })
const LONG = within(60_000)

/** A change that the store has recorded, as Lambda would deliver it. */
const delivered = ({ id, kind, table, sequence, keys, before, after }: ChangeRecord): LambdaStreamRecord => ({
  eventID: id,
  eventName: KINDS[kind],
  eventSourceARN: `arn:aws:dynamodb:eu-west-1:123456789012:table/${table}/stream/2026-11-20T10:00:00.000`,
  dynamodb: {
    SequenceNumber: sequence,
    Keys: lambdaImage(keys),
    ...(before && { OldImage: lambdaImage(before) }),
    ...(after && { NewImage: lambdaImage(after) }),
  },
})

let test: TestApp
let history: ChangeRecord[]
let propertyId: string

/** Users that come, go and come again, jobs that end well and badly, a property that is removed. */
beforeAll(async () => {
  test = await startTestApp({}, { jobTypes: [sum, impossible] })
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const response = await test.app.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) })
    if (response.statusCode >= 300) throw new Error(`${url}: ${response.body}`)
    return response
  }
  const user = (userId: string, name: string) =>
    send('POST', '/users', { userId, email: `${userId}@example.org`, name })
  await user('ann', 'Ann')
  await user('bob', 'Bob')
  await user('cid', 'First Cid')
  await send('PATCH', '/users/ann', { name: 'Anna' })
  await send('DELETE', '/users/bob')
  await send('DELETE', '/users/cid')
  await user('cid', 'Second Cid')
  for (const [accountId, jobType] of [
    ['ann', 'sum'],
    ['cid', 'impossible'],
    ['ann', 'impossible'],
  ]) {
    const inputData = jobType === 'sum' ? { numbers: [1] } : {}
    const job = await submit(test.app, { jobType, inputData, notifyAccountId: accountId })
    await until(test.app, job.json<JobDto>().jobId, finished)
  }
  const property = { title: 'T', description: 'D', price: 1, address: 'A', city: 'C', state: 'S', zip: '1' }
  const made = await send('POST', '/properties', property)
  propertyId = made.json<{ property: { propertyId: string } }>().property.propertyId
  await send('DELETE', `/properties/${propertyId}`)
  const streamed = tables.filter(({ stream }) => stream !== undefined)
  const feed = test.dependencies.data.store.changes(streamed)
  history = []
  for (let batch = await feed.read(); batch.changes.length > 0; batch = await feed.read(batch.next))
    history.push(...batch.changes)
})
afterAll(() => test.close())

/** Nobody was told anything yet, nothing was set aside, and a file of the removed property is left. */
beforeEach(reset)
async function reset(): Promise<void> {
  const { data, objects } = test.dependencies
  for (const accountId of ACCOUNTS) await createNotifier(data).forget(accountId)
  const table = data.store.table(changeConsumersTable)
  for (const name of CONSUMERS)
    for (const { id } of await new DeadLetters(data.store, name).list())
      await table.write({ type: 'delete', key: { pk: `DEAD#${name}`, sk: id } })
  await objects.put(`properties/${propertyId}/a`, Buffer.from('x'), { contentType: 'image/png' })
}

const streamFunction = (store?: Store) =>
  createStreamFunction({
    config: loadConfig({ SQLITE_PATH: ':memory:' }),
    dependencies: store
      ? { ...test.dependencies, data: { ...test.dependencies.data, store } }
      : test.dependencies,
  })

/** What the accounts were told, and whether files are left. */
async function state() {
  const told: Record<string, unknown> = {}
  for (const accountId of ACCOUNTS) {
    const { items } = await list(() => test.app, `${pathOf(accountId)}?sort=dateTime`)
    told[accountId] = items
      .map(({ notificationId, notificationType, message, dateTime, labels }) =>
        JSON.stringify({ notificationId, notificationType, message, dateTime, labels }),
      )
      .sort()
  }
  const file = await test.dependencies.objects.head(`properties/${propertyId}/a`)
  return { told, hasFile: file !== undefined }
}

const letters = async () =>
  (
    await Promise.all(CONSUMERS.map((name) => new DeadLetters(test.dependencies.data.store, name).list()))
  ).flat()

/** Lambda: the batch comes again from the first failure on. */
async function deliver(records: readonly LambdaStreamRecord[], run = streamFunction()): Promise<void> {
  for (let rest = records, tries = 0; rest.length > 0; tries++) {
    if (tries > 20) throw new Error('The shard is blocked')
    const { batchItemFailures } = await run({ Records: rest }, LONG)
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    const first = rest.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''))
    rest = first < 0 ? [] : rest.slice(first)
  }
}

interface Delivery {
  /** For each record a number by which the lanes of the items are interleaved. */
  readonly mix: readonly number[]
  readonly sizes: readonly number[]
  /** How much of each batch comes first alone, as before a function that dies. */
  readonly cuts: readonly number[]
  readonly repeats: readonly boolean[]
  readonly spoilt: readonly number[]
}

/** Changes of one item keep their order; which item comes next is by the numbers. */
function interleaved(records: readonly ChangeRecord[], mix: readonly number[]): ChangeRecord[] {
  const items = [...new Set(records.map((record) => itemIdentity(record)))]
  const lanes = items.map((item) => records.filter((record) => itemIdentity(record) === item))
  const mixed: ChangeRecord[] = []
  for (let turn = 0; lanes.length > 0; turn++) {
    const at = (mix[turn % mix.length] ?? 0) % lanes.length
    const lane = lanes[at] ?? []
    const next = lane.shift()
    if (next) mixed.push(next)
    if (lane.length === 0) lanes.splice(at, 1)
  }
  return mixed
}

let spoiltCount = 0
/** A copy of the record that nobody can read, in one of several ways, under an id of its own. */
function spoil(record: LambdaStreamRecord, way: number): LambdaStreamRecord {
  const eventID = `spoilt-${(spoiltCount += 1)}`
  const { dynamodb = {} } = record
  const ways: LambdaStreamRecord[] = [
    { ...record, eventID, dynamodb: { ...dynamodb, Keys: undefined } },
    { ...record, eventID, eventName: 'UPSERT' },
    { ...record, eventID, dynamodb: undefined },
    { ...record, eventID, eventSourceARN: 'arn:aws:sqs:eu-west-1:1:queue' },
    { ...record, eventID, dynamodb: { ...dynamodb, NewImage: { id: { S: 7 } } } },
    { ...record, eventID, dynamodb: { ...dynamodb, Keys: { id: { Z: 'x' } } } },
  ]
  return ways[way % ways.length] ?? record
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  mix: fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
  cuts: fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }),
  repeats: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  spoilt: fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
})

describe('the stream function', () => {
  it('tells each account what it is to be told, once, and sweeps files', async () => {
    await deliver(history.map(delivered))
    const { told, hasFile } = await state()
    const types = Object.entries(told).map(([account, texts]) => [
      account,
      (texts as string[])
        .map((text) => (JSON.parse(text) as { notificationType: string }).notificationType)
        .sort(),
    ])
    expect(Object.fromEntries(types)).toEqual({
      ann: ['JOB_COMPLETED', 'JOB_FAILED', 'WELCOME'],
      bob: [],
      cid: ['JOB_FAILED', 'WELCOME'],
    })
    expect(JSON.stringify(told)).toContain('Welcome, Second Cid.')
    expect(hasFile).toBe(false)
    expect(await letters()).toEqual([])
  })

  it(
    'comes to the same state by any order across items, repeats, cut and spoilt batches',
    { timeout: 120_000 },
    async () => {
      await deliver(history.map(delivered))
      const expected = await state()
      const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31)
      console.info(`stream deliveries of ${history.length} changes: seed ${seed} (FC_SEED repeats it)`)
      await fc.assert(
        fc.asyncProperty(delivery, async ({ mix, sizes, cuts, repeats, spoilt }) => {
          await reset()
          const run = streamFunction()
          const spoiltIds: string[] = []
          const mixed = interleaved(history, mix)
          for (let at = 0, turn = 0; at < mixed.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            const batch = mixed.slice(at, at + size).map(delivered)
            const where = spoilt[turn % spoilt.length] ?? 0
            const victim = batch[where]
            if (victim) {
              const bad = spoil(victim, where + turn)
              spoiltIds.push(bad.eventID ?? '')
              batch.splice(where, 0, bad)
            }
            const cut = cuts[turn % cuts.length] ?? 0
            if (cut > 0 && cut < batch.length) await run({ Records: batch.slice(0, cut) }, LONG)
            await deliver(batch, run)
            if (repeats[turn % repeats.length]) await deliver(batch, run)
            at += size
          }
          expect(await state()).toEqual(expected)
          expect((await letters()).map(({ id }) => id).sort()).toEqual(spoiltIds.sort())
        }),
        { numRuns: 40, seed },
      )
    },
  )

  it('leaves an outage to Lambda: names the first change that is not done, and loses none', async () => {
    let isDown = true
    const { store } = test.dependencies.data
    const broken = new Proxy(store, {
      get: (of, name) => {
        const member: unknown = Reflect.get(of, name)
        if (name === 'transact' && isDown)
          return () => Promise.reject(new UnavailableError('The store is away'))
        return typeof member === 'function' ? (member.bind(of) as unknown) : member
      },
    })
    const run = streamFunction(broken)
    const records = history.map(delivered)
    const { batchItemFailures } = await run({ Records: records }, within(6_000))
    expect(batchItemFailures.length).toBeGreaterThan(0)
    expect(await letters()).toEqual([])
    isDown = false
    await deliver(records, run)
    expect((await state()).told).toMatchObject({
      bob: [],
      ann: [{}, {}, {}].map(() => expect.any(String) as string),
    })
  })

  it('refuses what is no batch at all, so that Lambda tells of it', async () => {
    const run = streamFunction()
    await expect(run({} as never, LONG)).rejects.toThrow('/Records is missing or not a list')
    await expect(run('{"Records": [' as never, LONG)).rejects.toThrow('Malformed stream record')
    expect(await run({ Records: [] }, LONG)).toEqual({ batchItemFailures: [] })
  })

  it('keeps a record that it cannot read as it came, once however often it comes', async () => {
    const raw = { eventName: 'INSERT', dynamodb: { Keys: 'nonsense' } } as never
    for (let time = 0; time < 3; time++) await streamFunction()({ Records: [raw] }, LONG)
    const [letter, ...others] = await letters()
    expect(others).toEqual([])
    expect(letter?.change).toEqual({ raw: JSON.stringify(raw) })
    expect(letter?.error).toContain('/eventID is missing')
  })
})
