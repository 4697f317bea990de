import type { QueryOptions } from './abstract-data-service.ts'
import { ValidationError } from './errors.ts'
import { attributesOf, type Condition } from './expressions/condition.ts'
import { matches } from './expressions/evaluate.ts'
import type { Plan } from './planner.ts'
import type { CountPage, RangeQuery, RecordPage, ScanQuery, StoreTable } from './store/store.ts'
import type { Key } from './store/value.ts'

/** A plan as calls of the store. */
export class PlannedRead {
  /** What each record read is tested for. */
  readonly filter: Condition | undefined
  readonly #table: StoreTable
  readonly #plan: Plan
  readonly #options: QueryOptions
  readonly #attributes: readonly string[] | undefined

  constructor(
    table: StoreTable,
    plan: Plan,
    filter: Condition | undefined,
    options: QueryOptions,
    attributes?: readonly string[],
  ) {
    if (options.reverse && plan.kind === 'scan') {
      throw new ValidationError('Only a query by key or index has an order to reverse')
    }
    this.filter = filter
    this.#table = table
    this.#plan = plan
    this.#options = options
    this.#attributes = attributes
  }

  /** Records from a position on, at most `limit` read. */
  async page(after: Key | undefined, limit: number): Promise<RecordPage> {
    const plan = this.#plan
    switch (plan.kind) {
      case 'get': {
        const attributes = this.#attributes && [...this.#attributes, ...this.#filtered()]
        const record = await this.#table.get(plan.key, {
          consistent: true,
          ...(attributes && { attributes }),
        })
        const isFound = record !== undefined && (!this.filter || matches(this.filter, record))
        return { records: isFound ? [record] : [], read: 1 }
      }
      case 'range':
        return this.#table.range(this.#range(plan, after, limit))
      case 'scan':
        return this.#table.scan(this.#scan(after, limit))
    }
  }

  /** How many there are from a position on, as far as one call of the store goes. */
  async count(after: Key | undefined): Promise<CountPage> {
    const plan = this.#plan
    return this.#table.count(plan.kind === 'range' ? this.#range(plan, after) : this.#scan(after))
  }

  #filtered(): readonly string[] {
    return this.filter ? attributesOf(this.filter) : []
  }

  #range(
    { pk, sk, index }: Extract<Plan, { kind: 'range' }>,
    after: Key | undefined,
    limit?: number,
  ): RangeQuery {
    return {
      ...this.#scan(after, limit),
      pk,
      ...(sk && { sk }),
      ...(index && { index: index.index }),
      ...(this.#options.reverse && { reverse: true }),
    }
  }

  #scan(after: Key | undefined, limit?: number): ScanQuery {
    const { filter } = this
    const attributes = this.#attributes
    return {
      ...(attributes && { attributes }),
      ...(filter && { filter }),
      ...(after && { after }),
      ...(limit !== undefined && { limit }),
      ...(this.#options.consistent && { consistent: true }),
    }
  }
}
