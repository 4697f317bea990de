/** Where a server is not like DynamoDB, so that a difference says nothing about the data layer. */
export type Quirk =
  /**
   * An update that makes an item returns, as what was there before, an item of its key alone; so an upsert cannot tell
   * that the item is new.
   */
  | 'tells of new items'
  /** A query by a prefix of the sort key does not tell `a` from `A`. */
  | 'finds prefixes in either case'
