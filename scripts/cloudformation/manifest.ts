import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import type { GivenParameters } from './parameters.ts'
import { loadTemplate, readText, TemplateError } from './template.ts'
import type { Template } from './template-schema.ts'

const strict = { additionalProperties: false } as const

/** One entry of tiers.json: a stack, in the order of deployment. */
const TierEntry = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z]+$' }),
    /** A prepare stack outlives a teardown. */
    lifecycle: Type.Union([Type.Literal('prepare'), Type.Literal('deploy')]),
    template: Type.String({ pattern: '\\.yaml$' }),
    capabilities: Type.Array(
      Type.Union([Type.Literal('CAPABILITY_IAM'), Type.Literal('CAPABILITY_NAMED_IAM')]),
    ),
    /** Parameters that are the key of a package in the bucket of the packages. */
    packages: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Parameters that are outputs `tier.Output` of tiers before; several make a list of those that there are. */
    wiring: Type.Optional(
      Type.Record(Type.String(), Type.Array(Type.String({ pattern: '^[a-z]+\\.\\w+$' }), { minItems: 1 })),
    ),
  },
  strict,
)

/** One file of parameters/: what every tier gets, and what each tier gets besides. */
const EnvironmentFile = Type.Object(
  {
    common: Type.Record(Type.String(), Type.String()),
    tiers: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  },
  strict,
)

export interface Tier extends Static<typeof TierEntry> {
  readonly parsed: Template
  /** As CloudFormation receives it. */
  readonly text: string
}

export interface Environment extends Static<typeof EnvironmentFile> {
  /** The name of the file: dev, staging or prod. */
  readonly name: string
}

export interface Manifest {
  readonly tiers: readonly Tier[]
  readonly environments: readonly Environment[]
}

function readJson<T extends TSchema>(path: string, schema: T): Static<T> {
  const text = readText(path, basename(path))
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new TemplateError(`${basename(path)}: ${error instanceof Error ? error.message : 'no JSON'}`)
  }
  if (Value.Check(schema, content)) return content
  const error = Value.Errors(schema, content).First()
  throw new TemplateError(`${basename(path)}: ${error?.path ?? ''}: ${error?.message ?? 'wrong shape'}`)
}

/**
 * Reads tiers.json, the templates that it lists and every file of parameters/.
 *
 * @throws TemplateError for a file that is missing or of the wrong shape.
 */
export function loadManifest(directory: string): Manifest {
  const entries = readJson(join(directory, 'tiers.json'), Type.Array(TierEntry, { minItems: 1 }))
  const tiers = entries.map((entry): Tier => {
    const { template, text } = loadTemplate(join(directory, entry.template), entry.template)
    return { ...entry, parsed: template, text }
  })
  const files = readdirSync(join(directory, 'parameters')).filter((file) => file.endsWith('.json'))
  const environments = files.map((file): Environment => ({
    name: basename(file, '.json'),
    ...readJson(join(directory, 'parameters', file), EnvironmentFile),
  }))
  return { tiers, environments }
}

/** The parameters that the files give a tier. */
export const tierParameters = (environment: Environment, tier: Tier): GivenParameters => ({
  ...environment.common,
  ...environment.tiers[tier.name],
})
