import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadManifest, type Environment, type Tier } from '../../../scripts/cloudformation/manifest.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { handOverTemplate } from '../../../scripts/deploy/hand-over.ts'
import { importTemplate } from '../../../scripts/deploy/import-template.ts'
import { planTier, stackName, type TierOutputs } from '../../../scripts/deploy/plan.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import type { LambdaPackage } from '../../../scripts/lambda/package.ts'
import { NOTHING, type CloudFormationServer } from '../../support/cloudformation/server.ts'
import { region, startEmulatedAws, type EmulatedAws } from './emulated-aws.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
const manifest = loadManifest(folder)
const packages: LambdaPackage[] = (['api', 'worker', 'stream'] as const).map((name) => ({
  name,
  key: `packages/${name}/0.zip`,
  sha256: '0',
  startBytes: 0,
  zipBytes: 0,
}))

let aws: EmulatedAws
let server: CloudFormationServer
let stacks: Stacks
let failing: string | undefined
let said: string[] = []
let questions: string[] = []
let isAgreed = true

beforeEach(async () => {
  said = []
  questions = []
  failing = undefined
  isAgreed = true
  aws = await startEmulatedAws({
    ...NOTHING,
    create: (_type, id) =>
      id === failing ? Promise.reject(new Error(`${id} exists already`)) : Promise.resolve(undefined),
  })
  server = aws.cloudFormation
  await aws.createBucket('packages')
  stacks = new Stacks({ region, pollMs: 1 })
})
afterEach(() => aws.stop())

function environment(
  name: string,
  changes: Readonly<Record<string, Record<string, string>>> = {},
): Environment {
  const found = manifest.environments.find((each) => each.name === name)
  if (!found) throw new Error(`There is no parameters/${name}.json`)
  const tiers = Object.entries(found.tiers).map(
    ([tier, values]) => [tier, { ...values, ...changes[tier] }] as const,
  )
  return { ...found, tiers: Object.fromEntries(tiers) }
}

function tierNamed(name: string): Tier {
  const found = manifest.tiers.find((tier) => tier.name === name)
  if (!found) throw new Error(`There is no tier ${name}`)
  return found
}

async function deploy(
  to: Environment,
  names: readonly string[],
  allowed: readonly string[] = [],
): Promise<TierOutputs> {
  const outputs: Record<string, Record<string, string>> = {}
  for (const tier of manifest.tiers.filter(({ name }) => names.includes(name) && to.tiers[name])) {
    const agree = (question: string) => {
      questions.push(question)
      return Promise.resolve(isAgreed)
    }
    const options = {
      stacks,
      environment: to,
      allowed: new Set(allowed),
      say: (line: string) => said.push(line),
      agree,
      folder,
      bucket: bucket(),
    }
    outputs[tier.name] = await deployTier(planTier(to, tier, outputs, packages), options)
  }
  return outputs
}
const bucket = () => bucketOf({ ArtifactBucketName: 'packages' }, { region, say: () => undefined })
const ALL = manifest.tiers.map(({ name }) => name)

describe('a deployment', () => {
  test('creates every stack in order, each with what those before it gave', async () => {
    await deploy(environment('staging'), ALL)
    expect([...server.stacks.keys()]).toEqual(ALL.map((name) => `bulkhead-staging-${name}`))
    const api = server.stacks.get('bulkhead-staging-api')
    expect(api?.status).toBe('CREATE_COMPLETE')
    expect(api?.parameters.SqsQueueUrl).toContain('/bulkhead-staging-jobs')
    expect(api?.parameters.ObjectsBucketName).toMatch(/^bulkhead-staging-objects-/)
    expect(api?.parameters.AuthIssuer).toMatch(/^https:\/\/cognito-idp\./)
    expect(api?.parameters.CodeKey).toBe('packages/api/0.zip')
    for (const stack of server.stacks.values()) {
      expect(stack.isKept).toBe(true)
      expect(stack.policy).toContain('Update:Replace')
    }
    expect(questions).toHaveLength(ALL.length)
    expect(said).toContain('  + PassengersTable (AWS::DynamoDB::Table)')
  })

  test('of the same once more changes nothing and asks nothing', async () => {
    await deploy(environment('dev'), ALL)
    questions = []
    const outputs = await deploy(environment('dev'), ALL)
    expect(questions).toEqual([])
    expect(outputs.api?.ApiUrl).toMatch(/^https:/)
  })

  test('that was interrupted before it protected a stack does so when it is run again', async () => {
    await deploy(environment('staging'), ['artifacts', 'backend'])
    const stack = server.stacks.get('bulkhead-staging-backend')
    Object.assign(stack ?? {}, { isKept: false, policy: undefined })
    await deploy(environment('staging'), ['artifacts', 'backend'])
    expect(said.at(-1)).toBe('bulkhead-staging-backend: nothing to change')
    expect(stack).toMatchObject({ isKept: true, policy: expect.stringContaining('Update:Replace') as string })
  })

  test('is told apart from what lies on further pages: every resource is found', async () => {
    await deploy(environment('dev'), ['backend'])
    const found = (await stacks.resources('bulkhead-dev-backend')).map((each) => each.LogicalResourceId)
    expect(found).toEqual(Object.keys(server.stacks.get('bulkhead-dev-backend')?.resources ?? {}))
  })

  test('that nobody wants leaves the stack as it was', async () => {
    isAgreed = false
    await expect(deploy(environment('dev'), ['backend'])).rejects.toThrow(
      'bulkhead-dev-backend was not changed',
    )
    expect(server.stacks.get('bulkhead-dev-backend')?.status).toBe('REVIEW_IN_PROGRESS')
    isAgreed = true
    await deploy(environment('dev'), ['backend'])
    expect(server.calls.some((call) => call.startsWith('DeleteStack'))).toBe(true)
  })

  test('that fails says what failed, leaves nothing behind, and can be tried again', async () => {
    failing = 'EntitiesTable'
    await expect(deploy(environment('dev'), ['backend'])).rejects.toThrow(
      /bulkhead-dev-backend is DELETE_COMPLETE:\n {2}EntitiesTable: EntitiesTable exists already/,
    )
    expect(server.stacks.size).toBe(0)
    failing = undefined
    await deploy(environment('dev'), ['backend'])
    expect(server.stacks.get('bulkhead-dev-backend')?.status).toBe('CREATE_COMPLETE')
  })

  test.each([
    ['UPDATE_IN_PROGRESS', /wait for what is under way/],
    ['UPDATE_ROLLBACK_FAILED', /continue-update-rollback --stack-name bulkhead-dev-backend/],
    ['DELETE_FAILED', /nothing can be made of it: npm run teardown of this tier/],
    ['ROLLBACK_FAILED', /nothing can be made of it/],
    ['CREATE_FAILED', /nothing can be made of it/],
  ])('does not touch a stack that is %s, and says what to do', async (status, message) => {
    await deploy(environment('dev'), ['backend'])
    const stack = server.stacks.get('bulkhead-dev-backend')
    if (stack) stack.status = status
    await expect(deploy(environment('dev'), ['backend'])).rejects.toThrow(message)
  })

  test('whose rules are broken is refused before anything is asked', async () => {
    const to = environment('dev', { api: { EnableAuth: 'true' } })
    await expect(deploy(to, ['queue', 'backend', 'api', 'artifacts'])).rejects.toThrow(
      /EnableAuth needs AuthIssuer/,
    )
    expect(server.stacks.has('bulkhead-dev-api')).toBe(false)
  })
})

describe('data', () => {
  const off = environment('dev', { backend: { EnablePassengersTable: 'false' } })

  test('does not leave its stack by a flag, unless that is said', async () => {
    await deploy(environment('dev'), ['backend'])
    await expect(deploy(off, ['backend'])).rejects.toThrow(
      /PassengersTable: the table bulkhead_dev_passengers would leave the stack and stay behind/,
    )
    expect(server.stacks.get('bulkhead-dev-backend')?.resources).toHaveProperty('PassengersTable')
    await deploy(off, ['backend'], ['PassengersTable'])
    expect(server.stacks.get('bulkhead-dev-backend')?.resources).not.toHaveProperty('PassengersTable')
  })

  test('that stayed behind is taken in again, and the next deployment finds nothing to replace', async () => {
    await deploy(off, ['backend'])
    const on = environment('dev')
    const tier = tierNamed('backend')
    const name = stackName(on, tier)
    const deployed = await stacks.template(name)
    const { body, tableName } = importTemplate({
      environment: on,
      tier,
      id: 'PassengersTable',
      name,
      deployed,
    })
    expect(tableName).toBe('bulkhead_dev_passengers')
    const before = server.stacks.get(name)
    const imported = parseTemplate(body, 'imported')
    expect(Object.keys(imported.Outputs ?? {})).toEqual(
      Object.keys(parseTemplate(deployed, 'deployed').Outputs ?? {}),
    )
    const changeSet = await stacks.createChangeSet({
      StackName: name,
      ChangeSetName: 'import',
      ChangeSetType: 'IMPORT',
      ...(await handOverTemplate('backend', body, bucket())),
      Parameters: Object.keys(before?.parameters ?? {}).map((ParameterKey) => ({
        ParameterKey,
        UsePreviousValue: true,
      })),
      ResourcesToImport: [],
    })
    expect(changeSet?.changes.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId)).toEqual([
      'PassengersTable',
    ])
    if (changeSet) await stacks.execute(changeSet)
    said = []
    await deploy(on, ['backend'])
    expect(said.filter((line) => line.includes('PassengersTable (AWS::DynamoDB::Table)'))).toEqual([])
    expect(Object.keys(server.stacks.get(name)?.outputs ?? {})).toContain('PassengersTableArn')
  })
})
