import type { StoredRecord } from '../value.ts'
import { fromAttributeMap, type AttributeMap } from './attribute-value.ts'
import { isForRecords } from './fast/records.ts'
import { WRITE_TOKEN } from './write-token.ts'

/** An item as the port gives it out: without our token. */
export const toRecord = (item: AttributeMap): StoredRecord => fromAttributeMap(item, WRITE_TOKEN)

/** Items of the answer to a command `forRecords`: records already where the fast lane has read it. */
export const recordsOf = (
  output: object,
  items: readonly AttributeMap[] | undefined = [],
): readonly StoredRecord[] =>
  isForRecords(output) ? (items as unknown as readonly StoredRecord[]) : items.map(toRecord)
