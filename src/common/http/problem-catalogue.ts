/** What is fixed about one kind of problem: RFC 9457 wants the title to be the same each time. */
export interface ProblemKind {
  readonly status: number
  readonly title: string
  /** The page behind the `type` link, and the detail when an error brings none of its own. */
  readonly description: string
}

const kind = (status: number, title: string, description: string): ProblemKind => ({
  status,
  title,
  description,
})

/** Every problem that the service can answer, by its stable code. A new code is one line here. */
export const PROBLEM_CATALOGUE = {
  bad_request: kind(400, 'Bad request', 'The request cannot be processed as it was sent.'),
  malformed_request: kind(400, 'Malformed HTTP request', 'The bytes received are not a valid HTTP request.'),
  invalid_url: kind(400, 'Invalid URL', 'The path is not valid percent-encoded text.'),
  invalid_json: kind(400, 'Invalid JSON', 'The request body is not valid JSON in UTF-8.'),
  validation_failed: kind(400, 'Validation failed', 'The request does not fit the schema of the operation.'),
  invalid_cursor: kind(400, 'Invalid cursor', 'The cursor is malformed or belongs to another query.'),
  unauthorized: kind(401, 'Unauthorized', 'The request needs valid credentials.'),
  forbidden: kind(403, 'Forbidden', 'The credentials do not allow this operation.'),
  not_found: kind(404, 'Not found', 'The resource does not exist.'),
  route_not_found: kind(404, 'Route not found', 'No operation has this path.'),
  method_not_allowed: kind(405, 'Method not allowed', 'The path exists, but not with this method.'),
  not_acceptable: kind(
    406,
    'Not acceptable',
    'The operation has no representation that the Accept header allows.',
  ),
  request_timeout: kind(408, 'Request timeout', 'The request was not received completely in time.'),
  already_exists: kind(409, 'Already exists', 'A resource with this identity exists already.'),
  condition_failed: kind(
    409,
    'Condition failed',
    'The resource is not in the state that the operation needs.',
  ),
  insufficient_credit: kind(409, 'Insufficient credit', 'The credit of the user does not cover the total.'),
  conflict: kind(409, 'Conflict', 'Another request changed the resource first. Read it again, then retry.'),
  precondition_failed: kind(412, 'Precondition failed', 'The resource changed since it was read.'),
  too_large: kind(413, 'Data too large', 'An item or a batch is larger than the store accepts.'),
  body_too_large: kind(413, 'Request body too large', 'The request body is larger than the service accepts.'),
  uri_too_long: kind(414, 'URI too long', 'The URL, or one parameter of its path, is too long.'),
  unsupported_media_type: kind(415, 'Unsupported media type', 'The operation reads JSON in UTF-8 only.'),
  range_not_satisfiable: kind(
    416,
    'Range not satisfiable',
    'The file ends before the part that was asked for.',
  ),
  expectation_failed: kind(417, 'Expectation failed', 'The Expect header asks for something unknown.'),
  idempotency_key_reused: kind(
    422,
    'Idempotency key reused',
    'The Idempotency-Key was used with another body.',
  ),
  precondition_required: kind(428, 'Precondition required', 'The operation needs an If-Match header.'),
  rate_limited: kind(429, 'Too many requests', 'The client sent more requests than it may.'),
  headers_too_large: kind(431, 'Request headers too large', 'The request line and headers are too long.'),
  // These four are never the answer to a request: they are the `error` of a job.
  job_failed: kind(422, 'Job failed', 'The job cannot succeed with the input that it has.'),
  job_given_up: kind(
    500,
    'Job given up',
    'The job failed each time that it was begun. The log has the cause.',
  ),
  job_result_too_large: kind(
    422,
    'Job result too large',
    'What came of the job is larger than the store can keep.',
  ),
  job_type_unknown: kind(500, 'Job type unknown', 'No worker knows the type of the job.'),
  internal_error: kind(500, 'Internal error', 'Something went wrong in the service. The log has the cause.'),
  unavailable: kind(503, 'Service unavailable', 'The service cannot answer now. Retry later.'),
  deadline_exceeded: kind(
    503,
    'Deadline exceeded',
    'The service has no answer yet. What was asked for may still be done: look, or repeat it with its Idempotency-Key.',
  ),
  overloaded: kind(503, 'Overloaded', 'The service has more to do than it can do in time. Retry later.'),
  throttled: kind(503, 'Store throttled', 'The store asks for fewer requests. Retry later.'),
  not_ready: kind(503, 'Not ready', 'The service is starting, or its store does not answer.'),
  shutting_down: kind(503, 'Shutting down', 'The service is shutting down and takes no new work.'),
} as const satisfies Readonly<Record<string, ProblemKind>>

export type ProblemCode = keyof typeof PROBLEM_CATALOGUE

/** Where the page of a problem type is served; also the start of every `type` member. */
export const PROBLEM_TYPE_PREFIX = '/problems/'

/** `not_found` → `/problems/not-found`. */
export const problemType = (code: ProblemCode): string => PROBLEM_TYPE_PREFIX + code.replaceAll('_', '-')
