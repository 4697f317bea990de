import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { environmentOf, planTier } from '../../../scripts/deploy/plan.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import { Program, temporaryFolder, type Exit } from '../../support/server-process.ts'
import { region, startEmulatedAws, type EmulatedAws } from './emulated-aws.ts'

/* The commands as an operator calls them. */

const root = join(import.meta.dirname, '..', '..', '..')
const cwd = temporaryFolder()
afterAll(() => {
  cwd.remove()
})

let aws: EmulatedAws
beforeEach(async () => {
  aws = await startEmulatedAws()
})
afterEach(() => aws.stop())

const command = (script: string, ...args: readonly string[]): Promise<Exit> =>
  new Program(join(root, 'scripts', `${script}.ts`), args, cwd.path, aws.variables).exit

const folder = join(root, 'cloudformation')
const manifest = loadManifest(folder)
const dev = environmentOf(manifest, 'dev', '')

/** A tier as the command of an earlier day left it. */
async function deployed(name: string, { text, parameters }: Earlier = {}): Promise<void> {
  const tier = manifest.tiers.find((each) => each.name === name)
  if (!tier) throw new Error(`There is no tier ${name}`)
  const environment = { ...dev, tiers: { ...dev.tiers, [name]: { ...dev.tiers[name], ...parameters } } }
  const say = (): void => undefined
  const artifacts = aws.cloudFormation.stacks.get('bulkhead-dev-artifacts')?.outputs
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
    await aws.createBucket(
      aws.cloudFormation.stacks.get('bulkhead-dev-artifacts')?.outputs.ArtifactBucketName ?? '',
    )
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
    expect(aws.cloudFormation.stacks.get('bulkhead-dev-backend')?.resources).toHaveProperty('PassengersTable')
  })
})
