import { type Static, Type } from '@sinclair/typebox'
import { PROBLEM_CATALOGUE, type ProblemCode, problemType } from './problem-catalogue.ts'
import { pathOf, toUriReference } from './uri-reference.ts'

/** RFC 9457 section 3. The charset is spelt out because Fastify adds it to every JSON type anyway. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json'
export const PROBLEM_CONTENT_TYPE = `${PROBLEM_MEDIA_TYPE}; charset=utf-8`

const ProblemIssueSchema = Type.Object(
  {
    pointer: Type.Optional(
      Type.String({
        description: 'JSON pointer into the request body, as a URI fragment',
        examples: ['#/age'],
      }),
    ),
    parameter: Type.Optional(
      Type.String({ description: 'Name of a query or path parameter', examples: ['limit'] }),
    ),
    header: Type.Optional(Type.String({ description: 'Name of a request header', examples: ['If-Match'] })),
    detail: Type.String({ description: 'What is wrong there', examples: ['must be >= 0'] }),
  },
  { additionalProperties: false },
)

/** One thing wrong with a request, and where: in the body, in a parameter or in a header. */
export type ProblemIssue = Static<typeof ProblemIssueSchema>

/** RFC 9457 problem details; `code`, `requestId` and `errors` are extension members. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({
      format: 'uri-reference',
      description: 'Page about this kind of problem',
      examples: ['/problems/not-found'],
    }),
    title: Type.String({ description: 'The same for every problem of this type', examples: ['Not found'] }),
    status: Type.Integer({ minimum: 400, maximum: 599, examples: [404] }),
    detail: Type.String({
      description: 'What happened this time',
      examples: ['Passenger not found: 24160'],
    }),
    instance: Type.String({
      format: 'uri-reference',
      description: 'Path of the request',
      examples: ['/api/v1/passengers/24160'],
    }),
    code: Type.String({ description: 'Stable name of the problem', examples: ['not_found'] }),
    requestId: Type.String({
      description: 'The X-Request-Id of the answer; the log has it too',
      examples: ['k3v9-1'],
    }),
    errors: Type.Optional(
      Type.Array(ProblemIssueSchema, { maxItems: 50, description: 'Each thing wrong with the request' }),
    ),
  },
  { $id: 'Problem', title: 'Problem', description: 'RFC 9457 problem details' },
)

export type Problem = Static<typeof ProblemSchema>

/** What differs from one occurrence of a problem to the next. */
export interface ProblemMembers {
  readonly detail?: string | undefined
  readonly errors?: readonly ProblemIssue[] | undefined
}

/** Where it happened: the request path and the request id. */
export interface ProblemContext {
  readonly instance: string
  readonly requestId: string
}

/** Builds the document of one problem. */
export function problem(code: ProblemCode, context: ProblemContext, members: ProblemMembers = {}): Problem {
  const { status, title, description } = PROBLEM_CATALOGUE[code]
  const document: Problem = {
    type: problemType(code),
    title,
    status,
    detail: members.detail ?? description,
    instance: context.instance,
    code,
    requestId: context.requestId,
  }
  if (members.errors && members.errors.length > 0) document.errors = [...members.errors]
  return document
}

/** The context of a problem that a request met. The query is left out: it may hold what should not be repeated. */
export function problemContext(request: {
  readonly originalUrl: string
  readonly id: string
}): ProblemContext {
  return { instance: toUriReference(pathOf(request.originalUrl)), requestId: request.id }
}
