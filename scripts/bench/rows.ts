export type Backend = 'sqlite' | 'dynamodb'
export type HttpOperation = 'get-one' | 'page-100' | 'put'
export type DataOperation = 'get' | 'query-100' | 'save' | 'job'

/** What the design allows a row to cost, as a multiple of its base. */
export interface Budget {
  readonly limit: number
  /** The limit to come. */
  readonly next?: number
}

interface RowBase {
  /** What `--only` and `--profile` go by. */
  readonly name: string
  readonly backend: Backend
  readonly title: string
  readonly budget?: Budget
}

/** The whole service over HTTP, against a bare Fastify route that answers the same bytes. */
export interface HttpRow extends RowBase {
  readonly kind: 'http'
  readonly operation: HttpOperation
}

/** The data service within one process, against what a user would write without it. */
export interface DataRow extends RowBase {
  readonly kind: 'data'
  readonly operation: DataOperation
}

export type Row = HttpRow | DataRow

const BACKENDS: Readonly<Record<Backend, string>> = { sqlite: 'SQLite', dynamodb: 'DynamoDB stub' }

function http(operation: HttpOperation, backend: Backend, title: string, budget?: Budget): HttpRow {
  return { kind: 'http', operation, ...base(operation, backend, title, budget) }
}

function data(operation: DataOperation, backend: Backend, title: string, budget?: Budget): DataRow {
  return { kind: 'data', operation, ...base(`data-${operation}`, backend, title, budget) }
}

const base = (name: string, backend: Backend, title: string, budget: Budget | undefined): RowBase => ({
  name: `${name}-${backend}`,
  backend,
  title: `${title}, ${BACKENDS[backend]}`,
  ...(budget && { budget }),
})

/** Everything that is measured, with the budgets of the design. */
export const rows: readonly Row[] = [
  http('get-one', 'sqlite', 'GET one', { limit: 3 }),
  http('page-100', 'sqlite', 'GET page of 100', { limit: 5, next: 2.5 }),
  http('put', 'sqlite', 'PUT one'),
  http('get-one', 'dynamodb', 'GET one', { limit: 4.5 }),
  http('page-100', 'dynamodb', 'GET page of 100', { limit: 5, next: 2.5 }),
  http('put', 'dynamodb', 'PUT one'),
  data('get', 'sqlite', 'get', { limit: 3 }),
  data('query-100', 'sqlite', 'query of 100'),
  data('save', 'sqlite', 'save'),
  data('job', 'sqlite', 'job queued and done'),
  data('get', 'dynamodb', 'get', { limit: 0.15 }),
  data('query-100', 'dynamodb', 'query of 100', { limit: 0.35 }),
  data('save', 'dynamodb', 'save', { limit: 0.15 }),
]
