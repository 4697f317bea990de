import type { CursorCodec } from './cursor.ts'
import type { Store } from './store/store.ts'

/** What a data service is built from. */
export interface DataContext {
  readonly store: Store
  readonly cursors: CursorCodec
  /** Told about things an operator should know of; nothing by default. */
  readonly observe?: (event: DataEvent) => void
}

export type DataEvent =
  /** A query found no key or index and reads the table, within its budget. */
  | { readonly type: 'scan'; readonly model: string; readonly attributes: readonly string[] }
  /** A stored item that does not fit its model was left out of a page. */
  | {
      readonly type: 'corrupt_item'
      readonly model: string
      readonly key: Readonly<Record<string, unknown>>
      readonly reason: string
    }
