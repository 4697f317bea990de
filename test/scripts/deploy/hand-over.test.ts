import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { MAX_INLINE_BYTES } from '../../../scripts/cloudformation/quotas.ts'
import { bucketOf } from '../../../scripts/deploy/artifact-bucket.ts'
import { deployTier } from '../../../scripts/deploy/deploy-tier.ts'
import { environmentOf, planTier } from '../../../scripts/deploy/plan.ts'
import { tierLines } from '../../../scripts/deploy/plan-report.ts'
import { Stacks } from '../../../scripts/deploy/stacks.ts'
import { startCloudFormation, type CloudFormationServer } from '../../support/cloudformation/server.ts'
import { startFauxqs, type SqsServer } from '../../support/sqs-servers.ts'

/* Templates on their way to a CloudFormation that takes what the real one takes, through an S3 over HTTP. */

const region = 'us-east-1'
const folder = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
const manifest = loadManifest(folder)
const dev = environmentOf(manifest, 'dev', '')

let cloudFormation: CloudFormationServer
let storage: SqsServer
let client: S3Client
let said: string[] = []
const say = (line: string): void => void said.push(line)

beforeEach(async () => {
  said = []
  cloudFormation = await startCloudFormation()
  storage = await startFauxqs()
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', cloudFormation.endpoint)
  vi.stubEnv('AWS_ENDPOINT_URL_S3', storage.endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  client = new S3Client({ region, forcePathStyle: true })
  await client.send(new CreateBucketCommand({ Bucket: 'packages' }))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  client.destroy()
  await Promise.all([cloudFormation.stop(), storage.stop()])
})

/** The backend with a comment, so that its template has so many bytes. */
function backendOf(bytes: number) {
  const tier = manifest.tiers.find(({ name }) => name === 'backend')
  if (!tier) throw new Error('There is no tier backend')
  const text = `${tier.text}# `
  return { ...tier, text: text + 'x'.repeat(bytes - Buffer.byteLength(text)) }
}

function deploy(
  bytes: number,
  artifacts: Readonly<Record<string, string>> = { ArtifactBucketName: 'packages' },
) {
  const plan = planTier(dev, backendOf(bytes), {}, [])
  const options = { stacks: new Stacks({ region, pollMs: 1 }), environment: dev, allowed: new Set<string>() }
  return deployTier(plan, {
    ...options,
    bucket: bucketOf(artifacts, { region, say }),
    say,
    agree: () => Promise.resolve(true),
    folder,
  })
}

const keys = async (): Promise<(string | undefined)[]> =>
  ((await client.send(new ListObjectsV2Command({ Bucket: 'packages' }))).Contents ?? []).map(({ Key }) => Key)
const deployed = () => cloudFormation.stacks.get('bulkhead-dev-backend')
const keyOf = (text: string): string =>
  `templates/backend/${createHash('sha256').update(text).digest('hex')}.yaml`

describe('a template', () => {
  test('travels in the request while it fits', async () => {
    await deploy(MAX_INLINE_BYTES)
    expect(deployed()?.template).toBe(backendOf(MAX_INLINE_BYTES).text)
    expect(await keys()).toEqual([])
  })

  test('of one byte more travels through the bucket, under the hash of its content', async () => {
    const { text } = backendOf(MAX_INLINE_BYTES + 1)
    await deploy(MAX_INLINE_BYTES + 1)
    expect(deployed()).toMatchObject({ status: 'CREATE_COMPLETE', template: text })
    expect(await keys()).toEqual([keyOf(text)])
  })

  test('is uploaded once, and once more when it has changed', async () => {
    await deploy(60_000)
    await deploy(60_000)
    expect(said).toContain('bulkhead-dev-backend: nothing to change')
    expect(said).toContain(`${keyOf(backendOf(60_000).text)} is in packages already`)
    await deploy(70_000)
    expect(await keys()).toHaveLength(2)
    expect(deployed()?.template).toHaveLength(70_000)
  })

  test('that needs the bucket is not deployed before it', async () => {
    await expect(deploy(60_000, {})).rejects.toThrow(
      'The template of backend has 60000 bytes, and a request takes 51200: deploy the tier artifacts first',
    )
    expect(cloudFormation.calls).not.toContain('CreateChangeSet bulkhead-dev-backend')
  })

  test.each([
    [MAX_INLINE_BYTES, /^ {2}template: 51200 bytes, in the request$/],
    [
      MAX_INLINE_BYTES + 1,
      /^ {2}template: 51201 bytes, through the bucket .* as templates\/backend\/\w{64}\.yaml$/,
    ],
  ])('of %d bytes says in a dry run which way it will go', (bytes, line) => {
    const lines = tierLines(planTier(dev, backendOf(bytes), {}, []), dev)
    expect(lines.filter((each) => each.includes('template: '))).toEqual([expect.stringMatching(line)])
  })
})
