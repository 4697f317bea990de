import { defineTable } from '../data/model/table.ts'

/**
 * Where the consumers of a store's own change feed stand, and what they have set aside. On AWS Lambda keeps its place in
 * a stream by itself, so only the latter.
 */
export const changeConsumersTable = defineTable({
  base: 'change_consumers',
  key: { pk: 'pk', sk: 'sk' },
  deployment: { tier: 'changes', flag: 'EnableStreamHandler' },
})
