import { UsageError } from '../command-line.ts'
import { featureFiles, featureFolder, testFolder } from './feature-files.ts'
import { parseRequest } from './options.ts'
import { unquoted } from './quoted.ts'
import { registriesOf } from './registration.ts'
import type { FeatureSpec } from './spec.ts'
import type { Tree } from './tree.ts'

export interface Removal {
  readonly spec: FeatureSpec
  readonly removed: readonly string[]
  readonly changed: ReadonlyMap<string, string>
  /** What differs from what was written once. */
  readonly edits: readonly string[]
  /** Files elsewhere that still speak of it. */
  readonly leftOver: readonly string[]
}

/** Everything that taking the feature away means, without doing it. @throws UsageError when it was never made here */
export async function planRemoval(name: string, tree: Tree): Promise<Removal> {
  const spec = specOf(name, tree)
  const written = await featureFiles(spec, tree)
  const removed = [
    ...new Set([...tree.files(featureFolder(spec)), ...tree.files(testFolder(spec)), ...written.keys()]),
  ].sort()
  const edits = removed.flatMap((path) => editOf(path, written, tree))
  const changed = new Map<string, string>()
  for (const { path, add, remove } of registriesOf(spec, tree)) {
    const [now, without] = [tree.read(path), await tree.format(path, remove(tree.read(path)))]
    if (!isAsWritten(now, await tree.format(path, add(without))))
      edits.push(`${path}: what stands there for it was changed`)
    changed.set(path, without)
  }
  return { spec, removed, changed, edits, leftOver: leftOver(spec, removed, changed, tree) }
}

/** The command in the feature's README tells how it was made. */
export function specOf(name: string, tree: Tree): FeatureSpec {
  const readme = `src/features/${name}/README.md`
  if (!/^[a-z0-9-]+$/.test(name) || !tree.has(`src/features/${name}`))
    throw new UsageError(`There is no feature '${name}' in src/features`)
  const text = tree.has(readme) ? tree.read(readme) : ''
  const command = /^npm run new:feature -- (.+)$/m.exec(text)?.[1]
  const request = command === undefined ? undefined : parseRequest(unquoted(command))
  if (request?.spec.names.many.kebab !== name)
    throw new UsageError(
      `${name} was not made by new:feature (its README has no such command), so it has to be taken away by hand: see 'How to remove it' in ${readme}`,
    )
  return request.spec
}

function editOf(path: string, written: ReadonlyMap<string, string>, tree: Tree): string[] {
  if (!tree.has(path)) return [`${path}: it is not there any more`]
  const text = written.get(path)
  if (text === undefined) return [`${path}: it was added by hand`]
  return text === tree.read(path) ? [] : [`${path}: it was changed by hand`]
}

/** Whatever their order: other features may have come since. */
export const isAsWritten = (text: string, written: string): boolean => wordsOf(text) === wordsOf(written)

const wordsOf = (text: string): string => (text.match(/\w+/g) ?? []).sort().join(' ')

function leftOver(
  spec: FeatureSpec,
  removed: readonly string[],
  changed: ReadonlyMap<string, string>,
  tree: Tree,
): string[] {
  const known = new Set(removed)
  const imports = new RegExp(`^(?:import|export|\\}).*['"][^'"\\n]*features/${spec.names.many.kebab}/`, 'm')
  return ['src', 'test', 'scripts']
    .flatMap((each) => tree.files(each))
    .filter((path) => path.endsWith('.ts') && !known.has(path))
    .filter((path) => imports.test(changed.get(path) ?? tree.read(path)))
}

export function writeRemoval({ spec, removed, changed }: Removal, tree: Tree): void {
  for (const path of removed) tree.remove(path)
  for (const folder of [featureFolder(spec), testFolder(spec)]) tree.remove(folder)
  for (const [path, text] of changed) tree.write(path, text)
}
