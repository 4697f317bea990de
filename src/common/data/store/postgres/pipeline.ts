import type { PoolClient } from 'pg'
import type { ColumnValue } from '../sql/key-columns.ts'

/** Values come as PostgreSQL writes them: the codecs of the project read them, and nothing is parsed twice. */
export type SqlRow = readonly (string | null)[]

export type SqlParameter = ColumnValue | number | readonly ColumnValue[]

export interface Statement {
  readonly text: string
  readonly values?: readonly SqlParameter[]
  /** Wait for the answer as long as the server takes. */
  readonly isPatient?: boolean
}

export interface SqlResult {
  readonly rows: readonly SqlRow[]
}

/** Sends statements one after the other without waiting between them, and gives all the answers. */
export type Pipeline = (statements: readonly Statement[]) => Promise<SqlResult[]>

const RAW_TYPES = {
  getTypeParser:
    () =>
    (text: string): string =>
      text,
} as const

/** Timers take no more than this, about 25 days. */
const PATIENT = { query_timeout: 2 ** 31 - 1 }

/** @throws the driver's error of the first statement that failed */
export async function sendAll(client: PoolClient, statements: readonly Statement[]): Promise<SqlResult[]> {
  const answers = statements.map(({ text, values, isPatient }) => {
    const query = {
      text,
      rowMode: 'array',
      types: RAW_TYPES,
      ...(values && { values: values as unknown[] }),
    } as const
    return client.query<(string | null)[]>(isPatient ? { ...query, ...PATIENT } : query)
  })
  // All of them are waited for, so that none fails unheard and the connection is at rest.
  const outcomes = await Promise.allSettled(answers)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return { rows: outcome.value.rows }
  })
}
