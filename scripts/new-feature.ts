import { join } from 'node:path'
import { parseOptions, runCommand, UsageError } from './command-line.ts'
import { generateClient } from './new-feature/client.ts'
import { planFeature, writePlan, type Plan } from './new-feature/create-feature.ts'
import { parseRequest, USAGE, type Request } from './new-feature/options.ts'
import { askForFeature } from './new-feature/questions.ts'
import { planRemoval, writeRemoval } from './new-feature/remove-feature.ts'
import { Tree } from './new-feature/tree.ts'

const REMOVE_USAGE = `Usage: npm run remove:feature -- NAME [--dry-run] [--force]

Takes away a feature that npm run new:feature wrote: its files, its tests, and what the other files say of it.

  --dry-run  says what would be done, and does nothing
  --force    also when the feature was changed by hand: the changes are lost
  --help     this text

A deployed table is kept, with its items, by its deletion policy: delete it by hand when nobody needs them.`

const root = join(import.meta.dirname, '..')
const tree = new Tree(root)

async function create(args: readonly string[]): Promise<number> {
  const request = await requestOf(args)
  if (!request) {
    console.log(USAGE)
    return 0
  }
  const { spec, isDryRun } = request
  const plan = await planFeature(spec, tree)
  const report = reportOf(plan, isDryRun)
  if (!isDryRun) writePlan(plan, tree)
  console.log(report)
  if (!isDryRun) generateClient(root)
  const { kebab } = spec.names.many
  if (!isDryRun)
    console.log(`
Next: npx vitest run test/features/${kebab}   its tests
      npm start                                and then http://127.0.0.1:3000/docs#/${kebab}
      npm run check                            everything`)
  return 0
}

async function requestOf(args: readonly string[]): Promise<Request | undefined> {
  if (args.length > 0) return parseRequest(args)
  if (!process.stdin.isTTY)
    throw new UsageError(`NAME is missing: what shall the feature be called?\n\n${USAGE}`)
  return parseRequest(await askForFeature({ input: process.stdin, output: process.stdout }))
}

function reportOf({ created, changed }: Plan, isDryRun: boolean): string {
  const [write, change] = isDryRun ? ['Would write', 'would change'] : ['Wrote', 'changed']
  const lines = (text: string): string => `${text.split('\n').length - 1} lines`
  const files = [...created].map(([path, text]) => `  + ${path} (${lines(text)})`)
  const others = [...changed].map(([path, text]) => {
    const before = new Set(tree.read(path).split('\n'))
    const added = isDryRun ? text.split('\n').filter((line) => !before.has(line)) : []
    const shown = added.length > 8 ? [...added.slice(0, 7), `… and ${added.length - 7} more lines`] : added
    return [`  ~ ${path}`, ...shown.map((line) => `      ${line.trim()}`)].join('\n')
  })
  return [`${write} ${created.size} files, ${change} ${changed.size}:`, ...files, ...others].join('\n')
}

async function remove(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseOptions(
    args,
    { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' }, help: { type: 'boolean' } } as const,
    REMOVE_USAGE,
  )
  const [name, ...rest] = positionals
  if (values.help) {
    console.log(REMOVE_USAGE)
    return 0
  }
  if (name === undefined || rest.length > 0) throw new UsageError(REMOVE_USAGE)
  const removal = await planRemoval(name, tree)
  const inTheWay = [...removal.edits, ...removal.leftOver.map((path) => `${path}: it imports the feature`)]
  if (inTheWay.length > 0 && !values.force)
    throw new UsageError(
      `${name} is not as it was written; --force takes it away all the same:\n  ${inTheWay.join('\n  ')}`,
    )
  if (!values['dry-run']) {
    writeRemoval(removal, tree)
    generateClient(root)
  }
  const [took, changed] = values['dry-run'] ? ['Would remove', 'would change'] : ['Removed', 'changed']
  console.log(`${took} ${removal.removed.length} files, ${changed} ${removal.changed.size}:`)
  for (const path of removal.removed) console.log(`  - ${path}`)
  for (const path of removal.changed.keys()) console.log(`  ~ ${path}`)
  for (const path of removal.leftOver) console.log(`Left to do by hand: ${path} imports the feature`)
  if (!removal.spec.isShared) console.log('A deployed table is kept, with its items, by its deletion policy.')
  return 0
}

const [command = '', ...args] = process.argv.slice(2)
await runCommand(command === 'remove' ? () => remove(args) : () => create(args))
