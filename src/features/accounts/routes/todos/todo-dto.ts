import { createSchema, only, patchSchema, responseSchema } from '../../../../common/http/entity-schemas.ts'
import { todoModel, type Todo, type TodoInput } from '../../model/todo-table.ts'

/** A todo as clients see it: no version (it is the ETag), no keys of the store. */
export class TodoDto implements Omit<Todo, 'version'> {
  readonly userId: string
  readonly todoId: string
  readonly title: string
  readonly note: string | null
  readonly state: 'open' | 'done'
  readonly createdAt: string
  readonly completedAt: string | null

  private constructor(todo: Todo) {
    this.userId = todo.userId
    this.todoId = todo.todoId
    this.title = todo.title
    this.note = todo.note
    this.state = todo.state
    this.createdAt = todo.createdAt
    this.completedAt = todo.completedAt
  }

  static fromModel(todo: Todo): TodoDto {
    return new TodoDto(todo)
  }
}

export type CreateTodoDto = Pick<TodoInput, 'title' | 'note'>
export type PatchTodoDto = Partial<Pick<Todo, 'title' | 'note' | 'state'>>

const { attributes } = todoModel

export const TodoSchema = responseSchema<TodoDto>(attributes, {
  $id: 'Todo',
  title: 'Todo',
  description: 'What a user has to do',
})

export const CreateTodoSchema = createSchema<CreateTodoDto>(only(attributes, 'title', 'note'), {
  $id: 'CreateTodo',
  title: 'CreateTodo',
  description: 'A new todo; it gets its id and its time',
})

export const PatchTodoSchema = patchSchema<PatchTodoDto>(only(attributes, 'title', 'note', 'state'), {
  $id: 'PatchTodo',
  title: 'PatchTodo',
  description: 'JSON merge patch: members that are left out stay as they are, null removes',
  examples: [{ state: 'done' }],
})

export const exampleTodo: TodoDto = TodoDto.fromModel({
  userId: 'johndoe',
  todoId: '01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61',
  title: 'Buy oil',
  note: 'For the lamp',
  state: 'open',
  createdAt: '2026-11-20T18:20:36.547Z',
  completedAt: null,
  version: 1,
})

/** Another one of the same user. */
export const exampleOtherTodo = '01a1fa30-5f44-7d11-8c2f-0b7f3f0a1c42'
