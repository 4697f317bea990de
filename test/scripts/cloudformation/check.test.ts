import { describe, expect, it } from 'vitest'

import { checkManifest } from '../../../scripts/cloudformation/check.ts'
import { flagsOf } from '../../../scripts/cloudformation/parameters.ts'
import { reportLines } from '../../../scripts/cloudformation/report.ts'
import { defineTable } from '../../../src/common/data/model/table.ts'
import { EXPORTS, IMPORTS } from '../../../src/features/passengers/model/passenger-files.ts'
import { INCOMING, KEPT } from '../../../src/features/properties/service/image-files.ts'
import { tables } from '../../../src/tables.ts'
import {
  backendTables,
  backendText,
  manifest,
  prepareTexts,
  problemsOf,
  queueTables,
  wholeManifest,
} from './support.ts'

const jobs = defineTable({
  base: 'jobs',
  key: { pk: 'jobId' },
  deployment: { tier: 'backend', flag: 'EnableJobsTable' },
})
const [dev] = manifest.environments.filter(({ name }) => name === 'dev')
if (!dev) throw new Error('parameters/dev.json is missing')
const [backend] = manifest.tiers
if (!backend) throw new Error('tiers.json is empty')

/** The dev parameters with some of the backend's changed; undefined leaves one out. */
function devWith(changes: Record<string, string | undefined>) {
  const merged = Object.entries({ ...dev?.tiers.backend, ...changes })
  const kept = merged.filter((entry): entry is [string, string] => entry[1] !== undefined)
  return [{ name: 'dev', common: { ...dev?.common }, tiers: { backend: Object.fromEntries(kept) } }]
}

describe('the real templates', () => {
  it('agree with the tables of the code', () => {
    const { problems } = checkManifest(wholeManifest, tables)
    expect([...problems.keys()]).toEqual([])
  })

  it('evaluate for every environment and every combination of flags', () => {
    const { results } = checkManifest(wholeManifest, [...queueTables, ...backendTables])
    expect(results.map(({ tier, environment }) => `${tier} ${environment}`).sort()).toEqual(
      ['api', 'artifacts', 'auth', 'backend', 'changes', 'queue']
        .flatMap((tier) => ['dev', 'prod', 'staging'].map((name) => `${tier} ${name}`))
        .filter((each) => each !== 'auth dev'),
    )
    for (const { tier, evaluated, refused } of results) {
      const template = wholeManifest.tiers.find(({ name }) => name === tier)?.parsed
      const flags = flagsOf(template ?? backend.parsed).length
      // Beyond ten flags their pairs.
      expect(evaluated + refused).toBeGreaterThanOrEqual(flags > 10 ? flags ** 2 : 2 ** flags)
      expect(evaluated).toBeGreaterThan(refused / 2)
    }
  })
})

describe('what the API may do with the bucket', () => {
  it('names every kind of file that the service keeps', () => {
    const named = [...prepareTexts.api.matchAll(/ObjectsBucketName\}\/([a-z]+\/)\*'\n/g)].map(
      ([, kind]) => kind,
    )
    const kept = [INCOMING, KEPT, IMPORTS, EXPORTS].map((prefix) => `${prefix.split('/', 1)[0] ?? ''}/`)
    expect(named.sort()).toEqual(kept.sort())
  })
})

describe('the code', () => {
  it('may not declare a table that no template has', () => {
    expect(problemsOf(backendText, {}, [...backendTables, jobs])).toContain(
      'jobs: tier backend has no parameter EnableJobsTable',
    )
  })

  it('may not declare a table in a tier that is not deployed', () => {
    const lost = { ...jobs, deployment: { tier: 'queue', flag: 'EnableJobsTable' } }
    expect(problemsOf(backendText, {}, [...backendTables, lost])).toContain(
      'jobs: its tier queue is not in tiers.json',
    )
  })

  it('may not have fewer tables than the templates', () => {
    expect(problemsOf(backendText, {}, backendTables.slice(1))).toContain(
      'PassengersTable: the code declares no table bulkhead_dev_passengers in tier backend',
    )
  })
})

describe('a parameters file', () => {
  it('sets every flag', () => {
    const environments = devWith({ EnableIdempotencyTable: undefined })
    expect(problemsOf(backendText, { environments })).toContain(
      'parameters/dev.json: tier backend does not set flag EnableIdempotencyTable',
    )
  })

  it.each([
    ['a value that is not allowed', { EnableAlarms: 'yes' }, "parameter EnableAlarms: 'yes' is not one of"],
    ['a parameter that is not declared', { Colour: 'red' }, 'parameter Colour is not declared'],
    [
      'a topic that is no ARN',
      { AlarmTopicArn: 'alarms' },
      "parameter AlarmTopicArn: 'alarms' does not match",
    ],
    [
      'alarms without a topic',
      { EnableAlarms: 'true', AlarmTopicArn: '' },
      'EnableAlarms needs AlarmTopicArn',
    ],
  ])('may not have %s', (_, changes, message) => {
    expect(problemsOf(backendText, { environments: devWith(changes) }).join('\n')).toContain(message)
  })

  it('may not turn deletion protection off in prod', () => {
    const [changed] = devWith({ EnableDeletionProtection: 'false' })
    const common = { Namespace: 'bulkhead', Environment: 'prod' }
    const environments = changed ? [{ ...changed, name: 'prod', common }] : []
    expect(problemsOf(backendText, { environments }).join('\n')).toContain(
      'EnableDeletionProtection must be true in prod',
    )
  })

  it('is for the environment in its name, and for known tiers', () => {
    const [changed] = devWith({})
    const environments = changed ? [{ ...changed, name: 'qa', tiers: { ...changed.tiers, queue: {} } }] : []
    expect(problemsOf(backendText, { environments })).toEqual(
      expect.arrayContaining([
        "parameters/qa.json: Environment is 'dev'",
        'parameters/qa.json: tier queue is not in tiers.json',
      ]),
    )
  })
})

describe('the report', () => {
  it('names each problem once, with where it shows', () => {
    const lines = reportLines({
      results: [{ tier: 'backend', environment: 'dev', evaluated: 3, refused: 1 }],
      problems: new Map([['PassengersTable: x', ['backend dev (all off)', 'backend prod (all off)']]]),
    })
    expect(lines).toEqual([
      'backend  dev      3 combinations evaluated, 1 refused by its rules',
      '1 problem:',
      '  ✗ PassengersTable: x\n      in backend dev (all off) and 1 more',
    ])
  })
})
