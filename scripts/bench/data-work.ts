import type { DataOperation } from './rows.ts'

/** One side of a comparison within a process: each operation that it can do, done once. */
export type DataWork = Readonly<Partial<Record<DataOperation, () => Promise<unknown>>>>
