import type { ChangeTap } from '../../../common/streams/change-tap.ts'
import { notificationModel, type Notification } from '../model/notification-table.ts'
import type { NotificationDataService } from './notification-data-service.ts'

/** Read at once for a client that was away. */
const CHUNK = 100

export interface ArrivalsOptions {
  readonly service: NotificationDataService
  readonly tap: ChangeTap
}

/**
 * Every notification that arrives for an account after a number, in order, none twice, until the signal aborts: those that
 * are there first, then each as it comes. The tap only says when to look, so what it tells may come late or twice.
 */
export async function* arrivalsOf(
  { service, tap }: ArrivalsOptions,
  accountId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Notification, void> {
  const bell = new Bell(signal)
  // Before the first look, so that nothing can arrive unseen between the two.
  const end = await tap.subscribe(notificationModel, (event) => {
    if (event.kind === 'insert' && event.after.accountId === accountId) bell.ring()
  })
  try {
    for (let seen = after; !signal.aborted;) {
      const arrived = await service.after(accountId, seen, CHUNK)
      yield* arrived
      seen = arrived.at(-1)?.number ?? seen
      if (arrived.length < CHUNK) await bell.rung()
    }
  } finally {
    end()
  }
}

/** Remembers that it was rung until somebody asks; an aborted signal rings it. */
class Bell {
  #isRung = false
  #wake: () => void = () => undefined

  constructor(signal: AbortSignal) {
    const ring = (): void => {
      this.ring()
    }
    if (signal.aborted) ring()
    else signal.addEventListener('abort', ring, { once: true })
  }

  ring(): void {
    this.#isRung = true
    this.#wake()
  }

  async rung(): Promise<void> {
    if (!this.#isRung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    this.#isRung = false
  }
}
