import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { environmentOf, planTier } from '../../../scripts/deploy/plan.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import { startCloudFormation, type CloudFormationServer } from '../../support/cloudformation/server.ts'
import { Program, temporaryFolder, type Exit } from '../../support/server-process.ts'
import { startFauxqs, type SqsServer } from '../../support/sqs-servers.ts'

/* The commands as an operator calls them. */

const region = 'us-east-1'
const root = join(import.meta.dirname, '..', '..', '..')
const cwd = temporaryFolder()
let aws: Record<string, string>
let cloudFormation: CloudFormationServer
let storage: SqsServer

beforeEach(async () => {
  cloudFormation = await startCloudFormation()
  storage = await startFauxqs()
  aws = {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    AWS_ENDPOINT_URL_S3: storage.endpoint,
  }
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all([cloudFormation.stop(), storage.stop()])
})

const command = (script: string, ...args: readonly string[]): Promise<Exit> =>
  new Program(join(root, 'scripts', `${script}.ts`), args, cwd.path, aws).exit

const folder = join(root, 'cloudformation')
const manifest = loadManifest(folder)
const dev = environmentOf(manifest, 'dev', '')

/** A tier as the command of an earlier day left it. */
async function deployed(name: string, { text, parameters }: Earlier = {}): Promise<void> {
  const tier = manifest.tiers.find((each) => each.name === name)
  if (!tier) throw new Error(`There is no tier ${name}`)
  const environment = { ...dev, tiers: { ...dev.tiers, [name]: { ...dev.tiers[name], ...parameters } } }
  const say = (): void => undefined
  const artifacts = cloudFormation.stacks.get('bulkhead-dev-artifacts')?.outputs
  await deployTier(planTier(environment, { ...tier, text: text?.(tier.text) ?? tier.text }, {}, []), {
    ...{ stacks: new Stacks({ region, pollMs: 1 }), environment, allowed: new Set(), say, folder },
    bucket: bucketOf(artifacts, { region, say }),
    agree: () => Promise.resolve(true),
  })
}
interface Earlier {
  readonly text?: (text: string) => string
  readonly parameters?: Readonly<Record<string, string>>
}

describe('import-table', () => {
  test('hands a deployed template over that is too large for a request', async () => {
    await deployed('artifacts')
    const Bucket = cloudFormation.stacks.get('bulkhead-dev-artifacts')?.outputs.ArtifactBucketName
    await new S3Client({ region, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket }))
    await deployed('backend', {
      text: (text) => text.replace('\nMetadata:\n', `\nMetadata:\n  Notes: ${'x'.repeat(60_000)}\n`),
      parameters: { EnablePassengersTable: 'false' },
    })

    const args = ['--env', 'dev', '--tier', 'backend', '--table', 'PassengersTable', '--yes']
    const { stdout, stderr, code } = await command('import-table', ...args)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/templates\/backend\/\w{64}\.yaml is uploaded/)
    expect(stdout).toContain('bulkhead-dev-backend: IMPORT_COMPLETE')
    expect(code).toBe(0)
    expect(cloudFormation.stacks.get('bulkhead-dev-backend')?.resources).toHaveProperty('PassengersTable')
  })
})
