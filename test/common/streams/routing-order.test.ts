import { setImmediate as tick } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StoredRecord } from '../../../src/common/data/store/value.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { isNewer } from '../../../src/common/streams/entity-event.ts'
import { storyModel } from '../../support/story-model.ts'
import { seeded } from '../data/expressions/property.ts'
import { change, storedItems, tableName, type StoryEvent } from './fixture.ts'

const ITEMS = ['a', 'b', 'c', 'd', 'e']
const stories: Record<string, StoredRecord> = {}
beforeAll(async () => {
  const { story } = await storedItems()
  for (const id of ITEMS) stories[id] = await story('ada', id)
})

const insert = (id: string): ReturnType<typeof change> => change({ after: stories[id] ?? {} })

/** Which item each record is of, how long its handler takes, whether it fails. */
const programs = fc.array(
  fc.record({ item: fc.constantFrom(...ITEMS), ticks: fc.nat(4), fails: fc.nat(9).map((n) => n === 0) }),
  { maxLength: 40 },
)

describe('under any interleaving', () => {
  it('each item is handled in order, a failure stops its item and no other, and the bound is kept', async () => {
    const property = fc.asyncProperty(
      programs,
      fc.integer({ min: 1, max: 6 }),
      async (program, concurrency) => {
        const records = program.map(({ item }) => insert(item))
        const started = new Map<string, string[]>()
        let [running, most] = [0, 0]
        const router = new ChangeRouter({ tableName, concurrency }).on(storyModel, async (event) => {
          const step = program[records.findIndex(({ id }) => id === event.id)]
          running += 1
          most = Math.max(most, running)
          started.set(step?.item ?? '', [...(started.get(step?.item ?? '') ?? []), event.id])
          for (let i = 0; i < (step?.ticks ?? 0); i += 1) await tick()
          running -= 1
          if (step?.fails) throw new Error('planned')
        })
        const result = await router.route(records)

        const failed = new Set<string>()
        const expected = records.map((record, i) => {
          const { item = '', fails = false } = program[i] ?? {}
          const isBlocked = failed.has(item)
          if (isBlocked || fails) failed.add(item)
          return { ...record, item, isBlocked, isFailure: isBlocked || fails }
        })
        for (const item of ITEMS) {
          const due = expected.filter((each) => each.item === item && !each.isBlocked).map(({ id }) => id)
          expect(started.get(item) ?? []).toEqual(due)
        }
        const failures = expected.filter(({ isFailure }) => isFailure)
        expect(result.failures.map(({ id, isBlocked }) => [id, isBlocked])).toEqual(
          failures.map(({ id, isBlocked }) => [id, isBlocked]),
        )
        expect(result.response).toEqual({
          batchItemFailures: failures.map(({ sequence }) => ({ itemIdentifier: sequence })),
        })
        expect(result.handled).toBe(records.length - failures.length)
        expect(most).toBeLessThanOrEqual(concurrency)
      },
    )
    await fc.assert(property, seeded(300))
  })

  it('redelivery from the lowest failure leads to the same state, whatever fails and is repeated', async () => {
    const property = fc.asyncProperty(programs, fc.infiniteStream(fc.nat(3)), async (program, luck) => {
      const records = program.map(({ item }, i) =>
        change({ after: { ...stories[item], rank: i } }, { id: `r${i}`, sequence: String(i + 1) }),
      )
      const state = new Map<string, { rank: number; sequence: string }>()
      const router = new ChangeRouter({ tableName }).on(storyModel, async (event: StoryEvent) => {
        await tick()
        if (luck.next().value === 0) throw new Error('bad luck')
        if (event.kind !== 'insert' || !isNewer(event, state.get(event.after.storyId)?.sequence)) return
        state.set(event.after.storyId, { rank: event.after.rank, sequence: event.sequence })
        // The write happened, its answer is lost.
        if (luck.next().value === 0) throw new Error('bad luck')
      })
      let batch = records
      while (batch.length > 0) {
        const [lowest] = (await router.route(batch)).response.batchItemFailures
        batch = lowest
          ? records.slice(records.findIndex(({ sequence }) => sequence === lowest.itemIdentifier))
          : []
      }
      const expected = new Map(program.map(({ item }, i) => [item, i]))
      expect(new Map([...state].map(([id, { rank }]) => [id, rank]))).toEqual(expected)
    })
    await fc.assert(property, seeded(100))
  })
})

describe('a failure', () => {
  const failing = (id: string): ChangeRouter =>
    new ChangeRouter({ tableName }).on(storyModel, (event) => {
      if (event.id === id) throw new Error('broken')
    })

  it('names what waits for it', async () => {
    const records = [insert('a'), insert('b'), insert('a'), insert('b')]
    const [first, , third] = records
    const result = await failing(first?.id ?? '').route(records)
    expect(result.failures).toEqual([
      expect.objectContaining({ id: first?.id, isBlocked: false, error: new Error('broken') }),
      expect.objectContaining({
        id: third?.id,
        isBlocked: true,
        error: new Error(`The change ${first?.id} of the same item failed`),
      }),
    ])
    expect(result.handled).toBe(2)
  })

  it('does not turn poison or other models of the same key into failures', async () => {
    const bad = insert('a')
    const records = [
      bad,
      change({ after: { ...stories.a, _type: 'x' } }),
      change({ after: { ...stories.a, rank: 'high' } }),
    ]
    expect(await failing(bad.id).route(records)).toMatchObject({
      failures: [{ id: bad.id }],
      poison: [{ id: records[2]?.id }],
      passedOver: { otherModel: 1 },
      response: { batchItemFailures: [{ itemIdentifier: bad.sequence }] },
    })
  })

  it.each([undefined, null, 'text', 0])('may be %j', async (thrown) => {
    const router = new ChangeRouter({ tableName }).on(storyModel, () => {
      throw thrown as unknown
    })
    expect((await router.route([insert('a')])).failures).toMatchObject([{ error: thrown, isBlocked: false }])
  })

  it('is none in an empty batch', async () => {
    expect(await failing('').route([])).toEqual({
      handled: 0,
      failures: [],
      poison: [],
      passedOver: { unknownTable: 0, otherModel: 0 },
      response: { batchItemFailures: [] },
    })
  })
})
