import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { Store } from '../../../src/common/data/store/store.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { ChangeConsumer, type ChangeConsumerOptions } from '../../../src/common/streams/change-consumer.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { ChangeTap, type TapEvent } from '../../../src/common/streams/change-tap.ts'
import type { ConsumerEvent } from '../../../src/common/streams/consumer-event.ts'
import { DeadLetters } from '../../../src/common/streams/dead-letters.ts'
import type { EntityEvent } from '../../../src/common/streams/entity-event.ts'
import type { NamedContext } from '../../support/every-store.ts'
import { entitiesTable, profileModel, storyModel } from '../../support/story-model.ts'
import type { StoryEvent } from './fixture.ts'

let last = 0
/** Neither this owner nor this consumer has been used before. */
const newName = (): string => `n${Date.now()}-${++last}`

export const until = async (condition: () => boolean, ms = 15_000): Promise<void> => {
  for (const deadline = Date.now() + ms; !condition();) {
    if (Date.now() > deadline) throw new Error('It does not happen')
    await sleep(5)
  }
}

const titleOf = (event: StoryEvent): string =>
  `${event.kind} ${event.kind === 'remove' ? event.before.storyId : `${event.after.storyId} ${event.after.rank}`}`

interface Subject {
  readonly stories: TableDataService<typeof storyModel>
  readonly owner: string
  readonly store: Store
  /** A consumer that is stopped after the test, already begun. */
  readonly consumer: (
    handler: (event: StoryEvent) => Promise<void> | void,
    options?: Partial<ChangeConsumerOptions>,
  ) => { consumer: ChangeConsumer; events: ConsumerEvent[]; letters: DeadLetters }
}

export function subjectOf({ tableName, ...context }: NamedContext): Subject {
  const { store } = context
  const owner = newName()
  return {
    stories: new TableDataService(storyModel, context),
    owner,
    store,
    consumer: (handler, options = {}) => {
      const events: ConsumerEvent[] = []
      const router = new ChangeRouter({ tableName }).on(storyModel, async (event) => {
        const story = event.kind === 'remove' ? event.before : event.after
        if (story.owner === owner) await handler(event)
      })
      const name = options.name ?? newName()
      const consumer = new ChangeConsumer({
        store,
        name,
        router,
        retryMs: 5,
        observe: (event) => events.push(event),
        ...options,
      })
      consumer.start()
      onTestFinished(() => consumer.stop())
      return { consumer, events, letters: new DeadLetters(store, name) }
    },
  }
}

/** What consumers and listeners may rely on, on every backend with a feed. */
export function consumerSuite(context: () => NamedContext): void {
  const story = (owner: string, storyId: string, rank: number) => ({ owner, storyId, rank })

  it('brings every change as a typed event, those of an item in order', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const seen: string[] = []
    consumer((event) => void seen.push(titleOf(event)))
    await stories.create(story(owner, 'a', 1))
    await stories.update({ owner, storyId: 'a' }, { set: { rank: 2 } })
    await stories.create(story(owner, 'b', 1))
    await stories.delete({ owner, storyId: 'a' })
    await until(() => seen.length >= 4)
    expect(seen.filter((each) => each.includes(' a'))).toEqual(['insert a 1', 'modify a 2', 'remove a'])
    expect(seen.filter((each) => each.includes(' b'))).toEqual(['insert b 1'])
  })

  it('goes on where it stopped, with nothing lost and, after a clean stop, nothing twice', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const name = newName()
    const seen: string[] = []
    const start = () => consumer((event) => void seen.push(titleOf(event)), { name }).consumer
    const first = start()
    await stories.create(story(owner, 'a', 1))
    await until(() => seen.length === 1)
    await first.stop()
    await stories.create(story(owner, 'b', 1))
    await stories.create(story(owner, 'c', 1))
    expect(seen).toHaveLength(1)
    start()
    await until(() => seen.length >= 3)
    await sleep(100)
    expect(seen.toSorted()).toEqual(['insert a 1', 'insert b 1', 'insert c 1'])
  })

  it('tries a change again until its handler succeeds; later changes of the item wait', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const seen: string[] = []
    let failures = 3
    const { events, letters } = consumer((event) => {
      if (titleOf(event) === 'insert a 1' && failures-- > 0) throw new Error('not yet')
      seen.push(titleOf(event))
    })
    await stories.create(story(owner, 'a', 1))
    await stories.update({ owner, storyId: 'a' }, { set: { rank: 2 } })
    await until(() => seen.length >= 2)
    expect(seen).toEqual(['insert a 1', 'modify a 2'])
    expect(events.flatMap((event) => (event.type === 'change_failed' ? [event.attempts] : []))).toEqual([
      1, 2, 3,
    ])
    expect(await letters.list()).toEqual([])
  })

  it('sets a change aside whose handler fails every time, with its error and images, and goes on', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const seen: string[] = []
    let calls = 0
    const { events, letters } = consumer(
      (event) => {
        if (titleOf(event) === 'modify a 2') {
          calls++
          throw new Error('it is poison')
        }
        seen.push(titleOf(event))
      },
      { maxAttempts: 3 },
    )
    await stories.create(story(owner, 'a', 1))
    await stories.update({ owner, storyId: 'a' }, { set: { rank: 2 } })
    await stories.update({ owner, storyId: 'a' }, { set: { rank: 3 } })
    await stories.create(story(owner, 'b', 1))
    await until(() => seen.length >= 3)
    expect(seen.toSorted()).toEqual(['insert a 1', 'insert b 1', 'modify a 3'])
    expect(calls).toBe(3)
    const [letter, ...others] = await letters.list()
    expect(others).toEqual([])
    expect(letter).toMatchObject({
      attempts: 3,
      change: { kind: 'modify', before: { rank: 1 }, after: { rank: 2 } },
    })
    expect(letter?.error).toContain('it is poison')
    expect(events.filter(({ type }) => type === 'change_set_aside')).toHaveLength(1)
  })

  it('sets a record aside that does not fit its model, and passes over those of other models', async () => {
    const { stories, owner, store, consumer } = subjectOf(context())
    await stories.create(story(owner, 'a', 1))
    const key = { pk: `USER#${owner}`, sk: 'STORY#a' }
    await store.table(entitiesTable).write({
      type: 'update',
      key,
      update: [{ action: 'set', path: ['rank'], value: 'high' }],
    })
    await new TableDataService(profileModel, context()).save({ owner, email: 'a@example.org' })
    const seen: string[] = []
    const { events, letters } = consumer((event) => void seen.push(titleOf(event)))
    await stories.create(story(owner, 'b', 1))
    await until(() => seen.length >= 2)
    expect(seen.toSorted()).toEqual(['insert a 1', 'insert b 1'])
    const told = () =>
      events.flatMap((event) => (event.type === 'change_set_aside' ? [String(event.error)] : []))
    await until(() => told().length > 0)
    expect(told().join()).toContain('story: new image: rank expected integer')
    const letter = (await letters.list()).find(({ change }) => (change.keys as typeof key).pk === key.pk)
    expect(letter).toMatchObject({
      attempts: 0,
      change: { kind: 'modify', keys: key, after: { rank: 'high' } },
    })
  })

  it('is done by one of several processes at a time, and by the next as soon as that one stops', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const name = newName()
    const seen: string[] = []
    const workers = Array.from({ length: 3 }, (_, i) =>
      consumer(
        async (event) => {
          seen.push(`${i} ${titleOf(event)}`)
          await sleep(5)
        },
        { name, leaseMs: 4000 },
      ),
    )
    const ranks = Array.from({ length: 12 }, (_, i) => i)
    for (const rank of ranks) await stories.save(story(owner, 'a', rank))
    await until(() => seen.length >= 12)
    const [holder = 0] = new Set(seen.map((each) => Number(each[0])))
    expect(new Set(seen.map((each) => each[0]))).toHaveLength(1)
    await workers[holder]?.consumer.stop()
    const stopped = performance.now()
    await stories.save(story(owner, 'a', 12))
    await until(() => seen.length >= 13)
    // Without waiting for the lease to run out.
    expect(performance.now() - stopped).toBeLessThan(3000)
    await sleep(100)
    expect(seen.map((each) => Number(each.split(' ').at(-1)))).toEqual([...ranks, 12])
    expect(seen.at(-1)?.[0]).not.toBe(String(holder))
  })

  it('finishes the work in hand when it is stopped', async () => {
    const { stories, owner, consumer } = subjectOf(context())
    const name = newName()
    const seen: string[] = []
    let isBusy = false
    const { consumer: first } = consumer(
      async (event) => {
        isBusy = true
        await sleep(150)
        seen.push(titleOf(event))
      },
      { name },
    )
    await stories.create(story(owner, 'a', 1))
    await until(() => isBusy)
    await first.stop()
    expect(seen).toEqual(['insert a 1'])
    consumer((event) => void seen.push(titleOf(event)), { name })
    await stories.create(story(owner, 'b', 1))
    await until(() => seen.length >= 2)
    expect(seen).toEqual(['insert a 1', 'insert b 1'])
  })

  it('listeners hear what happens from now on, within 100 ms, each once', async () => {
    const { stories, owner, store } = subjectOf(context())
    await stories.create(story(owner, 'old', 1))
    const told: TapEvent[] = []
    const tap = new ChangeTap({
      store,
      tableName: context().tableName,
      tables: [entitiesTable],
      observe: (event) => told.push(event),
    })
    onTestFinished(() => {
      tap.close()
    })
    const heard: [number, string][] = []
    const listen = (i: number) =>
      tap.subscribe(storyModel, (event: StoryEvent) => {
        if ((event.kind === 'remove' ? event.before : event.after).owner === owner)
          heard.push([i, titleOf(event)])
      })
    const profiles: EntityEvent<unknown>[] = []
    await tap.subscribe(profileModel, (event) => void profiles.push(event))
    await tap.subscribe(storyModel, () => {
      throw new Error('a broken listener')
    })
    const [end] = await Promise.all([0, 1, 2].map(listen))
    const waits: number[] = []
    for (let i = 0; i < 5; i++) {
      await stories.create(story(owner, `s${i}`, i))
      const written = performance.now()
      await until(() => heard.length === 3 * (i + 1))
      waits.push(performance.now() - written)
    }
    expect(heard.filter(([i]) => i === 1).map(([, title]) => title)).toEqual(
      waits.map((_, i) => `insert s${i} ${i}`),
    )
    expect(Math.min(...waits)).toBeLessThan(100)
    expect(profiles).toEqual([])
    expect(told.filter(({ type }) => type === 'listener_failed')).toHaveLength(5)
    end?.()
    await stories.delete({ owner, storyId: 's0' })
    await until(() => heard.length === 17)
    expect(heard.slice(15).map(([i]) => i)).toEqual([1, 2])
  })
}
