/** What an operator should know of a worker. */
export type WorkerEvent =
  /** The queue does not answer; told once for each outage. */
  | { readonly type: 'queue_unavailable'; readonly error: unknown }
  | { readonly type: 'queue_recovered'; readonly afterMs: number }
  /** The work threw; the message comes again after the delay. */
  | {
      readonly type: 'work_failed'
      readonly messageId: string
      readonly attempt: number
      readonly delayMs: number
      readonly error: unknown
    }
  /** Somebody else may be at the message: the work was aborted, or came too late. */
  | { readonly type: 'lease_lost'; readonly messageId: string; readonly attempt: number }
  /** The message could not be given back; it comes again when its lease ends. */
  | { readonly type: 'not_given_back'; readonly messageId: string; readonly error: unknown }
