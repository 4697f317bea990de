import { test } from 'vitest'
import type {
  ObjectBackend,
  ObjectCapability,
} from '../../src/common/objects/testing/object-conformance-case.ts'
import { objectConformance } from '../../src/common/objects/testing/object-conformance.ts'

interface Runner {
  readonly name: string
  /** What the backend cannot do, and so is not asked for. */
  readonly lacks?: readonly ObjectCapability[]
}

/** One test a case of the kit; what a backend cannot do is skipped, and the reasons are printed. */
export function runObjectConformance({ name, lacks = [] }: Runner, backend: () => ObjectBackend): void {
  let skipped = 0
  for (const each of objectConformance) {
    const missing = each.needs.filter((need) => lacks.includes(need))
    if (missing.length === 0) test(each.name, () => each.run(backend()))
    else {
      skipped += 1
      test.skip(`${each.name} (${name} has no ${missing.join(' and no ')})`)
    }
  }
  if (skipped > 0)
    console.info(`Skipping ${skipped} conformance cases on ${name}: it has no ${lacks.join(', no ')}`)
}
