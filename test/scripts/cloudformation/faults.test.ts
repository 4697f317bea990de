import { describe, expect, it } from 'vitest'

import { parityFaults } from './parity-faults.ts'
import { policyFaults } from './policy-faults.ts'
import { queueFaults } from './queue-faults.ts'
import { problemsOf, queueManifest, queueTables } from './support.ts'
import { tableFaults } from './table-faults.ts'
import { templateFaults } from './template-faults.ts'

const groups = {
  'parity of code and template': parityFaults,
  'access policies': policyFaults,
  tables: tableFaults,
  'alarms, flags, rules and size': templateFaults,
}

for (const [group, faults] of Object.entries(groups)) {
  describe(`${group}: each of ${faults.length} seeded faults is named`, () => {
    it.each(faults)('$name', ({ text, message }) => {
      expect(problemsOf(text()).join('\n')).toMatch(message)
    })
  })
}

describe(`queues, worker and role: each of ${queueFaults.length} seeded faults is named`, () => {
  it.each(queueFaults)('$name', ({ text, message }) => {
    expect(problemsOf(text(), queueManifest, queueTables).join('\n')).toMatch(message)
  })
})

it('seeds at least 20 faults, each once', () => {
  const names = [...Object.values(groups), queueFaults].flatMap((faults) => faults.map(({ name }) => name))
  console.info(`${names.length} template faults seeded, each named by the check`)
  expect(names.length).toBeGreaterThanOrEqual(20)
  expect(new Set(names).size).toBe(names.length)
})
