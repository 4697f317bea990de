import { UsageError } from '../command-line.ts'
import { featureFiles } from './feature-files.ts'
import { merged } from './merge.ts'
import { parseRequest } from './options.ts'
import { unquoted } from './quoted.ts'
import { registriesOf } from './registration.ts'
import { isAsWritten, specOf } from './remove-feature.ts'
import type { FeatureSpec } from './spec.ts'
import type { Tree } from './tree.ts'

/** One more index, as the difference between the feature that was generated and the one that is generated with it. */
export interface IndexPlan {
  readonly spec: FeatureSpec
  /** Files as they will be, by path; only those that differ. */
  readonly changed: ReadonlyMap<string, string>
  /** Files that were changed by hand where the index goes, with the lines that it has there. */
  readonly conflicts: ReadonlyMap<string, readonly string[]>
}

/** @throws UsageError for an index that cannot be, and for a feature that was never made by new:feature */
export async function planIndex(name: string, index: string, tree: Tree): Promise<IndexPlan> {
  const before = specOf(name, tree)
  const after = withIndex(before, index)
  const changed = new Map<string, string>()
  const conflicts = new Map<string, readonly string[]>()
  const settle = async (path: string, base: string, next: string, result?: string): Promise<void> => {
    if (result === undefined) conflicts.set(path, linesOf(base, next))
    else if (base !== next) changed.set(path, await tree.format(path, result))
  }

  const old = await featureFiles(before, tree)
  for (const [path, next] of await featureFiles(after, tree)) {
    const base = old.get(path) ?? ''
    if (base === next) continue
    await settle(path, base, next, tree.has(path) ? merged(tree.read(path), base, next) : undefined)
  }

  const registries = new Map(registriesOf(before, tree).map((each) => [each.path, each]))
  for (const { path, add } of registriesOf(after, tree)) {
    const present = tree.read(path)
    const former = registries.get(path)
    const without = former ? await tree.format(path, former.remove(present)) : present
    const base = former ? await tree.format(path, former.add(without)) : present
    const next = await tree.format(path, add(without))
    if (base === next) continue
    // As it was written, if perhaps elsewhere: other features may have come since.
    await settle(path, base, next, isAsWritten(present, base) ? next : merged(present, base, next))
  }
  return { spec: after, changed, conflicts }
}

const COMMAND = 'npm run new:feature -- '

function withIndex({ command }: FeatureSpec, index: string): FeatureSpec {
  try {
    const request = parseRequest([...unquoted(command.slice(COMMAND.length)), '--index', index])
    if (request) return request.spec
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${error.message}\nIt was made with ${command}`)
    throw error
  }
  throw new Error(`${command} asks for its help`)
}

/** What the index adds. */
function linesOf(base: string, next: string): string[] {
  const known = new Set(base.split('\n'))
  return next.split('\n').filter((line) => !known.has(line))
}
