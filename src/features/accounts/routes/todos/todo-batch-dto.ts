import { Type } from '@sinclair/typebox'
import { problem, type Problem, type ProblemContext } from '../../../../common/http/problem.ts'
import { nullable, numberEnum, refTo, strictObject } from '../../../../common/http/schema.ts'
import type { TodoBatch, TodoOutcome, TodoOutcomes } from '../../service/todos/todo-batch.ts'
import { exampleOtherTodo, exampleTodo, TodoDto, type CreateTodoDto } from './todo-dto.ts'

/** So many that what is created fits one transaction with the check of the user and the record of the answer. */
const MAX_BATCH = 50

const ids = (description: string, example: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      maxItems: MAX_BATCH,
      description,
      examples: [[example]],
    }),
  )

export const TodoBatchSchema = Type.Unsafe<TodoBatch>(
  strictObject(
    {
      create: Type.Optional(
        Type.Array(refTo<CreateTodoDto>('CreateTodo'), {
          maxItems: MAX_BATCH,
          description: 'New todos',
          examples: [[{ title: 'Buy oil' }]],
        }),
      ),
      complete: ids('Ids of todos that are done', exampleTodo.todoId),
      delete: ids('Ids of todos that shall go', exampleOtherTodo),
    },
    {
      $id: 'TodoBatch',
      title: 'TodoBatch',
      description: 'What is to be done with several todos, none of them twice',
      minProperties: 1,
    },
  ),
)

/** What came of one of them. */
interface TodoBatchItemDto {
  readonly status: 200 | 201 | 204 | 404 | 409
  readonly todo: TodoDto | null
  readonly problem: Problem | null
}

export const TodoBatchItemSchema = Type.Unsafe<TodoBatchItemDto>(
  strictObject(
    {
      status: numberEnum([200, 201, 204, 404, 409], {
        description: 'What a request of its own would have been answered with',
        examples: [201],
      }),
      todo: nullable(refTo<TodoDto>('Todo'), {
        description: 'The todo as it is now',
        examples: [exampleTodo],
      }),
      problem: nullable(refTo<Problem>('Problem'), {
        description: 'Why nothing was done',
        examples: [problem('not_found', { instance: '/api/v1/example', requestId: 'k3v9-1' })],
      }),
    },
    { $id: 'TodoBatchItem', title: 'TodoBatchItem', description: 'What came of one todo of a batch' },
  ),
)

/** What came of each, in the order of the request. */
export type TodoBatchAnswerDto = Record<keyof TodoBatch, TodoBatchItemDto[]>

const item = refTo<TodoBatchItemDto>('TodoBatchItem')
export const TodoBatchAnswer = Type.Object({
  create: Type.Array(item),
  complete: Type.Array(item),
  delete: Type.Array(item),
})

export const exampleBatchAnswer: TodoBatchAnswerDto = {
  create: [{ status: 201, todo: exampleTodo, problem: null }],
  complete: [],
  delete: [{ status: 204, todo: null, problem: null }],
}

export function batchAnswer(outcomes: TodoOutcomes, context: ProblemContext): TodoBatchAnswerDto {
  const items = (each: readonly TodoOutcome[], success: 200 | 201 | 204): TodoBatchItemDto[] =>
    each.map((outcome) => itemOf(outcome, success, context))
  return {
    create: items(outcomes.create, 201),
    complete: items(outcomes.complete, 200),
    delete: items(outcomes.delete, 204),
  }
}

function itemOf(outcome: TodoOutcome, success: 200 | 201 | 204, context: ProblemContext): TodoBatchItemDto {
  if ('todo' in outcome) {
    return { status: success, todo: outcome.todo && TodoDto.fromModel(outcome.todo), problem: null }
  }
  const { code, message } = outcome.refused
  const status = code === 'not_found' ? 404 : 409
  return { status, todo: null, problem: problem(code, context, { detail: message }) }
}
