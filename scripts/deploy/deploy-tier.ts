import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change, CreateChangeSetCommandInput, Stack } from '@aws-sdk/client-cloudformation'
import { evaluate } from '../cloudformation/evaluate.ts'
import type { Environment } from '../cloudformation/manifest.ts'
import { SAMPLE_STACK } from '../cloudformation/physical.ts'
import { parseTemplate } from '../cloudformation/template.ts'
import type { ArtifactBucket } from './artifact-bucket.ts'
import { changeLine } from './plan-report.ts'
import { evolutionProblems } from './evolution.ts'
import { handOverTemplate, type TemplateInput } from './hand-over.ts'
import { DeployError, type TierPlan } from './plan.ts'
import type { Stacks } from './stacks.ts'

export interface TierDeployment {
  readonly stacks: Stacks
  /** Of the tier artifacts; undefined until that is there. */
  readonly bucket: ArtifactBucket | undefined
  readonly environment: Environment
  /** Logical ids that may be removed or replaced although they hold data. */
  readonly allowed: ReadonlySet<string>
  readonly say: (line: string) => void
  /** Resolves to false when the operator does not want the changes. */
  readonly agree: (question: string) => Promise<boolean>
  readonly folder: string
}

const STATEFUL = new Set(['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool'])
/** A first creation that failed leaves these behind, which nothing can be made of. */
const STILLBORN = new Set(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])

/** Brings one stack to its plan; gives its outputs. */
export async function deployTier(
  plan: TierPlan,
  deployment: TierDeployment,
): Promise<Record<string, string>> {
  const { stacks, say } = deployment
  const found = await usableStack(plan.stackName, deployment)
  if (found) await guardEvolution(plan, found, deployment)
  const template = await handOverTemplate(plan.tier.name, plan.tier.text, deployment.bucket)
  const changeSet = await stacks.createChangeSet(
    changeSetInput(plan, template, deployment.environment, found),
  )
  if (!changeSet) {
    say(`${plan.stackName}: nothing to change`)
    // An earlier deployment may have been interrupted before it came to this.
    if (found) await protect(found, deployment)
    return outputsOf(found)
  }
  say(`${plan.stackName}: ${found ? 'updates' : 'creates'}`)
  for (const change of changeSet.changes) say(`  ${changeLine(change)}`)
  const refused = changeSet.changes.flatMap((change) => dangerOf(change, deployment.allowed))
  if (refused.length > 0 || !(await deployment.agree(`Change ${plan.stackName}?`))) {
    await stacks.deleteChangeSet(changeSet.id)
    throw new DeployError(refused.length > 0 ? refused.join('\n') : `${plan.stackName} was not changed`)
  }
  const stack = await stacks.execute(changeSet)
  await protect(stack, deployment)
  say(`${plan.stackName}: ${stack.StackStatus ?? ''}`)
  return outputsOf((await stacks.find(plan.stackName)) ?? stack)
}

function protect(stack: Stack, { stacks, folder, environment }: TierDeployment): Promise<void> {
  const policy = readFileSync(join(folder, 'stack-policy.json'), 'utf8')
  return stacks.protect(stack, { policy, keeps: environment.name !== 'dev' })
}

export const outputsOf = (stack: Stack | undefined): Record<string, string> =>
  Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  )

/**
 * The stack as something can be made of it; one whose creation failed is deleted first.
 * @throws DeployError with what has to be done before, in any other state
 */
export async function usableStack(
  stackName: string,
  { stacks, say }: Pick<TierDeployment, 'stacks' | 'say'>,
): Promise<Stack | undefined> {
  const found = await stacks.find(stackName)
  const status = found?.StackStatus ?? ''
  if (found && STILLBORN.has(status)) {
    say(`${stackName}: its creation failed before (${status}), so it is deleted first`)
    await stacks.delete(found)
    return undefined
  }
  if (status.endsWith('_IN_PROGRESS'))
    throw new DeployError(`${stackName} is ${status}: wait for what is under way`)
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    throw new DeployError(
      `${stackName} is ${status}: mend what its events name, then aws cloudformation continue-update-rollback --stack-name ${stackName}`,
    )
  }
  if (/^(DELETE|CREATE|ROLLBACK|IMPORT_ROLLBACK)_FAILED$/.test(status))
    throw new DeployError(
      `${stackName} is ${status}, and nothing can be made of it: npm run teardown of this tier`,
    )
  return found
}

/** Compares with what is deployed, as its own parameters make it. */
async function guardEvolution(
  { stackName, evaluation }: TierPlan,
  stack: Stack,
  { stacks, allowed }: TierDeployment,
) {
  const template = parseTemplate(await stacks.template(stackName), `${stackName} as deployed`)
  const given = (stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [
    ParameterKey,
    ParameterValue,
  ])
  const deployed = evaluate(template, Object.fromEntries(given) as Record<string, string>, {
    ...SAMPLE_STACK,
    name: stackName,
  })
  const problems = evolutionProblems(deployed, evaluation).filter(
    (problem) => !allowed.has(problem.split(':')[0] ?? ''),
  )
  if (problems.length > 0)
    throw new DeployError(`${stackName} cannot become this:\n  ${problems.join('\n  ')}`)
}

/** Once a name: two deployments at the same moment do not take each other's change set. */
const changeSetName = (): string => `deploy-${new Date().toISOString().replace(/\D/g, '')}`

function changeSetInput(
  { stackName, tier, parameters }: TierPlan,
  template: TemplateInput,
  environment: Environment,
  found: Stack | undefined,
): CreateChangeSetCommandInput {
  return {
    StackName: stackName,
    ChangeSetName: changeSetName(),
    ChangeSetType: found ? 'UPDATE' : 'CREATE',
    ...template,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: tier.capabilities,
    Tags: [
      { Key: 'Namespace', Value: environment.common.Namespace ?? '' },
      { Key: 'Environment', Value: environment.name },
    ],
    // A first creation that fails leaves nothing behind.
    ...(!found && { OnStackFailure: 'DELETE' as const }),
  }
}

function dangerOf({ ResourceChange: change }: Change, allowed: ReadonlySet<string>): string[] {
  const {
    Action: action,
    LogicalResourceId: id = '',
    ResourceType: type = '',
    Replacement: replacement,
  } = change ?? {}
  if (!STATEFUL.has(type) || allowed.has(id)) return []
  if (action === 'Remove') return [`${id} (${type}) would leave the stack; --allow ${id} if that is meant`]
  if (replacement === 'True' || replacement === 'Conditional') {
    return [`${id} (${type}) would be replaced by an empty one; --allow ${id} if that is meant`]
  }
  return []
}
