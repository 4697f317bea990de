import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkManifest } from '../../../scripts/cloudformation/check.ts'
import { loadManifest, type Manifest } from '../../../scripts/cloudformation/manifest.ts'
import { MAX_INLINE_BYTES } from '../../../scripts/cloudformation/quotas.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'
import { parseRequest } from '../../../scripts/new-feature/options.ts'
import { addGrants } from '../../../scripts/new-feature/register/grants.ts'
import { addTable } from '../../../scripts/new-feature/register/template.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { tables } from '../../../src/tables.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'cloudformation')
const NAMES = [
  'alphas',
  'betas',
  'gammas',
  'deltas',
  'epsilons',
  'zetas',
  'etas',
  'thetas',
  'iotas',
  'kappas',
]
const MORE = ['lambdas', 'omicrons', 'rhos', 'sigmas', 'taus']
const SHAPE = ['--attribute', 'title:string', '--attribute', 'rank:integer', '--index', 'byTitle=title,rank']
const ARGUMENTS = [...SHAPE, '--index', 'byRank=rank']

const specs = [...NAMES, ...MORE].map((name) => {
  const request = parseRequest([name, ...ARGUMENTS])
  if (!request) throw new Error('That was the help')
  return request.spec
})
const declared = specs.map(({ names: { many } }) =>
  defineTable({
    base: many.snake,
    key: { pk: 'id' },
    indexes: {
      'title-index': { pk: 'title', sk: { name: 'rank', type: 'N' } },
      'rank-index': { pk: { name: 'rank', type: 'N' }, sk: 'id' },
    },
    deployment: { tier: 'backend', flag: `Enable${many.pascal}Table`, scan: true },
  }),
)

/** The house as new:feature leaves it fifteen times. */
function grown(): Manifest {
  const { tiers, environments } = loadManifest(folder)
  const flags = Object.fromEntries(declared.map(({ deployment }) => [deployment.flag, 'true']))
  return {
    tiers: tiers.map((tier) => {
      const add = { backend: addTable, api: addGrants }[tier.name]
      if (!add) return tier
      const before = readFileSync(join(folder, tier.template), 'utf8')
      const text = specs.reduce((each, spec) => add(each, spec, tier.template), before)
      return { ...tier, text, parsed: parseTemplate(text, tier.template) }
    }),
    environments: environments
      .filter(({ name }) => name === 'staging')
      .map((each) => ({ ...each, tiers: { ...each.tiers, backend: { ...each.tiers.backend, ...flags } } })),
  }
}

it('fifteen tables with two indexes each stay within every quota and rule', () => {
  const manifest = grown()
  const backend = manifest.tiers.find(({ name }) => name === 'backend')
  expect(backend?.text.length).toBeGreaterThan(MAX_INLINE_BYTES)
  expect([...checkManifest(manifest, [...tables, ...declared]).problems.keys()]).toEqual([])
})
