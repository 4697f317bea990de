import type { CaseName, Library, Opened } from '../library.ts'
import type { Outcome } from './outcome.ts'

/** What a case is given: one library on an empty table of its own. */
export interface Setting extends Opened {
  readonly library: Library
  /** Makes the `views` of a stored story a text, past the library. */
  spoil(storyId: string): Promise<void>
  /** The next batch of this kind is done for its first item alone, as DynamoDB may. */
  cutNextBatch(operation: 'BatchGetItem' | 'BatchWriteItem'): void
}

/** One failure that users meet. It fails by throwing only where nothing is known of the matter. */
export interface Case {
  readonly name: CaseName
  /** The failure in the words of those who met it. */
  readonly complaint: string
  /** Computed from what the library really does. */
  run(setting: Setting): Promise<Outcome>
}
