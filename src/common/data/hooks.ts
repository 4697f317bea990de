/**
 * What a service does around its operations. `before` hooks may return another entity, which is then checked like the
 * caller's own; what they throw stops the operation. `after` hooks see what was stored.
 */
export interface Hooks<Item, Input, Id> {
  readonly beforeSave?: ((input: Input) => Input | Promise<Input>) | undefined
  readonly afterSave?: ((entity: Item) => void | Promise<void>) | undefined
  readonly beforeDelete?: ((id: Id) => void | Promise<void>) | undefined
  readonly afterDelete?: ((id: Id) => void | Promise<void>) | undefined
  /** Sees every entity that is read, and returns it or what callers shall see instead. */
  readonly afterLoad?: ((entity: Item) => Item) | undefined
}
