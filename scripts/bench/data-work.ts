import type { DataOperation } from './rows.ts'

/** One side of a comparison within a process: the three operations, each done once. */
export type DataWork = Readonly<Record<DataOperation, () => Promise<unknown>>>
