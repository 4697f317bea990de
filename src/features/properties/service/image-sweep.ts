import type { SweepRule } from '../../../common/objects/sweep-job.ts'
import { INCOMING, KEPT } from './image-files.ts'
import type { PropertyDataService } from './property-data-service.ts'

/** Twice as long as an upload can be confirmed. */
const ORPHAN_MS = 24 * 60 * 60 * 1000

/** Uploads that nobody has confirmed, and files that no property names: a confirmation or a removal was interrupted. */
export function imageSweep(properties: PropertyDataService): readonly SweepRule[] {
  return [
    { prefix: INCOMING, afterMs: ORPHAN_MS },
    { prefix: KEPT, afterMs: ORPHAN_MS, needed: (keys) => namedFiles(properties, keys) },
  ]
}

async function namedFiles(
  properties: PropertyDataService,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(keys.map((key) => key.slice(KEPT.length).split('/', 1)[0] ?? ''))
  const found = await properties.batchGet([...ids])
  return new Set(found.flatMap((property) => property?.images.map(({ file }) => file) ?? []))
}
