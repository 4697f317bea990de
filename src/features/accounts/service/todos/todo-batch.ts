import { ConflictError, NotFoundError } from '../../../../common/data/errors.ts'
import type { Todo } from '../../model/todo-table.ts'
import type { Companions, NewTodo, TodoDataService } from './todo-data-service.ts'

/** What is to be done with several todos; `complete` and `delete` are ids. */
export interface TodoBatch {
  readonly create?: readonly NewTodo[] | undefined
  readonly complete?: readonly string[] | undefined
  readonly delete?: readonly string[] | undefined
}

/** The todo as it is then, null for one that is gone, or why nothing was done. */
export type TodoOutcome = { readonly todo: Todo | null } | { readonly refused: NotFoundError | ConflictError }

/** What came of each, in the order given. */
export type TodoOutcomes = Readonly<Record<keyof TodoBatch, readonly TodoOutcome[]>>

export type RunTodoBatch = typeof runTodoBatch

/**
 * Completes and deletes each todo for itself, then creates the new ones together. `companions`, such as the record of the
 * answer, stand or fall with these; what was done before may be repeated without harm.
 * @throws NotFoundError, UserDeletingError, and what a store that fails throws: nothing is created then
 */
export async function runTodoBatch(
  todos: TodoDataService,
  userId: string,
  batch: TodoBatch,
  companions: (outcomes: TodoOutcomes) => ReturnType<Companions> = () => [],
): Promise<TodoOutcomes> {
  const { create = [], complete = [], delete: gone = [] } = batch
  const [completed, deleted] = await Promise.all([
    outcomesOf(complete, async (id) => todos.update(userId, id, { state: 'done' })),
    outcomesOf(gone, async (id) => ((await todos.delete(userId, id)) ? null : undefined)),
  ])
  const outcomes = (created: readonly Todo[]): TodoOutcomes => ({
    create: created.map((todo) => ({ todo })),
    complete: completed,
    delete: deleted,
  })
  return outcomes(await todos.create(userId, create, (created) => companions(outcomes(created))))
}

/** @param act gives undefined for a todo that is not there */
async function outcomesOf(
  ids: readonly string[],
  act: (todoId: string) => Promise<Todo | null | undefined>,
): Promise<TodoOutcome[]> {
  return Promise.all(
    ids.map(async (todoId) => {
      try {
        const todo = await act(todoId)
        if (todo !== undefined) return { todo }
      } catch (error) {
        if (error instanceof ConflictError) return { refused: error }
        if (!(error instanceof NotFoundError)) throw error
      }
      return { refused: new NotFoundError(`Todo not found: ${todoId}`) }
    }),
  )
}
