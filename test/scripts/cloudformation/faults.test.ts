import { describe, expect, it } from 'vitest'

import { apiFaults } from './api-faults.ts'
import { objectsFaults } from './objects-faults.ts'
import { parityFaults } from './parity-faults.ts'
import { policyFaults, workerPolicyFaults } from './policy-faults.ts'
import { artifactFaults, authFaults } from './prepare-faults.ts'
import { queueFaults } from './queue-faults.ts'
import { streamFaults } from './stream-faults.ts'
import {
  apiTables,
  changesTables,
  prepareManifests,
  prepareTexts,
  problemsOf,
  queueManifest,
  queueTables,
} from './support.ts'
import { tableFaults } from './table-faults.ts'
import { templateFaults } from './template-faults.ts'

const groups = {
  'parity of code and template': parityFaults,
  tables: tableFaults,
  'the bucket of the files': objectsFaults,
  'alarms, flags, rules and size': templateFaults,
}

const ofTheQueue = [...queueFaults, ...workerPolicyFaults]

for (const [group, faults] of Object.entries(groups)) {
  describe(`${group}: each of ${faults.length} seeded faults is named`, () => {
    it.each(faults)('$name', ({ text, message }) => {
      expect(problemsOf(text()).join('\n')).toMatch(message)
    })
  })
}

describe(`queues, worker and role: each of ${ofTheQueue.length} seeded faults is named`, () => {
  it.each(ofTheQueue)('$name', ({ text, message }) => {
    expect(problemsOf(text(), queueManifest, queueTables).join('\n')).toMatch(message)
  })
})

const tiers = {
  artifacts: artifactFaults,
  auth: authFaults,
  api: [...apiFaults, ...policyFaults],
  changes: streamFaults,
} as const
const tablesIn = (tier: string) => ({ api: apiTables, changes: changesTables })[tier] ?? []
const elsewhere = /its tier elsewhere is not in tiers.json/

for (const [tier, faults] of Object.entries(tiers)) {
  describe(`tier ${tier}: each of ${faults.length} seeded faults is named`, () => {
    it.each(faults)('$name', ({ text, message }) => {
      const only = prepareManifests[tier as keyof typeof tiers]
      expect(problemsOf(text(), only, tablesIn(tier)).join('\n')).toMatch(message)
    })
  })
}

it.each(Object.keys(tiers) as (keyof typeof tiers)[])('finds nothing in tier %s as it is', (tier) => {
  const problems = problemsOf(prepareTexts[tier], prepareManifests[tier], tablesIn(tier))
  expect(problems.filter((problem) => !elsewhere.test(problem))).toEqual([])
})

it('seeds at least 120 faults, each once', () => {
  const names = [...Object.values(groups), ofTheQueue, ...Object.values(tiers)].flatMap((faults) =>
    faults.map(({ name }) => name),
  )
  console.info(`${names.length} template faults seeded, each named by the check`)
  expect(names.length).toBeGreaterThanOrEqual(120)
  expect(new Set(names).size).toBe(names.length)
})
