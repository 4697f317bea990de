import { deadLettersOf } from '../message-table.ts'
import type { DeadLetter, DeadLetters } from '../queue.ts'
import { isTaken, type Messages } from './embedded-delivery.ts'

/** Dead messages stay in their table, under another queue name; the oldest death comes first. */
export class EmbeddedDeadLetters implements DeadLetters {
  readonly #messages: Messages
  readonly #queue: string
  readonly #redriven: () => void

  constructor(messages: Messages, queue: string, redriven: () => void) {
    this.#messages = messages
    this.#queue = queue
    this.#redriven = redriven
  }

  async list({ limit }: { readonly limit: number }): Promise<readonly DeadLetter[]> {
    const { items } = await this.#messages.query({ queue: deadLettersOf(this.#queue) }, { limit })
    return items.map(({ id, body, reason, visibleAt }) => ({
      message: { id, body },
      reason: reason ?? '',
      since: new Date(visibleAt).toISOString(),
    }))
  }

  async redrive(id: string): Promise<boolean> {
    try {
      const set = { queue: this.#queue, visibleAt: Date.now(), attempt: 0, reason: null }
      await this.#messages.update(id, { set }, { if: { queue: deadLettersOf(this.#queue) } })
    } catch (error) {
      if (isTaken(error)) return false
      throw error
    }
    this.#redriven()
    return true
  }
}
