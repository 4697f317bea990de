import { UsageError } from '../command-line.ts'
import { featureFiles, featureFolder } from './feature-files.ts'
import { identifiersOf } from './register/source.ts'
import { registriesOf } from './registration.ts'
import type { FeatureSpec } from './spec.ts'
import type { Tree } from './tree.ts'

/** What is written: new files, and files of the house that come to know the feature, by path. */
export interface Plan {
  readonly created: ReadonlyMap<string, string>
  readonly changed: ReadonlyMap<string, string>
}

/** Everything that making the feature means, without doing it. @throws UsageError where something is in the way */
export async function planFeature(spec: FeatureSpec, tree: Tree): Promise<Plan> {
  refuseTwins(spec, tree)
  const created = await featureFiles(spec, tree)
  const changed = new Map<string, string>()
  for (const { path, add } of registriesOf(spec, tree))
    changed.set(path, await tree.format(path, add(tree.read(path))))
  return { created, changed }
}

/** A name that somebody else has. */
function refuseTwins(spec: FeatureSpec, tree: Tree): void {
  const { one, many } = spec.names
  const folder = featureFolder(spec)
  if (tree.files(folder).length > 0)
    throw new UsageError(
      `${folder} is there already: take it away with npm run remove:feature -- ${many.kebab}, or choose another name`,
    )
  const known = identifiersOf(tree.read('src/app.ts'))
  if ([many.camel, `${many.camel}Tag`].some((name) => known.has(name)))
    throw new UsageError(`src/app.ts has a '${many.camel}' already; choose another name`)
  const sources = tree.files('src').filter((path) => path.endsWith('.ts'))
  for (const path of sources) {
    const text = tree.read(path)
    const isTaken = [`$id: '${one.pascal}'`, `name: '${one.camel}',\n  table:`, `base: '${many.snake}'`].some(
      (each) => text.includes(each),
    )
    const hasPath = path.includes('/routes/') && new RegExp(`['"\`]/${many.kebab}['"\`/]`).test(text)
    if (isTaken || hasPath)
      throw new UsageError(`${path} has a ${one.words}, or the path /${many.kebab}; choose another name`)
  }
}

export function writePlan({ created, changed }: Plan, tree: Tree): void {
  for (const [path, text] of [...created, ...changed]) tree.write(path, text)
}
