import { afterEach, describe, expect, test } from 'vitest'
import { ExpirySweep } from '../../../src/common/data/expiry-sweep.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { onEveryStore } from '../../support/every-store.ts'

/* Expired items are deleted where they are, and nothing else is. */

const deployment = { tier: 'none', flag: 'none' }
const sessions = defineTable({
  base: 'sessions',
  key: { pk: 'user', sk: { name: 'at', type: 'N' } },
  ttl: 'expires',
  stream: 'NEW_AND_OLD_IMAGES',
  deployment,
})
const settings = defineTable({ base: 'settings', key: { pk: 'user' }, deployment })
const tables = [sessions, settings]
const now = Math.floor(Date.now() / 1000)

await onEveryStore(tables, (context) => {
  const sweeps: ExpirySweep[] = []
  const sweepOf = (): ExpirySweep => {
    const sweep = new ExpirySweep({ store: context().store, tables, pauseMs: 0 })
    sweeps.push(sweep)
    return sweep
  }
  afterEach(() => Promise.all(sweeps.splice(0).map((sweep) => sweep.stop())))

  const put = (at: number, expires?: number | string): Promise<unknown> =>
    context()
      .store.table(sessions)
      .write({ type: 'put', record: { user: 'ann', at, ...(expires !== undefined && { expires }) } })
  const left = async (): Promise<unknown[]> => {
    const { records } = await context().store.table(sessions).range({ pk: 'ann' })
    return records.map(({ at }) => at)
  }

  describe('a walk', () => {
    test('deletes what has expired, over several pages, and leaves the rest', async () => {
      for (let at = 0; at < 450; at++) await put(at, at % 3 === 0 ? now + 1000 : now - at)
      await put(1000)
      await put(1001, 'soon')
      // Without expiry a table is left alone, whatever its items are called.
      await context()
        .store.table(settings)
        .write({ type: 'put', record: { user: 'ann', expires: 1 } })
      expect(await sweepOf().sweep()).toBe(300)
      expect(await left()).toEqual([...Array.from({ length: 150 }, (_, index) => index * 3), 1000, 1001])
      expect(await context().store.table(settings).get({ user: 'ann' })).toBeDefined()
      expect(await sweepOf().sweep()).toBe(0)
    })

    test('leaves an item that was given more time meanwhile', async () => {
      const { store } = context()
      await put(7, now - 10)
      const table = store.table(sessions)
      const late = {
        ...store,
        table: () => ({
          definition: sessions,
          scan: async (query: Parameters<typeof table.scan>[0]) => {
            const page = await table.scan(query)
            await put(7, now + 1000)
            return page
          },
          write: table.write.bind(table),
        }),
      } as unknown as typeof store
      expect(await new ExpirySweep({ store: late, tables, pauseMs: 0 }).sweep()).toBe(0)
      expect(await left()).toContain(7)
    })
  })

  test('goes on until it is stopped, past a failure', async () => {
    const { store } = context()
    const failures: unknown[] = []
    let calls = 0
    const failing = {
      ...store,
      table(definition: typeof sessions) {
        if (calls++ === 0) throw new Error('no connection')
        return store.table(definition)
      },
    }
    await put(2000, now - 5)
    const sweep = new ExpirySweep({
      store: failing,
      tables,
      pauseMs: 0,
      restMs: 5,
      observe: ({ error }) => failures.push(error),
    })
    sweep.start()
    await expect.poll(left).not.toContain(2000)
    await sweep.stop()
    expect(failures).toHaveLength(1)
    await put(2001, now - 5)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await left()).toContain(2001)
  })
})
