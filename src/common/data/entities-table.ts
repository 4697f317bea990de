import { genericTable } from './model/generic-table.ts'

/**
 * The one physical table of the single-table features, which never see each other: their models bear their name on each
 * item and map their attributes to these keys by templates.
 */
export const entitiesTable = genericTable({
  base: 'entities',
  localIndexes: 3,
  globalIndexes: 2,
  ttl: 'expiresAt',
  stream: 'NEW_AND_OLD_IMAGES',
  deployment: { tier: 'backend', flag: 'EnableEntitiesTable' },
})
