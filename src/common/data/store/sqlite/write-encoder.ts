import { Buffer } from 'node:buffer'
import { ValidationError } from '../../errors.ts'
import { encodeRecord, encodeValue } from '../record-codec.ts'
import type { CheckWrite, PutWrite, Write } from '../store.ts'
import type { StoredValue } from '../value.ts'
import { checkItemSize } from '../sql/item-size.ts'
import { exactKeyValues, indexValues, keyValues } from '../sql/key-columns.ts'
import type { TableLayout } from './layout.ts'
import type { WirePut, WireWrite } from './wire.ts'

/** A table as the writer knows it. */
export interface KnownTable {
  readonly id: number
  readonly layout: TableLayout
}

/**
 * A write as the writer thread reads it, with everything checked that needs no stored record.
 * @throws ValidationError or TooLargeError
 */
export function encodeWrite(table: KnownTable, write: Write | CheckWrite): WireWrite {
  if (write.type === 'put') return encodePut(table, write)
  const target = {
    table: table.id,
    key: exactKeyValues(table.layout.key, write.key),
    ...encodeCondition(write),
  }
  switch (write.type) {
    case 'update':
      return {
        type: 'update',
        ...target,
        ...(write.returns && { returns: write.returns }),
        item: encodeRecord(write.key),
        update: encodeData(write.update),
      }
    case 'delete':
      return { type: 'delete', ...target, ...(write.returns && { returns: write.returns }) }
    case 'check':
      return { type: 'check', ...target }
  }
}

const encodeCondition = ({ condition }: Write | CheckWrite): { condition?: string } =>
  condition ? { condition: encodeData(condition) } : {}

function encodePut({ id, layout }: KnownTable, write: PutWrite): WirePut {
  const { record, returns } = write
  const key = keyValues(layout.key, record)
  const extra = indexValues(layout.extra, record)
  const text = encodeRecord(record)
  checkItemSize(record, text)
  return {
    type: 'put',
    table: id,
    key,
    extra,
    record: text,
    ...encodeCondition(write),
    ...(returns && { returns }),
  }
}

/** Conditions and updates are made of stored values, and so is their text. */
const encodeData = (data: unknown): string => encodeValue(data as StoredValue)

/** @throws ValidationError when two keys of one call are the same */
export function requireDifferentItems(items: readonly Pick<WireWrite, 'table' | 'key'>[]): void {
  const seen = new Set<string>()
  for (const { table, key } of items) {
    const identity = `${table} ${JSON.stringify(key.map(keyText))}`
    if (seen.has(identity)) throw new ValidationError('One call names an item twice')
    seen.add(identity)
  }
}

const keyText = (value: WireWrite['key'][number]): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value)
