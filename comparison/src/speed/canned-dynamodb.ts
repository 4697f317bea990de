type Item = Readonly<Record<string, unknown>>
interface Request {
  readonly Item?: Item
  readonly RequestItems?: Readonly<
    Record<string, readonly { readonly PutRequest?: { readonly Item: Item } }[]>
  >
}

const RETURNS_ITEM = /"ReturnValues":"ALL_(NEW|OLD)"/

/**
 * Answers an operation with the same bytes whatever is asked, so that no server is measured. The items in the answers
 * are those that the library itself wrote before: each library reads its own form.
 */
export class CannedDynamoDb {
  readonly #items: Item[] = []
  readonly #bytes = new Map<string, Uint8Array>()
  readonly #chosen = new Map<string, Uint8Array>()
  #table = ''
  #isRecording = true

  /** From here on everything that is put is forgotten, and answered as it is in use. */
  freeze(table: string): void {
    this.#table = table
    this.#isRecording = false
    const [item] = this.#items
    const all = this.#items
    this.#can('GetItem', { Item: item })
    this.#can('PutItem', {})
    this.#can('UpdateItem', {})
    this.#can('UpdateItem returning', { Attributes: item })
    this.#can('PutItem returning', { Attributes: item })
    this.#can('Query', { Items: all, Count: all.length, ScannedCount: all.length })
    this.#can('BatchWriteItem', { UnprocessedItems: {} })
  }

  /** The next batches are of so many keys. */
  expectKeys(count: number): void {
    this.#chosen.delete('BatchGetItem')
    this.#can('BatchGetItem', {
      Responses: { [this.#table]: this.#items.slice(0, count) },
      UnprocessedKeys: {},
    })
  }

  /** @throws Error for an operation that it has no answer to */
  answer(operation: string, body: () => string): Uint8Array {
    if (this.#isRecording) return this.#record(operation, JSON.parse(body()) as Request)
    // What the first request of a kind wants back, all of that kind do.
    const bytes = this.#chosen.get(operation) ?? this.#choose(operation, body())
    // A view of its own: the SDK changes the prototype of what it is given.
    return bytes.subarray()
  }

  #choose(operation: string, body: string): Uint8Array {
    const bytes = this.#bytes.get(RETURNS_ITEM.test(body) ? `${operation} returning` : operation)
    if (!bytes) throw new Error(`There is no canned answer to ${operation}`)
    this.#chosen.set(operation, bytes)
    return bytes
  }

  #record(operation: string, request: Request): Uint8Array {
    if (request.Item) this.#items.push(request.Item)
    const puts = operation === 'BatchWriteItem' ? Object.values(request.RequestItems ?? {}).flat() : []
    for (const { PutRequest } of puts) if (PutRequest) this.#items.push(PutRequest.Item)
    return new TextEncoder().encode(operation === 'BatchWriteItem' ? '{"UnprocessedItems":{}}' : '{}')
  }

  #can(name: string, answer: object): void {
    this.#bytes.set(name, new TextEncoder().encode(JSON.stringify(answer)))
  }
}
