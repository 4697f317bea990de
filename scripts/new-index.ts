import { join } from 'node:path'
import { parseOptions, runCommand, UsageError } from './command-line.ts'
import { planIndex, type IndexPlan } from './new-feature/add-index.ts'
import { generateClient } from './new-feature/client.ts'
import { Tree } from './new-feature/tree.ts'

const USAGE = `Usage: npm run new:index -- NAME --index NAME=ATTRIBUTE[,ATTRIBUTE] [--dry-run]

Gives a feature that npm run new:feature wrote one more index: table, model, filter of the list, CloudFormation, README and
tests become what they would be if the feature had been made with it. What was changed by hand since stays; where that is
about the same lines, nothing is written, and the lines to be written by hand are said.

  --index    byAuthor=author, or byAuthor=author,publishedAt to sort by a second attribute
  --dry-run  says what would be changed, and changes nothing
  --help     this text`

const OPTIONS = {
  index: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const root = join(import.meta.dirname, '..')

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [[name, ...rest], [index, ...more]] = [positionals, values.index ?? []]
  if (name === undefined || rest.length > 0 || index === undefined || more.length > 0)
    throw new UsageError(`One NAME and one --index\n\n${USAGE}`)
  const tree = new Tree(root)
  const plan = await planIndex(name, index, tree)
  if (plan.conflicts.size > 0) throw new UsageError(byHand(name, plan))
  if (!values['dry-run']) for (const [path, text] of plan.changed) tree.write(path, text)
  console.log(`${values['dry-run'] ? 'Would change' : 'Changed'} ${plan.changed.size} files:`)
  for (const path of plan.changed.keys()) console.log(`  ~ ${path}`)
  if (!values['dry-run']) generateClient(root)
  console.log(advice(plan))
  return 0
}

const byHand = (name: string, { conflicts }: IndexPlan): string =>
  [
    `${name} was changed by hand where the index goes, so nothing was written. It would bring these lines; put them there, or undo your changes first:`,
    ...[...conflicts].flatMap(([path, lines]) => [`  ${path}`, ...lines.map((line) => `    ${line}`)]),
  ].join('\n')

const advice = ({ spec: { isShared, names } }: IndexPlan): string =>
  isShared
    ? `\nItems that are stored already are found by the index once they are saved again.`
    : `\nThe backend fills the index from what is stored. On AWS: one further index a deployment.
Next: npx vitest run test/features/${names.many.kebab}`

await runCommand(main)
