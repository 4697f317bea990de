import type { DataContext } from '../../../common/data/data-context.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { todoModel } from '../model/todo-table.ts'
import { exampleOrder } from '../routes/orders/order-dto.ts'
import { exampleOtherTodo, exampleTodo } from '../routes/todos/todo-dto.ts'
import { exampleUser } from '../routes/users/user-dto.ts'
import { OrderDataService } from '../service/orders/order-data-service.ts'
import { todoKey } from '../service/todos/todo-id.ts'
import { UserDataService } from '../service/users/user-data-service.ts'

/** Stores the user of the documentation with two todos and an order, which is paid from the credit. */
export async function loadSampleAccount(data: DataContext): Promise<void> {
  const { userId, email, name, credit } = exampleUser
  const users = new UserDataService(data)
  await users.create({ userId, email, name })
  await users.deposit(userId, credit + exampleOrder.total)
  const { orderId, lines } = exampleOrder
  await new OrderDataService(data).place(userId, { orderId, lines })
  // Under ids that are known beforehand, which the service gives to none.
  const todos = new TableDataService(todoModel, data)
  const { title, note } = exampleTodo
  await todos.create({ userId, title, note, ...keyOf(exampleTodo.todoId) })
  await todos.create({ userId, title: 'Trim the wick', ...keyOf(exampleOtherTodo) })
}

function keyOf(todoId: string): { readonly todoId: string; readonly createdAt: string } {
  const key = todoKey(todoId)
  if (!key) throw new Error(`${todoId} is no id of a todo`)
  return key
}
