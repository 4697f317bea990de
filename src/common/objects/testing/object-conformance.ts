import { keyConformance } from './key-conformance.ts'
import { listConformance } from './list-conformance.ts'
import type { ObjectConformanceCase } from './object-conformance-case.ts'
import { readConformance } from './read-conformance.ts'
import { urlConformance } from './url-conformance.ts'
import { writeConformance } from './write-conformance.ts'

/**
 * What every backend of the object store port must do, without a test framework: a case throws when its promise is
 * broken. Cases use keys of their own.
 */
export const objectConformance: readonly ObjectConformanceCase[] = [
  ...writeConformance,
  ...readConformance,
  ...listConformance,
  ...keyConformance,
  ...urlConformance,
]
