import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { checkManifest } from '../../../scripts/cloudformation/check.ts'
import { loadManifest, type Manifest } from '../../../scripts/cloudformation/manifest.ts'
import { parseTemplate, TemplateError } from '../../../scripts/cloudformation/template.ts'
import { defineTable, type TableDefinition } from '../../../src/common/data/model/table.ts'
import { tables } from '../../../src/tables.ts'

const directory = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
/** Every tier, as it is. */
export const wholeManifest: Manifest = loadManifest(directory)

/** One tier alone, in every environment. */
function only(name: string): Manifest {
  const environments = wholeManifest.environments
    .filter(({ tiers }) => tiers[name])
    .map((environment) => ({ ...environment, tiers: { [name]: environment.tiers[name] ?? {} } }))
  return { tiers: wholeManifest.tiers.filter((tier) => tier.name === name), environments }
}

export const manifest = only('backend')
export const queueManifest = only('queue')
export const prepareManifests = {
  artifacts: only('artifacts'),
  auth: only('auth'),
  api: only('api'),
  changes: only('changes'),
}
const textOf = (template: string): string => readFileSync(join(directory, template), 'utf8')
export const prepareTexts = {
  artifacts: textOf('prepare/artifacts.yaml'),
  auth: textOf('prepare/auth.yaml'),
  api: textOf('api/api.yaml'),
  changes: textOf('changes/changes.yaml'),
}
export const backendText = readFileSync(join(directory, 'backend', 'backend.yaml'), 'utf8')
export const queueText = readFileSync(join(directory, 'queue', 'queue.yaml'), 'utf8')

/** What the templates must create; literals, so that the faults are seeded against a fixed declaration. */
export const queueTables: readonly TableDefinition[] = [
  defineTable({
    base: 'jobs',
    key: { pk: 'id' },
    indexes: {
      'status-index': { pk: 'status', sk: 'id' },
      'type-index': { pk: 'jobType', sk: 'id' },
    },
    ttl: 'expiresAt',
    stream: 'NEW_AND_OLD_IMAGES',
    deployment: { tier: 'queue', flag: 'EnableJobsTable' },
  }),
  defineTable({
    base: 'messages',
    key: { pk: 'id' },
    indexes: { 'queue-index': { pk: 'queue', sk: { name: 'visibleAt', type: 'N' } } },
    deployment: { tier: 'queue', flag: 'EnableJobsTable' },
  }),
]
export const backendTables: readonly TableDefinition[] = [
  defineTable({
    base: 'passengers',
    key: { pk: 'id' },
    indexes: {
      'ticket-index': { pk: 'ticket', sk: 'id' },
      'pclass-index': { pk: { name: 'pclass', type: 'N' }, sk: 'id' },
    },
    deployment: { tier: 'backend', flag: 'EnablePassengersTable', scan: true },
  }),
  defineTable({
    base: 'idempotency',
    key: { pk: 'id' },
    ttl: 'expiresAt',
    deployment: { tier: 'backend', flag: 'EnableIdempotencyTable' },
  }),
]

/** What a tier must grant its functions: the tables of the code, in tiers that are not there. */
const elsewhere: readonly TableDefinition[] = tables.map((table) => ({
  ...table,
  deployment: { ...table.deployment, tier: 'elsewhere', flag: 'EnableIt' },
}))
export const apiTables = elsewhere

/** Only the names and indexes of the streamed ones matter to the tier of the changes: they are of other tiers. */
export const changesTables: readonly TableDefinition[] = [
  defineTable({
    base: 'change_consumers',
    key: { pk: 'pk', sk: 'sk' },
    deployment: { tier: 'changes', flag: 'EnableStreamHandler' },
  }),
  ...elsewhere.filter(({ base }) => base !== 'change_consumers'),
]

/** The text with one replacement inside the block that starts with `  {section}:`; throws when it changes nothing. */
export function edit(text: string, section: string, from: string, to: string): string {
  const start = text.indexOf(`\n  ${section}:\n`)
  const rest = text.slice(start + 1)
  const end = /\n(?: {2})?\S/.exec(rest.slice(1))?.index ?? rest.length
  const block = rest.slice(0, end + 1)
  const changed = block.replace(from, to)
  if (start < 0 || changed === block) throw new Error(`nothing to replace in ${section}: ${from}`)
  return text.slice(0, start + 1) + changed + rest.slice(end + 1)
}

/** Every problem found when the template of the one tier reads so, or the parameters or tables are others. */
export function problemsOf(
  text: string,
  { environments = manifest.environments, tiers = manifest.tiers }: Partial<Manifest> = {},
  tables: readonly TableDefinition[] = backendTables,
): string[] {
  try {
    const parsed = parseTemplate(text, tiers[0]?.template ?? '')
    const changed = tiers.map((tier) => ({ ...tier, parsed, text }))
    return [...checkManifest({ tiers: changed, environments }, tables).problems.keys()]
  } catch (error) {
    if (error instanceof TemplateError) return [error.message]
    throw error
  }
}
