import { test } from 'vitest'
import type { Store } from '../../src/common/data/store/store.ts'
import type { Capability, ConformanceCase } from '../../src/common/data/testing/conformance-case.ts'
import { storeConformance } from '../../src/common/data/testing/store-conformance.ts'

interface Backend {
  readonly name: string
  /** Absent for a backend that can do all. */
  readonly capabilities?: ReadonlySet<Capability>
}

/** One test a case of the kit; what a backend cannot do is skipped, and the reasons are printed. */
export function runConformance({ name, capabilities }: Backend, store: () => Store): void {
  const skipped = new Map<string, number>()
  for (const each of storeConformance) {
    const reason = reasonToSkip(each, name, capabilities)
    if (reason === undefined) test(each.name, () => each.run(store()))
    else {
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1)
      test.skip(`${each.name} (not on ${name}: ${reason})`)
    }
  }
  for (const [reason, count] of skipped)
    console.info(`Skipping ${count} conformance cases on ${name}: ${reason}`)
}

function reasonToSkip(
  { needs = [], notOn }: ConformanceCase,
  name: string,
  capabilities: ReadonlySet<Capability> | undefined,
): string | undefined {
  const lacking = capabilities && needs.filter((need) => !capabilities.has(need))
  if (lacking && lacking.length > 0) return `it has no ${lacking.join(' and no ')}`
  return new Map<string, string>(Object.entries(notOn ?? {})).get(name)
}
