import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tier } from '../cloudformation/manifest.ts'
import { MAX_INLINE_BYTES } from '../cloudformation/quotas.ts'
import type { LambdaPackage } from '../lambda/package.ts'
import type { ArtifactBucket } from './artifact-bucket.ts'
import { DeployError } from './plan.ts'

/* How CloudFormation gets what it reads: packages from the bucket, templates in the request while they fit into it. */

const NO_BUCKET = 'deploy the tier artifacts first, which has the bucket'

/** Uploads the packages that a tier runs. @throws DeployError when it runs any and there is no bucket */
export async function uploadPackages(
  tier: Tier,
  packages: readonly LambdaPackage[],
  folder: string,
  bucket: ArtifactBucket | undefined,
): Promise<void> {
  const names = new Set(Object.values(tier.packages ?? {}))
  for (const { name, key } of packages.filter((each) => names.has(each.name))) {
    if (!bucket) throw new DeployError(`The package of ${tier.name} has nowhere to go: ${NO_BUCKET}`)
    await bucket.put(key, readFileSync(join(folder, `${name}.zip`)), 'application/zip')
  }
}

/** The key of a template that is too large for a request, `templates/backend/0123….yaml`; undefined for one that fits. */
export function templateKey(tier: string, text: string): string | undefined {
  if (Buffer.byteLength(text) <= MAX_INLINE_BYTES) return undefined
  return `templates/${tier}/${createHash('sha256').update(text).digest('hex')}.yaml`
}

export type TemplateInput = { readonly TemplateBody: string } | { readonly TemplateURL: string }

/**
 * The template as a call of CloudFormation takes it, uploaded where that has to be.
 * @throws DeployError for a large one while there is no bucket
 */
export async function handOverTemplate(
  tier: string,
  text: string,
  bucket: ArtifactBucket | undefined,
): Promise<TemplateInput> {
  const key = templateKey(tier, text)
  if (key === undefined) return { TemplateBody: text }
  if (!bucket) {
    throw new DeployError(
      `The template of ${tier} has ${Buffer.byteLength(text)} bytes, and a request takes ${MAX_INLINE_BYTES}: ${NO_BUCKET}`,
    )
  }
  await bucket.put(key, Buffer.from(text), 'application/yaml')
  return { TemplateURL: await bucket.urlOf(key) }
}
