/** The keys of the identity provider could not be read; those read before serve on, for a day. */
export interface KeysEvent {
  readonly type: 'keys_unavailable'
  readonly error: unknown
}
