import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { MAX_INLINE_BYTES } from '../../../scripts/cloudformation/quotas.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { environmentOf, planTier } from '../../../scripts/deploy/plan.ts'
import { tierLines } from '../../../scripts/deploy/plan-report.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import { region, startEmulatedAws, type EmulatedAws } from './emulated-aws.ts'

/* Templates on their way to a CloudFormation that takes what the real one takes. */

const folder = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
const manifest = loadManifest(folder)
const staging = environmentOf(manifest, 'staging', '')

let aws: EmulatedAws
let said: string[] = []
const say = (line: string): void => void said.push(line)

beforeEach(async () => {
  said = []
  aws = await startEmulatedAws()
  await aws.createBucket('packages')
})
afterEach(() => aws.stop())

/** A small tier with a comment, so that its template has so many bytes. */
function tierOf(bytes: number) {
  const tier = manifest.tiers.find(({ name }) => name === 'auth')
  if (!tier) throw new Error('There is no tier auth')
  const text = `${tier.text}# `
  return { ...tier, text: text + 'x'.repeat(bytes - Buffer.byteLength(text)) }
}

function deploy(
  bytes: number,
  artifacts: Readonly<Record<string, string>> = { ArtifactBucketName: 'packages' },
) {
  const plan = planTier(staging, tierOf(bytes), {}, [])
  const options = {
    stacks: new Stacks({ region, pollMs: 1 }),
    environment: staging,
    allowed: new Set<string>(),
  }
  return deployTier(plan, {
    ...options,
    bucket: bucketOf(artifacts, { region, say }),
    say,
    agree: () => Promise.resolve(true),
    folder,
  })
}

const keys = () => aws.keysOf('packages')
const deployed = () => aws.cloudFormation.stacks.get('bulkhead-staging-auth')
const keyOf = (text: string): string =>
  `templates/auth/${createHash('sha256').update(text).digest('hex')}.yaml`

describe('a template', () => {
  test('travels in the request while it fits', async () => {
    await deploy(MAX_INLINE_BYTES)
    expect(deployed()?.template).toBe(tierOf(MAX_INLINE_BYTES).text)
    expect(await keys()).toEqual([])
  })

  test('of one byte more travels through the bucket, under the hash of its content', async () => {
    const { text } = tierOf(MAX_INLINE_BYTES + 1)
    await deploy(MAX_INLINE_BYTES + 1)
    expect(deployed()).toMatchObject({ status: 'CREATE_COMPLETE', template: text })
    expect(await keys()).toEqual([keyOf(text)])
  })

  test('is uploaded once, and once more when it has changed', async () => {
    await deploy(60_000)
    await deploy(60_000)
    expect(said).toContain('bulkhead-staging-auth: nothing to change')
    expect(said).toContain(`${keyOf(tierOf(60_000).text)} is in packages already`)
    await deploy(70_000)
    expect(await keys()).toHaveLength(2)
    expect(deployed()?.template).toHaveLength(70_000)
  })

  test('that needs the bucket is not deployed before it', async () => {
    await expect(deploy(60_000, {})).rejects.toThrow(
      'The template of auth has 60000 bytes, and a request takes 51200: deploy the tier artifacts first',
    )
    expect(aws.cloudFormation.calls).not.toContain('CreateChangeSet bulkhead-staging-auth')
  })

  test.each([
    [MAX_INLINE_BYTES, /^ {2}template: 51200 bytes, in the request$/],
    [
      MAX_INLINE_BYTES + 1,
      /^ {2}template: 51201 bytes, through the bucket .* as templates\/auth\/\w{64}\.yaml$/,
    ],
  ])('of %d bytes says in a dry run which way it will go', (bytes, line) => {
    const lines = tierLines(planTier(staging, tierOf(bytes), {}, []), staging)
    expect(lines.filter((each) => each.includes('template: '))).toEqual([expect.stringMatching(line)])
  })
})
