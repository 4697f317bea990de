import { Child } from '../../../scripts/bench/child.ts'
import { CannedDynamoDb } from './canned-dynamodb.ts'
import { overHttp, type CannedServer } from './transports.ts'
import { TABLE, type Operation } from './operations.ts'
import type { WorkerCalls } from './worker.ts'

export interface RowName {
  readonly library: string
  /** Through a server on loopback, for a library whose HTTP client cannot be replaced. */
  readonly isOverHttp: boolean
}

/** The first of each kind is what the others of that kind are compared with. */
export const rowNames: readonly RowName[] = [
  { library: 'DocumentClient', isOverHttp: false },
  { library: 'Bulkhead', isOverHttp: false },
  { library: 'ElectroDB', isOverHttp: false },
  { library: 'DynamoDB-Toolbox', isOverHttp: false },
  { library: 'OneTable', isOverHttp: false },
  { library: 'TypeDORM', isOverHttp: false },
  { library: 'Dynamoose', isOverHttp: false },
  { library: 'DocumentClient', isOverHttp: true },
  { library: 'Bulkhead', isOverHttp: true },
  { library: 'aws-lite', isOverHttp: true },
]

/** One library in a process of its own, and the server before it if it needs one. */
export class Row {
  readonly name: RowName
  readonly #child = new Child<WorkerCalls>('../../comparison/src/speed/worker')
  readonly #canned = new CannedDynamoDb()
  #server: CannedServer | undefined

  constructor(name: RowName) {
    this.name = name
  }

  async start(): Promise<void> {
    const { library, isOverHttp } = this.name
    if (isOverHttp) this.#server = await overHttp(this.#canned)
    await this.#child.call('start', { library, endpoint: this.#server?.endpoint ?? null })
    if (isOverHttp) this.#canned.freeze(TABLE)
  }

  /** @throws Error that says what the library does not do */
  async check({ name, batch }: Operation): Promise<void> {
    if (batch !== undefined) this.#canned.expectKeys(batch)
    await this.#child.call('check', name)
  }

  /** CPU microseconds an operation. */
  async micros({ name }: Operation, milliseconds: number): Promise<number> {
    const { cpuMicros, operations } = await this.#child.call('run', { name, milliseconds })
    return cpuMicros / operations
  }

  async stop(): Promise<void> {
    await this.#child.stop()
    await this.#server?.stop()
  }
}
