import { ConflictError } from '../data/errors.ts'
import type { PlannedWrite } from '../data/transaction.ts'

/** A piece of work that waits: what it is about, never the data itself. */
export interface Message {
  /**
   * Names the message: 1 to 128 characters of `[A-Za-z0-9_-]`. While one waits, is worked at or is a dead letter,
   * another with its id is refused (`AlreadyExistsError` in the reasons of the transaction).
   */
  readonly id: string
  /** A small JSON object, such as `{ "jobId": "…" }`: at most 8 KiB. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface ReceiveOptions {
  /** At most so many at once. */
  readonly max: number
  /** How long to wait for the first one, in milliseconds. */
  readonly waitMs: number
  /** How long what is received is kept from other receivers, in milliseconds; `extend` prolongs it. */
  readonly leaseMs: number
  /** Ends the wait. */
  readonly signal: AbortSignal
}

/**
 * Where work waits for a worker. At least once: what is received and not ended comes again, to one receiver at a time
 * (SQS: nearly always one), so the work itself must be safe to begin twice.
 *
 * Throws only errors of the data layer's taxonomy.
 */
export interface Queue {
  readonly backend: 'embedded' | 'sqs'

  /**
   * The writes that queue a message, for the transaction that stores what the message is about: the one is never there
   * without the other, whatever crashes (the outbox of "transactional outbox").
   * @throws ValidationError, TooLargeError
   */
  planSend(message: Message): readonly PlannedWrite[]

  /**
   * To be called after that transaction, so that the message is on its way now. Missing it costs delay alone, so it
   * does not fail when the queue does not answer.
   */
  flush(messages: readonly Message[]): Promise<void>

  /**
   * Messages whose time has come, each leased to the caller; empty when there were none, or when the wait was ended.
   * @throws ThrottledError, UnavailableError (also when the queue was closed before)
   */
  receive(options: ReceiveOptions): Promise<readonly Delivery[]>

  readonly deadLetters: DeadLetters

  /** @throws UnavailableError */
  ping(): Promise<void>
  /** Ends waits; nothing can be received any more. */
  close(): Promise<void>
}

/**
 * A message in the hands of one receiver, until its lease ends. Each ending may be called again without harm; one that
 * comes after somebody else got the message changes nothing.
 */
export interface Delivery {
  readonly message: Message
  /** How often the message was received, this time included. */
  readonly attempt: number

  /** Keeps the message for so long from now. @throws LeaseLostError when somebody else may have it already */
  extend(leaseMs: number): Promise<void>

  /**
   * The writes that end the message, for the transaction that stores the result of the work; none where the queue is
   * not in the store. Call `done` after it in any case.
   */
  planDone(): readonly PlannedWrite[]

  /** The work is done, the message gone. @throws LeaseLostError */
  done(): Promise<void>

  /** Gives the message back: it comes again after so long. @throws LeaseLostError */
  retry(options: { readonly delayMs: number }): Promise<void>

  /** Puts the message among the dead letters, with the reason. @throws LeaseLostError */
  reject(reason: string): Promise<void>
}

export interface DeadLetter {
  readonly message: Message
  /** Why it is here; empty where the queue was not told (SQS moves by itself what was received too often). */
  readonly reason: string
  /** ISO 8601, UTC. */
  readonly since: string
}

/** Messages that no further attempt will help, kept for somebody to look at. */
export interface DeadLetters {
  list(options: { readonly limit: number }): Promise<readonly DeadLetter[]>
  /** Sends one back to the queue. False when it is not among the dead letters (any more). */
  redrive(id: string): Promise<boolean>
}

/** The lease of a delivery ended before the work did: somebody else may be at it, so the work must be dropped. */
export class LeaseLostError extends ConflictError {
  constructor(id: string, options?: ErrorOptions) {
    super(`The lease on message ${id} was lost`, options)
  }
}
