import { defineTable, type TableDefinition } from '../model/table.ts'

const deployment = { tier: 'backend', flag: 'EnableConformanceTables' }

/** Only a partition key. */
export const simpleTable = defineTable({
  base: 'conformance_simple',
  key: { pk: 'id' },
  ttl: 'expires',
  deployment,
})

/** A text sort key. */
export const textTable = defineTable({ base: 'conformance_text', key: { pk: 'pk', sk: 'sk' }, deployment })

/** A number sort key. */
export const numberTable = defineTable({
  base: 'conformance_number',
  key: { pk: 'pk', sk: { name: 'sk', type: 'N' } },
  deployment,
})

/** Bytes as both keys. */
export const bytesTable = defineTable({
  base: 'conformance_bytes',
  key: { pk: { name: 'pk', type: 'B' }, sk: { name: 'sk', type: 'B' } },
  deployment,
})

/** The generic table of a single-table design: global indexes of every projection, and a local one. */
export const genericTable = defineTable({
  base: 'conformance_generic',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    gsi0: { pk: 'gsi0_pk', sk: 'gsi0_sk' },
    gsi1: { pk: 'gsi1_pk', sk: { name: 'gsi1_sk', type: 'N' }, projection: 'KEYS_ONLY' },
    gsi2: { pk: { name: 'gsi2_pk', type: 'N' }, projection: ['shown'] },
    lsi0: { pk: 'pk', sk: { name: 'lsi0_sk', type: 'N' }, kind: 'local' },
  },
  stream: 'NEW_AND_OLD_IMAGES',
  deployment,
})

/** For scans of a whole table and of a sparse index. */
export const scanTable = defineTable({
  base: 'conformance_scan',
  key: { pk: 'id' },
  indexes: { open: { pk: 'openSince' } },
  deployment,
})

export const conformanceTables: readonly TableDefinition[] = [
  simpleTable,
  textTable,
  numberTable,
  bytesTable,
  genericTable,
  scanTable,
]
