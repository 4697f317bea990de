import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { environmentOf, planTier } from '../../../scripts/deploy/plan.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import { PATIENCE_MS, Program, temporaryFolder, type Exit } from '../../support/server-process.ts'
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
  commandWith({}, script, ...args)
const commandWith = (
  variables: Readonly<Record<string, string>>,
  script: string,
  ...args: readonly string[]
): Promise<Exit> =>
  new Program(join(root, 'scripts', `${script}.ts`), args, cwd.path, { ...aws.variables, ...variables }).exit

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

const SCRIPTS = ['deploy', 'teardown', 'import-table']
const IMPORT = ['--env', 'dev', '--tier', 'backend', '--table', 'PassengersTable']

describe.each(SCRIPTS)('%s', { timeout: PATIENCE_MS }, (script) => {
  test('explains itself', async () => {
    const { code, stdout, stderr } = await command(script, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Usage: npm run ${script} -- --env dev|staging|prod`)
  })

  test.each([
    ['a word too many', ['--env', 'dev', 'backend'], /^Unknown argument backend\n\nUsage/],
    ['an option that there is not', ['--environment', 'dev'], /^Unknown option '--environment'/],
    [
      'an environment that there is not',
      [...IMPORT.slice(2), '--env', 'qa'],
      /^There is no parameters\/qa\.json/,
    ],
    ['nobody to ask', IMPORT, /^There is nobody to ask: use --yes$/m],
  ])('refuses %s in a sentence, before anything is asked of AWS', async (_, args, message) => {
    const isKnown = script === 'import-table' || !args.includes('--table')
    const given = isKnown ? args : args.filter((each) => !['--table', 'PassengersTable'].includes(each))
    const { code, stderr } = await command(script, ...given)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(1)
    expect(aws.cloudFormation.calls).toEqual([])
  })
})

describe('what AWS refuses', { timeout: PATIENCE_MS }, () => {
  test('is said without a stack', async () => {
    await deployed('backend')
    const stack = aws.cloudFormation.stacks.get('bulkhead-dev-backend')
    if (stack) stack.isKept = true
    const nobody = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' }
    const { code, stderr } = await commandWith(nobody, 'teardown', '--env', 'dev', '--yes')
    expect(stderr).toMatch(/^AWS: CredentialsProviderError: /)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(1)
  })
})

describe('import-table', { timeout: PATIENCE_MS }, () => {
  test('hands a deployed template over that is too large for a request', async () => {
    await deployed('artifacts')
    await aws.createBucket(
      aws.cloudFormation.stacks.get('bulkhead-dev-artifacts')?.outputs.ArtifactBucketName ?? '',
    )
    await deployed('backend', {
      text: (text) => text.replace('\nMetadata:\n', `\nMetadata:\n  Notes: ${'x'.repeat(60_000)}\n`),
      parameters: { EnablePassengersTable: 'false' },
    })

    const { stdout, stderr, code } = await command('import-table', ...IMPORT, '--yes')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/templates\/backend\/\w{64}\.yaml is uploaded/)
    expect(stdout).toContain('bulkhead-dev-backend: IMPORT_COMPLETE')
    expect(code).toBe(0)
    expect(aws.cloudFormation.stacks.get('bulkhead-dev-backend')?.resources).toHaveProperty('PassengersTable')
  })

  test('waits for nothing and breaks nothing while the stack is being changed', async () => {
    await deployed('backend', { parameters: { EnablePassengersTable: 'false' } })
    const stack = aws.cloudFormation.stacks.get('bulkhead-dev-backend')
    if (stack) stack.status = 'UPDATE_IN_PROGRESS'
    const { code, stderr } = await command('import-table', ...IMPORT, '--yes')
    expect(stderr).toBe('bulkhead-dev-backend is UPDATE_IN_PROGRESS: wait for what is under way\n')
    expect(code).toBe(1)
  })

  test('takes a table into a stack of which only a refused change set is there', async () => {
    await deployed('backend', { parameters: { EnablePassengersTable: 'false' } })
    const stack = aws.cloudFormation.stacks.get('bulkhead-dev-backend')
    Object.assign(stack ?? {}, { status: 'REVIEW_IN_PROGRESS', template: '', resources: {}, parameters: {} })
    const { code, stdout, stderr } = await command('import-table', ...IMPORT, '--yes')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('its creation failed before (REVIEW_IN_PROGRESS), so it is deleted first')
    expect(Object.keys(aws.cloudFormation.stacks.get('bulkhead-dev-backend')?.resources ?? {})).toEqual([
      'PassengersTable',
    ])
  })
})
