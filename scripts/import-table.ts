import { join } from 'node:path'
import { loadManifest } from './cloudformation/manifest.ts'
import { parseOptions, refuseArguments, UsageError } from './command-line.ts'
import { bucketOf } from './deploy/artifact-bucket.ts'
import { outputsOf, usableStack } from './deploy/deploy-tier.ts'
import { handOverTemplate } from './deploy/hand-over.ts'
import { importTemplate } from './deploy/import-template.ts'
import { agree, expectSomebody, regionOf, runOperatorCommand } from './deploy/operator.ts'
import { DeployError, environmentOf, stackName, tiersOf } from './deploy/plan.ts'
import { Stacks } from './deploy/stacks.ts'

const USAGE = `Usage: npm run import-table -- --env dev|staging|prod --tier NAME --table LOGICAL_ID [options]

Takes a table that exists into the stack of its tier: one that stayed behind when its flag was turned off or its stack
was deleted. Set its flag in the parameters file first; after the import npm run deploy brings the rest.

  --env, --tier   which stack
  --table         the table as the template names it, such as PassengersTable
  --yes           asks nothing
  --region NAME   instead of AWS_REGION
  --help          this text

Nothing else changes in an import, so the deployed template is taken as it is, with the table added.`

const say = (line: string): void => {
  console.log(line)
}

async function importTable(args: readonly string[]): Promise<number> {
  const flag = { type: 'boolean' } as const
  const text = { type: 'string' } as const
  const options = { env: text, tier: text, table: text, region: text, yes: flag, help: flag }
  const { values, positionals } = parseOptions(args, options, USAGE)
  if (values.help === true) {
    say(USAGE)
    return 0
  }
  refuseArguments(positionals, USAGE)
  if (values.table === undefined || values.tier === undefined)
    throw new UsageError(`--tier and --table are needed\n\n${USAGE}`)
  const manifest = loadManifest(join(import.meta.dirname, '..', 'cloudformation'))
  const environment = environmentOf(manifest, values.env, USAGE)
  const [tier] = tiersOf(manifest, environment, values.tier, USAGE)
  if (!tier) return 2
  const name = stackName(environment, tier)
  const region = regionOf(values.region)
  expectSomebody(values.yes === true)
  const stacks = new Stacks({ region })
  const stack = await usableStack(name, { stacks, say })
  const deployed = stack ? await stacks.template(name) : undefined
  const input = importTemplate({ environment, tier, id: values.table, name, deployed })
  const before = (stack?.Parameters ?? []).map(({ ParameterKey }) => ({
    ParameterKey,
    UsePreviousValue: true,
  }))
  const artifacts = outputsOf(await stacks.find(stackName(environment, { name: 'artifacts' })))
  const template = await handOverTemplate(tier.name, input.body, bucketOf(artifacts, { region, say }))
  say(`${name}: takes in ${values.table}, the table ${input.tableName}`)
  if (!(await agree('Import it?', values.yes === true))) throw new DeployError(`${name} was not changed`)
  const changeSet = await stacks.createChangeSet({
    StackName: name,
    ChangeSetName: `import-${Date.now()}`,
    ChangeSetType: 'IMPORT',
    ...template,
    Parameters: before,
    Capabilities: tier.capabilities,
    ResourcesToImport: [
      {
        ResourceType: 'AWS::DynamoDB::Table',
        LogicalResourceId: values.table,
        ResourceIdentifier: { TableName: input.tableName },
      },
    ],
  })
  if (!changeSet) throw new DeployError(`${name} has the table already`)
  const { StackStatus: status = '' } = await stacks.execute(changeSet)
  say(`${name}: ${status}. Now npm run deploy -- --env ${environment.name} --tier ${tier.name}`)
  return 0
}

await runOperatorCommand(importTable)
