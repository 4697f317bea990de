import type { FastifyInstance } from 'fastify'
import type { DataContext } from '../../common/data/data-context.ts'
import { entitiesTable } from '../../common/data/entities-table.ts'
import type { Sample } from '../../common/data/sample.ts'
import type { Idempotency } from '../../common/http/idempotency.ts'
import type { ChangeRouter } from '../../common/streams/change-router.ts'
import { userModel } from './model/user-table.ts'
import { collectionRoutes } from './routes/collection/collection-routes.ts'
import { orderRoutes } from './routes/orders/order-routes.ts'
import { accountSchemas } from './routes/shared-schemas.ts'
import { todoBatchRoutes } from './routes/todos/todo-batch-routes.ts'
import { todoRoutes } from './routes/todos/todo-routes.ts'
import { userRoutes } from './routes/users/user-routes.ts'
import { loadSampleAccount } from './sample/sample-account.ts'
import { OrderDataService } from './service/orders/order-data-service.ts'
import { runTodoBatch } from './service/todos/todo-batch.ts'
import { TodoDataService } from './service/todos/todo-data-service.ts'
import { UserDataService } from './service/users/user-data-service.ts'
import { UserDeletion } from './service/users/user-deletion.ts'

/** For whoever reacts to new users, at the root: `router.on(userModel, handler)`. */
export { userModel }

/** For the documentation: what the operations under the tag are about. */
export const accountsTag = {
  name: 'accounts',
  description:
    'Users with their todos and orders, in one partition each of the shared table: unique addresses, transactions, collections',
  tables: ['entities'],
}

export interface AccountsOptions {
  readonly data: DataContext
  readonly idempotency: Idempotency
}

/** The feature's only door: builds its services from the dependencies and registers its routes. */
export async function accounts(app: FastifyInstance, { data, idempotency }: AccountsOptions): Promise<void> {
  const options = {
    users: new UserDataService(data),
    deletion: new UserDeletion(data),
    todos: new TodoDataService(data),
    orders: new OrderDataService(data),
    idempotency,
  }
  for (const schema of accountSchemas) app.addSchema(schema)
  await app.register(userRoutes, options)
  await app.register(todoRoutes, options)
  await app.register(todoBatchRoutes, { ...options, runTodoBatch })
  await app.register(orderRoutes, options)
  await app.register(collectionRoutes, options)
}

/** Lets the router bring changes of users here: a deletion that has begun comes to its end, whatever interrupts it. */
export function routeUserChanges(
  router: ChangeRouter,
  { data }: Pick<AccountsOptions, 'data'>,
): ChangeRouter {
  const deletion = new UserDeletion(data)
  return router.on(userModel, async (event) => {
    if (event.kind === 'modify') await deletion.resume(event.after)
  })
}

/** For a first start. */
export const accountsSample = (data: DataContext): Sample => ({
  table: entitiesTable,
  load: () => loadSampleAccount(data),
})
