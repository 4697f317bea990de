import { Type, type TSchema } from '@sinclair/typebox'
import { refTo, strictObject } from '../../../../common/http/schema.ts'
import type { AccountItem } from '../../service/users/user-data-service.ts'
import { OrderDto } from '../orders/order-dto.ts'
import { TodoDto } from '../todos/todo-dto.ts'
import { UserDto } from '../users/user-dto.ts'

/** Anything of a user, with what it is. */
export type AccountItemDto =
  | { readonly type: 'user'; readonly item: UserDto }
  | { readonly type: 'todo'; readonly item: TodoDto }
  | { readonly type: 'order'; readonly item: OrderDto }

export function accountItem(found: AccountItem): AccountItemDto {
  switch (found.type) {
    case 'user':
      return { type: 'user', item: UserDto.fromModel(found.item) }
    case 'todo':
      return { type: 'todo', item: TodoDto.fromModel(found.item) }
    case 'order':
      return { type: 'order', item: OrderDto.fromModel(found.item) }
  }
}

const typed = (type: AccountItemDto['type'], item: TSchema): TSchema =>
  strictObject({ type: Type.Literal(type, { description: 'What it is' }), item }, { title: type })

export const AccountItemSchema = Type.Unsafe<AccountItemDto>(
  Type.Union(
    [
      typed('user', refTo<UserDto>('User')),
      typed('todo', refTo<TodoDto>('Todo')),
      typed('order', refTo<OrderDto>('Order')),
    ],
    { $id: 'AccountItem', title: 'AccountItem', description: 'The profile, a todo or an order of a user' },
  ),
)
