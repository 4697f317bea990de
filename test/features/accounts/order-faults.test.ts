import { describe, expect, it } from 'vitest'
import { entitiesTable } from '../../../src/common/data/entities-table.ts'
import { UnavailableError } from '../../../src/common/data/errors.ts'
import { OrderDataService } from '../../../src/features/accounts/service/orders/order-data-service.ts'
import { UserDataService } from '../../../src/features/accounts/service/users/user-data-service.ts'
import { onEveryStore } from '../../support/every-store.ts'
import { interferedStore } from '../../support/interfered-store.ts'

const lines = [{ product: 'oil', quantity: 1, unitPrice: 100 }]
const times = (length: number): number[] => Array.from({ length }, (_, at) => at)

await onEveryStore([entitiesTable], (context) => {
  describe('orders on a line that goes dead', () => {
    it('are placed and cancelled once, however often they are sent again, by many at once', async () => {
      const users = new UserDataService(context())
      await users.create({ userId: 'u', email: 'u@example.org', name: 'U' })
      await users.deposit('u', 1000)
      let calls = 0
      // Of three transactions one is not done, and one is done without an answer.
      const store = interferedStore(context().store, async (operation, call) => {
        const fault = operation === 'transact' ? calls++ % 3 : 2
        if (fault === 0) throw new UnavailableError('The line went dead before the request')
        const result = await call()
        if (fault === 1) throw new UnavailableError('The line went dead before the answer')
        return result
      })
      const orders = new OrderDataService({ ...context(), store })
      const untilAnswered = async <T>(send: () => Promise<T>): Promise<T> => {
        for (;;) {
          try {
            return await send()
          } catch (error) {
            if (!(error instanceof UnavailableError)) throw error
          }
        }
      }
      const place = (orderId: string) => untilAnswered(() => orders.place('u', { orderId, lines }))
      const placed = await Promise.all(times(12).map((at) => place(`o${at % 4}`)))
      expect(new Set(placed.map(({ order }) => order.orderId)).size).toBe(4)
      expect((await users.get('u'))?.credit).toBe(600)
      await Promise.all(times(9).map((at) => untilAnswered(() => orders.cancel('u', `o${at % 3}`))))
      expect((await users.get('u'))?.credit).toBe(900)
      const statuses = (await orders.list('u')).items.map(({ status }) => status)
      expect(statuses.toSorted()).toEqual(['cancelled', 'cancelled', 'cancelled', 'placed'])
    })
  })
})
