import type { Tier } from './manifest.ts'
import type { Template } from './template-schema.ts'

/** Bytes of a template that CloudFormation takes in the request itself. */
export const MAX_INLINE_BYTES = 51_200
/** Bytes of a template that it reads from S3: "1 MB", of which this is the smaller reading. */
const MAX_BYTES = 1_000_000
/** What one template may declare; none of these can be raised. Conditions and rules have no quota. */
const MOST = { Resources: 500, Parameters: 200, Outputs: 200 } as const
/** Where a table needs no resource, flag or output of its own. */
const SHARE =
  'move features to the shared table (new:feature --table entities), or tables to a tier of their own'

/** What CloudFormation would refuse because there is too much of it. */
export function quotaProblems({ template: file, parsed, text }: Tier): string[] {
  const bytes = Buffer.byteLength(text)
  return [
    ...(bytes <= MAX_BYTES
      ? []
      : [`${file}: has ${bytes} bytes, CloudFormation takes ${MAX_BYTES} at most: ${SHARE}`]),
    // The bucket that larger ones are handed over through is not there yet.
    ...(bytes <= MAX_INLINE_BYTES || !makesTheBucket(parsed)
      ? []
      : [
          `${file}: has ${bytes} bytes; what makes the bucket has to fit into a request: ${MAX_INLINE_BYTES}`,
        ]),
    ...Object.entries(MOST).flatMap(([section, most]) => {
      const count = Object.keys(parsed[section as keyof typeof MOST] ?? {}).length
      return count <= most
        ? []
        : [`${file}: has ${count} ${section}, CloudFormation takes ${most} at most: ${SHARE}`]
    }),
  ]
}

const makesTheBucket = ({ Outputs }: Template): boolean => Outputs?.ArtifactBucketName !== undefined
