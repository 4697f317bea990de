import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { aUser, answered, clientOf, pathOf, type PageOf } from '../features/accounts/account-client.ts'
import { onEveryBackend } from '../support/test-app.ts'

/** More than one request removes. */
const MANY = 2_050
const BATCH = 50
const PATIENCE_MS = 60_000

await onEveryBackend(
  (app) => {
    it(
      'a deletion of a user that is never sent again comes to its end',
      { timeout: PATIENCE_MS },
      async () => {
        const client = clientOf(app)
        const { userId, email } = await aUser(client, { credit: 100 })
        const create = Array.from({ length: BATCH }, (_, at) => ({ title: `t${at}` }))
        for (let made = 0; made < MANY; made += BATCH)
          answered(await client.post(pathOf(userId, 'todos', 'batch'), { create }))
        const lines = [{ product: 'oil', quantity: 1, unitPrice: 1 }]
        answered(await client.post(pathOf(userId, 'orders'), { lines }), 201)

        // 204 where those who act on changes were as fast.
        expect([202, 204]).toContain((await client.delete(pathOf(userId))).statusCode)
        const isGone = async () => (await client.get(pathOf(userId))).statusCode === 404
        for (let waited = 0; waited < PATIENCE_MS && !(await isGone()); waited += 50) await sleep(50)
        // Whoever gets the id and the address finds nothing else.
        await aUser(client, { userId, email })
        const { items } = answered<PageOf<{ type: string }>>(await client.get(pathOf(userId, 'collection')))
        expect(items.map(({ type }) => type)).toEqual(['user'])
      },
    )
  },
  {},
  { withChangeEvents: true },
)
