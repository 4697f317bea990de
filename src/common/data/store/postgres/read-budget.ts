import { MAX_CHARACTERS, MAX_RECORDS } from '../sql/limits.ts'

/** So many rows are fetched first; how large they are tells how many more the call can use. */
const FIRST_CHUNK = 128
const SMALLEST_CHUNK = 8

/** How much one call may still read. */
export class ReadBudget {
  read = 0
  #characters = 0
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = Math.min(limit, MAX_RECORDS)
  }

  get isSpent(): boolean {
    return this.read >= this.#limit || this.#characters >= MAX_CHARACTERS
  }

  spend(characters: number): void {
    this.read++
    this.#characters += characters
  }

  /** Rows to fetch next: small records take two statements, and large ones never stand in memory by the hundred. */
  wanted(): number {
    const left = this.#limit - this.read
    if (this.read === 0) return Math.min(left, FIRST_CHUNK)
    const fitting = Math.ceil(
      ((MAX_CHARACTERS - this.#characters) * this.read) / Math.max(this.#characters, 1),
    )
    return Math.min(left, Math.max(fitting, SMALLEST_CHUNK))
  }
}
