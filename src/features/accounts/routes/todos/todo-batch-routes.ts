import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { invalidBody } from '../../../../common/http/http-error.ts'
import { IdempotencyHeaders, sendAnswer, type Answer } from '../../../../common/http/idempotency.ts'
import { problemContext } from '../../../../common/http/problem.ts'
import { jsonResponse, problems } from '../../../../common/http/responses.ts'
import { refTo } from '../../../../common/http/schema.ts'
import type { RunTodoBatch, TodoBatch, TodoOutcomes } from '../../service/todos/todo-batch.ts'
import { asProblems } from '../account-problems.ts'
import { ofOwner, type AccountRoutesOptions } from '../account-routes-options.ts'
import { tags, userParams } from '../account-schemas.ts'
import {
  batchAnswer,
  exampleBatchAnswer,
  TodoBatchAnswer,
  type TodoBatchAnswerDto,
} from './todo-batch-dto.ts'

const runBatch = {
  operationId: 'runTodoBatch',
  summary: 'Create, complete and delete todos together',
  description:
    'Completes and deletes each for itself, creates the new ones together, and answers each in its place. With an ' +
    '`Idempotency-Key` a repeated request gets the first answer and nothing is created twice.',
  tags,
  params: userParams,
  headers: IdempotencyHeaders,
  body: refTo<TodoBatch>('TodoBatch'),
  response: {
    200: jsonResponse(TodoBatchAnswer, {
      description: 'What came of each, in the order of the request',
      headers: ['Idempotent-Replayed'],
      examples: { batch: exampleBatchAnswer },
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 422, 429, 500, 503),
  },
}

export const todoBatchRoutes: FastifyPluginAsyncTypebox<
  AccountRoutesOptions & { readonly runTodoBatch: RunTodoBatch }
> = async (app, { todos, runTodoBatch, idempotency }) => {
  app.post('/users/:userId/todos/batch', { config: ofOwner, schema: runBatch }, async (request, reply) => {
    refuseTwins(request.body)
    const { userId } = request.params
    const answerFor = (outcomes: TodoOutcomes): Answer => ({
      status: 200,
      headers: {},
      body: batchAnswer(outcomes, problemContext(request)),
    })
    const answer = await idempotency.answer(request, 'runTodoBatch', async (record) =>
      answerFor(
        await asProblems(
          runTodoBatch(todos, userId, request.body, (outcomes) => record(answerFor(outcomes))),
        ),
      ),
    )
    return sendAnswer<TodoBatchAnswerDto>(reply, answer)
  })
}

/** Two changes of one todo have no order here, so there would be no telling what came of them. */
function refuseTwins(batch: TodoBatch): void {
  const seen = new Set<string>()
  for (const list of ['complete', 'delete'] as const) {
    for (const [index, id] of (batch[list] ?? []).entries()) {
      const detail = 'is named twice'
      if (seen.has(id.toLowerCase()))
        throw invalidBody(`Todo ${id} ${detail}`, [{ pointer: `#/${list}/${index}`, detail }])
      seen.add(id.toLowerCase())
    }
  }
}
