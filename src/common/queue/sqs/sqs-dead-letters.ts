import type { Message as SqsMessage } from '@aws-sdk/client-sqs'
import type { DeadLetter, DeadLetters } from '../queue.ts'
import { toDeadLetter } from './sqs-body.ts'
import { BATCH, type SqsCalls } from './sqs-calls.ts'
import { toDataError } from './sqs-errors.ts'

/** While they are looked through, nobody else can see them. */
const HOLD_MS = 30_000
/** Without a wait SQS asks only some of its servers, and may find nothing where there is something. */
const WAIT_MS = 1_000
/** A search ends after so many. */
const MOST = 10_000

/**
 * The queue for dead letters. SQS cannot list: they are received, and let go again. So a list is of some of them, each
 * look counts as a receipt, and finding one by id reads them all.
 */
export class SqsDeadLetters implements DeadLetters {
  readonly #queue: SqsCalls
  readonly #dead: SqsCalls | undefined

  constructor(queue: SqsCalls, dead: SqsCalls | undefined) {
    this.#queue = queue
    this.#dead = dead
  }

  async list({ limit }: { readonly limit: number }): Promise<readonly DeadLetter[]> {
    const found: DeadLetter[] = []
    await this.#each(limit, async (letter) => {
      found.push(toDeadLetter(letter))
      return 'keep'
    })
    return found
  }

  async redrive(id: string): Promise<boolean> {
    let isFound = false
    await this.#each(MOST, async (letter, dead) => {
      if (toDeadLetter(letter).message.id !== id) return 'keep'
      await this.#queue.send(letter.Body ?? '')
      await dead.delete(letter.ReceiptHandle)
      isFound = true
      return 'stop'
    })
    return isFound
  }

  async #each(
    limit: number,
    visit: (letter: SqsMessage, dead: SqsCalls) => Promise<'keep' | 'stop'>,
  ): Promise<void> {
    if (!this.#dead) return
    const kept = new Map<string, SqsMessage>()
    try {
      while (kept.size < limit) {
        const letters = await this.#some(this.#dead, limit - kept.size)
        if (letters.length === 0) return
        for (const letter of letters) kept.set(letter.MessageId ?? '', letter)
        for (const letter of letters) {
          if ((await visit(letter, this.#dead)) === 'stop') {
            kept.delete(letter.MessageId ?? '')
            return
          }
        }
      }
    } catch (error) {
      throw toDataError(error)
    } finally {
      await release(this.#dead, [...kept.values()])
    }
  }

  async #some(dead: SqsCalls, limit: number): Promise<readonly SqsMessage[]> {
    const { signal } = new AbortController()
    return dead.receive({ max: Math.min(BATCH, limit), waitMs: WAIT_MS, leaseMs: HOLD_MS, signal })
  }
}

/** What cannot be let go now is there again after the hold. */
async function release(dead: SqsCalls, letters: readonly SqsMessage[]): Promise<void> {
  await Promise.allSettled(letters.map(({ ReceiptHandle }) => dead.hide(ReceiptHandle, 0)))
}
