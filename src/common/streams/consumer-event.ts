import type { FailedChange, PoisonChange } from './routing-result.ts'

/** What an operator should know of a consumer. */
export type ConsumerEvent =
  /** A handler failed; the change is tried again. */
  | {
      readonly type: 'change_failed'
      readonly consumer: string
      readonly change: FailedChange
      readonly attempts: number
    }
  /** A change became a dead letter: the last error of its handlers, or why no event could be made of it. */
  | {
      readonly type: 'change_set_aside'
      readonly consumer: string
      readonly id: string | undefined
      readonly error: unknown
      readonly change?: FailedChange | PoisonChange
    }
  /** So many changes were removed for their age before every consumer had read them. */
  | { readonly type: 'changes_lost'; readonly consumer: string; readonly count: number }
  /** The store did not answer; the consumer tries again. */
  | { readonly type: 'consumer_interrupted'; readonly consumer: string; readonly error: unknown }
  /** Another process took this one for dead and goes on in its place. */
  | { readonly type: 'lease_lost'; readonly consumer: string }
