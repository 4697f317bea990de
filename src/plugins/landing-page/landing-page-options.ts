import type { TableDefinition } from '../../common/data/model/table.ts'

/** What the page shows of a job. */
export interface ShownJob {
  readonly jobId: string
  readonly jobType: string
  readonly status: string
  readonly progress: { readonly percent: number; readonly message: string | null }
  /** ISO 8601. */
  readonly createdAt: string
}

export interface ShownJobs {
  /** Where jobs are submitted and listed; one is at `{path}/{jobId}`. */
  readonly path: string
  /** Event streams are at `{events}/{jobId}`. */
  readonly events: string
  /** The newest ones, newest first. */
  readonly recent: (limit: number) => Promise<readonly ShownJob[]>
  /** A body that can be submitted as it is. */
  readonly example?: object | undefined
}

export interface ShownFeature {
  /** The tag of its operations. */
  readonly name: string
  readonly description: string
  /** Base names of its tables. */
  readonly tables: readonly string[]
}

/** Everything is plain data or a question: the page knows no feature. */
export interface LandingPageOptions {
  readonly title: string
  readonly description: string
  readonly version: string
  readonly build: string
  /** Where data is kept, in a word: `SQLite`. */
  readonly backend: string
  readonly features: readonly ShownFeature[]
  readonly tables: readonly TableDefinition[]
  /** How many items a table has; undefined where that is not known. */
  readonly itemsOf: (table: TableDefinition) => Promise<number | undefined>
  readonly isCountExact: boolean
  /** Resolves when the backend answers. */
  readonly isReady: () => Promise<void>
  readonly jobs: ShownJobs | undefined
  /** Callers need a token. The page is for everybody, so it then says nothing of the data. */
  readonly needsToken: boolean
  /** Where clients reach the service; taken from the request when it is not known. */
  readonly publicUrl: string | undefined
}
