import type { ChangeRecord } from '../../changes/change-record.ts'
import { changeOfWrite } from '../../changes/local-change.ts'
import { malformed, MalformedRecordError } from '../../changes/malformed-record-error.ts'
import { toDecimalText } from '../../expressions/decimal.ts'
import { isNumeric } from '../../expressions/order.ts'
import type { TableDefinition } from '../../model/table.ts'
import type { ChangeBatch } from '../change-feed.ts'
import { decodeRecord } from '../record-codec.ts'
import type { StreamedTables } from '../streamed-tables.ts'
import { typeOf, type StoredRecord } from '../value.ts'

/** A row of the change log, as the triggers write it. */
export interface LoggedChange {
  readonly sequence: string
  /** Physical name. */
  readonly table: string
  readonly time: string
  /** The text of the record; null for none. */
  readonly before: string | null
  readonly after: string | null
}

/** The changes of rows; rows of other tables are passed over. */
export function readLog(
  tables: StreamedTables,
  rows: readonly LoggedChange[],
): Pick<ChangeBatch, 'changes' | 'malformed'> {
  const changes: ChangeRecord[] = []
  const rejected: MalformedRecordError[] = []
  for (const row of rows) {
    const definition = tables.get(row.table)
    if (!definition) continue
    try {
      const change = changeOfRow(definition, row)
      if (change) changes.push(change)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      rejected.push(new MalformedRecordError([{ path: '', message: reason }], `${row.table}:${row.sequence}`))
    }
  }
  return { changes, malformed: rejected }
}

/** As the declared view of the stream shows it. @throws Error for a row that is no change of an item */
function changeOfRow(definition: TableDefinition, row: LoggedChange): ChangeRecord | undefined {
  const before = imageOf(definition, row.before, '/before')
  const after = imageOf(definition, row.after, '/after')
  if (!before && !after) throw malformed('', 'has no image')
  const change = changeOfWrite(definition, {
    tableName: row.table,
    sequence: row.sequence,
    before,
    after,
    time: timeOf(row.time),
    isExpiry: !after && hasExpired(definition, before, row.time),
  })
  return change && inView(change, definition.stream)
}

function imageOf({ key }: TableDefinition, text: string | null, path: string): StoredRecord | undefined {
  if (text === null) return undefined
  const image: unknown = decodeRecord(text)
  if (typeof image !== 'object' || image === null || Array.isArray(image))
    throw malformed(path, 'is no record')
  const record = image as StoredRecord
  for (const { name, type } of key.sk ? [key.pk, key.sk] : [key.pk]) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined
    if (value === undefined || typeOf(value) !== type) throw malformed(`${path}/${name}`, 'is not the key')
  }
  return record
}

function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw malformed('/time', 'is not a time')
  return time
}

/** Nobody deletes an item whose time is over: to the data layer it is not there. */
function hasExpired({ ttl }: TableDefinition, before: StoredRecord | undefined, time: string): boolean {
  const expires = ttl === undefined ? undefined : before?.[ttl]
  if (expires === undefined || !isNumeric(expires)) return false
  return Number(toDecimalText(expires)) * 1000 <= Date.parse(time)
}

function inView({ before, after, ...change }: ChangeRecord, view: TableDefinition['stream']): ChangeRecord {
  return {
    ...change,
    ...(before && (view === 'NEW_AND_OLD_IMAGES' || view === 'OLD_IMAGE') && { before }),
    ...(after && (view === 'NEW_AND_OLD_IMAGES' || view === 'NEW_IMAGE') && { after }),
  }
}
