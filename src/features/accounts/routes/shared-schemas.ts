import { AccountItemSchema } from './collection/account-item-dto.ts'
import { CreateOrderSchema, OrderSchema } from './orders/order-dto.ts'
import { TodoBatchItemSchema, TodoBatchSchema } from './todos/todo-batch-dto.ts'
import { CreateTodoSchema, PatchTodoSchema, TodoSchema } from './todos/todo-dto.ts'
import { CreateUserSchema, DepositSchema, PatchUserSchema, UserSchema } from './users/user-dto.ts'

/** Added once for all routes of accounts: some of these schemas refer to others. */
export const accountSchemas = [
  ...[UserSchema, CreateUserSchema, PatchUserSchema, DepositSchema],
  ...[TodoSchema, CreateTodoSchema, PatchTodoSchema, TodoBatchSchema, TodoBatchItemSchema],
  ...[OrderSchema, CreateOrderSchema],
  AccountItemSchema,
]
