import { join } from 'node:path'
import { loadManifest } from './cloudformation/manifest.ts'
import { parseOptions, refuseArguments } from './command-line.ts'
import { deleteRetained, retainedOf, type Retained } from './deploy/retained.ts'
import { agree, expectSomebody, regionOf, runOperatorCommand } from './deploy/operator.ts'
import { DeployError, environmentOf, stackName, tiersOf } from './deploy/plan.ts'
import { Stacks } from './deploy/stacks.ts'

const USAGE = `Usage: npm run teardown -- --env dev|staging|prod [options]

Deletes the stacks of an environment, the last deployed first. Tables, buckets and users stay, and their names with
them; npm run import-table takes a table back. The prepare tiers (packages, sign-in) stay as well.

  --env NAME      which environment
  --tier NAME     this tier alone
  --prepare       the prepare tiers too
  --delete-data   deletes the tables that stay, with all that is in them; never in prod
  --yes           asks nothing
  --region NAME   instead of AWS_REGION
  --help          this text

A stack that is protected from termination (all but dev) has to be released by hand first.`

const say = (line: string): void => {
  console.log(line)
}

async function teardown(args: readonly string[]): Promise<number> {
  const flag = { type: 'boolean' } as const
  const text = { type: 'string' } as const
  const options = {
    env: text,
    tier: text,
    region: text,
    prepare: flag,
    'delete-data': flag,
    yes: flag,
    help: flag,
  }
  const { values, positionals } = parseOptions(args, options, USAGE)
  if (values.help === true) {
    say(USAGE)
    return 0
  }
  refuseArguments(positionals, USAGE)
  const manifest = loadManifest(join(import.meta.dirname, '..', 'cloudformation'))
  const environment = environmentOf(manifest, values.env, USAGE)
  const isData = values['delete-data'] === true
  if (isData && environment.name === 'prod') throw new DeployError('--delete-data is never done in prod')
  const chosen = tiersOf(manifest, environment, values.tier, USAGE)
    .filter(
      ({ lifecycle, name }) => lifecycle === 'deploy' || values.prepare === true || name === values.tier,
    )
    .reverse()

  const region = regionOf(values.region)
  expectSomebody(values.yes === true)
  const stacks = new Stacks({ region })
  const retained: Retained[] = []
  for (const tier of chosen) {
    const name = stackName(environment, tier)
    const stack = await stacks.find(name)
    if (!stack) {
      say(`${name} is not there`)
      continue
    }
    if (stack.EnableTerminationProtection === true) {
      throw new DeployError(
        `${name} is protected: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}`,
      )
    }
    if (!(await agree(`Delete the stack ${name}?`, values.yes === true)))
      throw new DeployError(`${name} stays`)
    retained.push(...retainedOf(await stacks.resources(name)))
    await stacks.delete(stack)
    say(`${name} is deleted`)
  }
  for (const { type, name } of retained) say(`stays: ${type} ${name}`)
  if (
    isData &&
    retained.length > 0 &&
    (await agree('Delete these tables and all that is in them?', values.yes === true))
  )
    await deleteRetained(retained, { region, say })
  return 0
}

await runOperatorCommand(teardown)
