import type { Idempotency } from '../../../common/http/idempotency.ts'
import type { OrderDataService } from '../service/orders/order-data-service.ts'
import type { TodoDataService } from '../service/todos/todo-data-service.ts'
import type { UserDataService } from '../service/users/user-data-service.ts'
import type { UserDeletion } from '../service/users/user-deletion.ts'

export interface AccountRoutesOptions {
  readonly users: UserDataService
  readonly deletion: UserDeletion
  readonly todos: TodoDataService
  readonly orders: OrderDataService
  readonly idempotency: Idempotency
}

/** Where callers are known, an account is its user's. */
export const ofOwner = { ownedBy: 'userId' }
