import { join } from 'node:path'
import { loadManifest, type Environment, type Manifest } from './cloudformation/manifest.ts'
import { parseOptions, refuseArguments } from './command-line.ts'
import { bucketOf } from './deploy/artifact-bucket.ts'
import { deployTier, outputsOf } from './deploy/deploy-tier.ts'
import { uploadPackages } from './deploy/hand-over.ts'
import { agree, expectSomebody, regionOf, runOperatorCommand } from './deploy/operator.ts'
import { packageLines, tierLines } from './deploy/plan-report.ts'
import { environmentOf, planTier, stackName, tiersOf, type TierOutputs } from './deploy/plan.ts'
import { Stacks } from './deploy/stacks.ts'
import { packageFunctions, type LambdaPackage } from './lambda/package.ts'

const USAGE = `Usage: npm run deploy -- --env dev|staging|prod [options]

Builds the Lambda packages and brings every tier of cloudformation/ to what its template and parameters file say, one
change set after the other, each shown before it is executed. A tier takes what it needs from the outputs of those
before it.

  --env NAME     parameters/NAME.json says what is deployed there
  --tier NAME    this tier alone
  --dry-run      says what would be deployed, without network and without an account
  --yes          asks nothing
  --allow ID     lets this table, bucket or user pool be removed or replaced; may be given several times
  --region NAME  instead of AWS_REGION
  --help         this text

It refuses what CloudFormation would refuse, or do at the cost of data, before anything has been changed.
Exit code: 0 when all is as it should be, 1 when something is not.`

const folder = join(import.meta.dirname, '..', 'cloudformation')
const packagesFolder = join(import.meta.dirname, '..', 'dist', 'lambda')
const say = (line: string): void => {
  console.log(line)
}

interface Deployment {
  readonly manifest: Manifest
  readonly environment: Environment
  readonly only: string | undefined
  readonly packages: readonly LambdaPackage[]
}

/** Every value that another stack gives is made up, as a sample account would give it. */
function dryRun({ manifest, environment, only, packages }: Deployment): void {
  say(`Dry run of ${environment.name}: nothing is changed, nobody is asked.\n\nPackages:`)
  for (const line of packageLines(packages)) say(line)
  const outputs: Record<string, TierOutputs[string]> = {}
  const shown = new Set(tiersOf(manifest, environment, only, USAGE))
  for (const tier of tiersOf(manifest, environment, undefined, USAGE)) {
    const plan = planTier(environment, tier, outputs, packages)
    outputs[tier.name] = plan.evaluation.outputs
    if (shown.has(tier)) for (const line of ['', ...tierLines(plan, environment)]) say(line)
  }
  say('\nEvery parameter is valid and no rule refuses them. npm run validate checks the rest.')
}

async function deploy(
  { manifest, environment, only, packages }: Deployment,
  { region, isYes, allowed }: { region: string; isYes: boolean; allowed: readonly string[] },
): Promise<void> {
  const stacks = new Stacks({ region })
  const outputs: Record<string, TierOutputs[string]> = {}
  const chosen = new Set(tiersOf(manifest, environment, only, USAGE))
  const options = { stacks, environment, allowed: new Set(allowed), say, folder }
  for (const tier of tiersOf(manifest, environment, undefined, USAGE)) {
    if (!chosen.has(tier)) {
      outputs[tier.name] = outputsOf(await stacks.find(stackName(environment, tier)))
      continue
    }
    const bucket = bucketOf(outputs.artifacts, { region, say })
    await uploadPackages(tier, packages, packagesFolder, bucket)
    const plan = planTier(environment, tier, outputs, packages)
    outputs[tier.name] = await deployTier(plan, {
      ...options,
      bucket,
      agree: (question) => agree(question, isYes),
    })
    for (const [name, value] of Object.entries(outputs[tier.name] ?? {}))
      say(`  ${name} = ${JSON.stringify(value)}`)
  }
}

await runOperatorCommand(async (args) => {
  const { values, positionals } = parseOptions(
    args,
    {
      env: { type: 'string' },
      tier: { type: 'string' },
      region: { type: 'string' },
      allow: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    USAGE,
  )
  if (values.help === true) {
    say(USAGE)
    return 0
  }
  refuseArguments(positionals, USAGE)
  const manifest = loadManifest(folder)
  const environment = environmentOf(manifest, values.env, USAGE)
  tiersOf(manifest, environment, values.tier, USAGE)
  const region = values['dry-run'] === true ? undefined : regionOf(values.region)
  if (region !== undefined) expectSomebody(values.yes === true)
  const packages = await packageFunctions(packagesFolder)
  const deployment = { manifest, environment, only: values.tier, packages }
  if (region === undefined) dryRun(deployment)
  else await deploy(deployment, { region, isYes: values.yes === true, allowed: values.allow ?? [] })
  return 0
})
