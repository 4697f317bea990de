import { Child } from './child.ts'
import type { DataCalls } from './data.ts'
import type { Measured } from './measure-http.ts'
import { compare, PROFILE_ROUNDS, type Schedule, type Side, type Work } from './rounds.ts'
import type { DataRow } from './rows.ts'

/** The data layer and its hand-written counterpart, together in one process without HTTP. */
export class DataBench {
  readonly #row: DataRow
  readonly #child = new Child<DataCalls>('data')

  constructor(row: DataRow) {
    this.#row = row
  }

  async start(sqlitePath: string): Promise<void> {
    await this.#child.call('start', { backend: this.#row.backend, sqlitePath })
  }

  async measure(schedule: Schedule): Promise<Measured> {
    const comparison = await compare(this.#work('base'), this.#work('ours'), schedule)
    const baseKilobytes = await this.#kilobytes('base', schedule.roundMs)
    return { ...comparison, baseKilobytes, ourKilobytes: await this.#kilobytes('ours', schedule.roundMs) }
  }

  async profile(side: Side, file: string, { warmUpMs, roundMs }: Schedule): Promise<void> {
    const work = this.#work(side)
    await work(warmUpMs)
    await this.#child.call('startProfile')
    await work(PROFILE_ROUNDS * roundMs)
    await this.#child.call('stopProfile', file)
  }

  async stop(): Promise<void> {
    await this.#child.stop()
  }

  #work(side: Side): Work {
    const { operation } = this.#row
    return (milliseconds) => this.#child.call('run', { side, operation, milliseconds })
  }

  async #kilobytes(side: Side, milliseconds: number): Promise<number> {
    await this.#child.call('startAllocations')
    const { operations } = await this.#work(side)(milliseconds)
    return (await this.#child.call('stopAllocations')) / operations / 1024
  }
}
