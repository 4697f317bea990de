import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { checkManifest } from '../../../scripts/cloudformation/check.ts'
import { loadManifest, type Manifest } from '../../../scripts/cloudformation/manifest.ts'
import { parseTemplate, TemplateError } from '../../../scripts/cloudformation/template.ts'
import { defineTable, type TableDefinition } from '../../../src/common/data/model/table.ts'

const directory = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
export const manifest: Manifest = loadManifest(directory)
/** The backend tier alone, which the faults are seeded into. */
export const backendManifest: Manifest = {
  tiers: manifest.tiers.filter(({ name }) => name === 'backend'),
  environments: manifest.environments.map(({ tiers: { backend = {} }, ...rest }) => ({
    ...rest,
    tiers: { backend },
  })),
}
export const backendText = readFileSync(join(directory, 'backend', 'backend.yaml'), 'utf8')

/** What the backend template must create; a literal, so that the faults are seeded against a fixed declaration. */
export const backendTables: readonly TableDefinition[] = [
  defineTable({
    base: 'passengers',
    key: { pk: 'id' },
    indexes: {
      'ticket-index': { pk: 'ticket', sk: 'id' },
      'pclass-index': { pk: { name: 'pclass', type: 'N' }, sk: 'id' },
    },
    deployment: { tier: 'backend', flag: 'EnablePassengersTable' },
  }),
  defineTable({
    base: 'idempotency',
    key: { pk: 'id' },
    ttl: 'expiresAt',
    deployment: { tier: 'backend', flag: 'EnableIdempotencyTable' },
  }),
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

/** Every problem found when the backend template reads so, or the parameters or tables are others. */
export function problemsOf(
  text: string,
  { environments = backendManifest.environments, tiers = backendManifest.tiers }: Partial<Manifest> = {},
  tables: readonly TableDefinition[] = backendTables,
): string[] {
  try {
    const parsed = parseTemplate(text, 'backend/backend.yaml')
    const changed = tiers.map((tier) => ({ ...tier, parsed, bytes: Buffer.byteLength(text) }))
    return [...checkManifest({ tiers: changed, environments }, tables).problems.keys()]
  } catch (error) {
    if (error instanceof TemplateError) return [error.message]
    throw error
  }
}
