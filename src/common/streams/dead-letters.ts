import { createHash, randomUUID } from 'node:crypto'
import type { ChangeRecord } from '../data/changes/change-record.ts'
import type { MalformedRecordError } from '../data/changes/malformed-record-error.ts'
import { TooLargeError, ValidationError } from '../data/errors.ts'
import type { Store, StoreTable } from '../data/store/store.ts'
import type { StoredRecord } from '../data/store/value.ts'
import { changeConsumersTable } from './consumer-table.ts'

/** A change that a consumer gave up on. */
export interface DeadLetter {
  /** Of the change. */
  readonly id: string
  readonly error: string
  /** How often handlers have failed on it; 0 for one that no event could be made of. */
  readonly attempts: number
  /** ISO text. */
  readonly setAsideAt: string
  /** The change as it came, as far as it could be read and kept. */
  readonly change: StoredRecord
}

/** The dead letters of one consumer, kept in the store until somebody removes them. */
export class DeadLetters {
  readonly #table: StoreTable
  readonly #partition: string

  constructor(store: Store, consumer: string) {
    this.#table = store.table(changeConsumersTable)
    this.#partition = `DEAD#${consumer}`
  }

  /** Adding the same change again replaces it. */
  async add(change: ChangeRecord, error: unknown, attempts: number): Promise<void> {
    const { before, after, keys, isExpiry = false, ...rest } = change
    const small = { ...rest, keys, isExpiry }
    const whole = { ...small, ...(before && { before }), ...(after && { after }) }
    const record = this.#record(change.id, error, attempts)
    try {
      await this.#table.write({ type: 'put', record: { ...record, change: whole } })
    } catch (refusal) {
      // Two images of the greatest size, or depth, are more than one item may have.
      if (!(refusal instanceof TooLargeError || refusal instanceof ValidationError)) throw refusal
      await this.#table.write({ type: 'put', record: { ...record, change: small } })
    }
  }

  async addMalformed(error: MalformedRecordError): Promise<void> {
    const raw = error.raw?.slice(0, MAX_RAW)
    // The same again has the same name, also when it has none of its own.
    const name = raw === undefined ? randomUUID() : createHash('sha256').update(raw).digest('hex')
    const record = this.#record(error.id ?? name, error, 0)
    const change = raw === undefined ? {} : { raw }
    await this.#table.write({ type: 'put', record: { ...record, change } })
  }

  /** In the order of their ids. */
  async list(): Promise<DeadLetter[]> {
    const letters: DeadLetter[] = []
    let page = await this.#table.range({ pk: this.#partition })
    for (;;) {
      letters.push(...page.records.map(toLetter))
      if (!page.next) return letters
      page = await this.#table.range({ pk: this.#partition, after: page.next })
    }
  }

  async remove(id: string): Promise<void> {
    await this.#table.write({ type: 'delete', key: { pk: this.#partition, sk: id } })
  }

  #record(id: string, error: unknown, attempts: number): StoredRecord {
    return {
      pk: this.#partition,
      sk: id,
      error: textOf(error),
      attempts,
      setAsideAt: new Date().toISOString(),
    }
  }
}

const MAX_TEXT = 10_000
/** Characters of at most four bytes each, so that the item stays below DynamoDB's limit. */
const MAX_RAW = 90_000

function textOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const causes = error instanceof AggregateError ? error.errors.map(textOf) : []
  return [text, ...causes].join('\n').slice(0, MAX_TEXT)
}

const toLetter = ({ sk, error, attempts, setAsideAt, change }: StoredRecord): DeadLetter => ({
  id: sk as string,
  error: error as string,
  attempts: attempts as number,
  setAsideAt: setAsideAt as string,
  change: change as StoredRecord,
})
