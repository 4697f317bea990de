import type { DataContext } from '../data/data-context.ts'
import { TableDataService } from '../data/table-data-service.ts'
import { messageModel } from './message-table.ts'

/** What waits in a queue, or before SQS in its outbox; what is leased or delayed counts as well. */
export class Backlog {
  readonly #messages: TableDataService<typeof messageModel>
  readonly #name: string

  constructor(data: DataContext, name: string) {
    this.#messages = new TableDataService(messageModel, data)
    this.#name = name
  }

  async depth(): Promise<number> {
    return this.#messages.count({ queue: this.#name })
  }

  /** How long ago, in seconds, the first message that nobody has taken could have been; 0 where there is none. */
  async ageSeconds(): Promise<number> {
    const { items } = await this.#messages.query({ queue: this.#name }, { limit: 1, index: 'byQueue' })
    const [first] = items
    return first ? Math.max(0, Date.now() - first.visibleAt) / 1000 : 0
  }
}
