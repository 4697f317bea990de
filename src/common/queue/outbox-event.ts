/** What an operator should know of the outbox; told once for each outage. */
export type OutboxEvent =
  { readonly type: 'outbox_waits'; readonly error: unknown } | { readonly type: 'outbox_recovered' }
