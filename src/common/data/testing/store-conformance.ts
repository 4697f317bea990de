import { changeConformance } from './change-conformance.ts'
import { conditionConformance } from './condition-conformance.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { indexConformance } from './index-conformance.ts'
import { projectionConformance } from './projection-conformance.ts'
import { rangeConformance } from './range-conformance.ts'
import { snapshotConformance } from './snapshot-conformance.ts'
import { tableConformance } from './table-conformance.ts'
import { transactionConformance } from './transaction-conformance.ts'
import { updateConformance } from './update-conformance.ts'
import { valueConformance } from './value-conformance.ts'
import { writeConformance } from './write-conformance.ts'

export type { Capability, ConformanceCase } from './conformance-case.ts'

/**
 * What every backend of the store port must do, without a test framework: a case throws when its promise is broken.
 * Cases make their own tables, use keys of their own, and may run in any order or at once on one store.
 */
export const storeConformance: readonly ConformanceCase[] = [
  ...tableConformance,
  ...valueConformance,
  ...writeConformance,
  ...updateConformance,
  ...conditionConformance,
  ...rangeConformance,
  ...projectionConformance,
  ...indexConformance,
  ...transactionConformance,
  ...snapshotConformance,
  ...changeConformance,
]
