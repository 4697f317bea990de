import { createHash } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DataContext } from '../data/data-context.ts'
import { AlreadyExistsError, TransactionFailedError } from '../data/errors.ts'
import { TableDataService } from '../data/table-data-service.ts'
import type { PlannedWrite } from '../data/transaction.ts'
import '../auth/principal.ts'
import { HttpProblem } from './http-error.ts'
import { idempotencyModel, type IdempotencyRecord } from './idempotency-table.ts'

/** How long a first answer is repeated. */
const LIFETIME_SECONDS = 24 * 60 * 60
const KEY = /^[\x21-\x7e]{1,255}$/

/** The header, for the operations that honour it. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters',
      examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'],
    }),
  ),
})

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Makes the write that records an answer: the last one in the transaction that does the work itself. */
export type RecordAnswer = (answer: Answer) => PlannedWrite[]

export type IdempotentAnswer = Answer & { readonly isReplayed: boolean }

/**
 * Does the work of an `Idempotency-Key` once. The answer is recorded in the same transaction as the work, so there is
 * no moment at which one is stored without the other, whatever crashes; of two requests at once, one transaction wins
 * and the other repeats its answer.
 */
export class Idempotency {
  readonly #records: TableDataService<typeof idempotencyModel> | undefined

  /** `isEnabled` is false where the table is not deployed: a key is then refused, never ignored. */
  constructor(context: DataContext, isEnabled: boolean) {
    this.#records = isEnabled ? new TableDataService(idempotencyModel, context) : undefined
  }

  /** @throws HttpProblem for a malformed key, or one that was used with another body, or on another resource */
  async answer(
    request: FastifyRequest,
    operation: string,
    work: (record: RecordAnswer) => Promise<Answer>,
  ): Promise<IdempotentAnswer> {
    const key = request.headers['idempotency-key']
    if (key === undefined) return { ...(await work(() => [])), isReplayed: false }
    const id = `${operation} ${ownerOf(request)}${checkedKey(key)}`
    const records = this.#enabled()
    const fingerprint = fingerprintOf(request)
    const first = await this.#find(records, id, fingerprint)
    if (first) return first
    try {
      return {
        ...(await work((answer) => [records.planCreate(recordOf(id, fingerprint, answer))])),
        isReplayed: false,
      }
    } catch (error) {
      // The same key won in another process a moment ago: its answer is the first one.
      const winner = recordExisted(error) ? await this.#find(records, id, fingerprint) : undefined
      if (winner) return winner
      throw error
    }
  }

  async #find(
    records: TableDataService<typeof idempotencyModel>,
    id: string,
    fingerprint: string,
  ): Promise<IdempotentAnswer | undefined> {
    const record = await records.get(id)
    if (!record) return undefined
    if (record.expiresAt <= Date.now() / 1000) {
      // The store's own expiry comes late; on the condition that nobody has renewed it.
      await records.delete(id, { if: { expiresAt: record.expiresAt } })
      return undefined
    }
    if (record.fingerprint !== fingerprint) {
      throw new HttpProblem(
        'idempotency_key_reused',
        'This Idempotency-Key was used with another request body or path',
      )
    }
    return { ...answerOf(record), isReplayed: true }
  }

  #enabled(): TableDataService<typeof idempotencyModel> {
    if (this.#records) return this.#records
    throw badKey('Idempotency-Key is not supported here: IDEMPOTENCY_ENABLED is off')
  }
}

function fingerprintOf({ params, body }: FastifyRequest): string {
  const isOfResource = Object.keys(params as object).length > 0
  const asked = isOfResource ? [params, body] : body
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url')
}

/** Sends the answer, marked where it is a repeated one. */
export function sendAnswer<T>(
  reply: FastifyReply,
  { status, headers, body, isReplayed }: IdempotentAnswer,
): T {
  if (isReplayed) void reply.header('idempotent-replayed', 'true')
  void reply.code(status).headers(headers)
  return body as T
}

/** Where callers are known, nobody meets the answer to another. A subject may be long: its digest is not. */
function ownerOf({ principal }: FastifyRequest): string {
  return principal ? `${createHash('sha256').update(principal.subject).digest('base64url')} ` : ''
}

function checkedKey(key: string | string[]): string {
  // Both the bare form and the quoted one of the draft standard name the same key.
  const text = String(key).replace(/^"(.*)"$/, '$1')
  if (Array.isArray(key) || !KEY.test(text))
    throw badKey('Idempotency-Key must be 1 to 255 visible ASCII characters')
  return text
}

const badKey = (detail: string): HttpProblem =>
  new HttpProblem('bad_request', detail, { errors: [{ header: 'Idempotency-Key', detail }] })

/** The record is the last write of its transaction. */
const recordExisted = (error: unknown): boolean =>
  error instanceof TransactionFailedError && error.reasons.at(-1) instanceof AlreadyExistsError

const recordOf = (id: string, fingerprint: string, { status, headers, body }: Answer): IdempotencyRecord => ({
  id,
  fingerprint,
  status,
  headers: { ...headers },
  body: JSON.stringify(body),
  expiresAt: Math.floor(Date.now() / 1000) + LIFETIME_SECONDS,
})

const answerOf = ({ status, headers, body }: IdempotencyRecord): Answer => ({
  status,
  headers,
  body: JSON.parse(body) as unknown,
})
