import type { PassengerInput } from '../model/passenger-table.ts'

type Attribute = keyof Omit<PassengerInput, 'version' | 'analysis'>
/** What a row says of a passenger. */
export type PassengerRow = Omit<PassengerInput, 'id'> & { readonly id?: string }

/** Attribute by column, for the two headers that this data set is known under, and our own: lower case, letters only. */
const COLUMNS: Readonly<Record<string, Attribute>> = {
  id: 'id',
  survived: 'survived',
  pclass: 'pclass',
  name: 'name',
  sex: 'sex',
  age: 'age',
  sibsp: 'sibsp',
  parch: 'parch',
  ticket: 'ticket',
  fare: 'fare',
  cabin: 'cabin',
  embarked: 'embarked',
  boat: 'boat',
  body: 'body',
  homedest: 'homeDest',
}

const REQUIRED: readonly Attribute[] = ['ticket', 'name', 'pclass', 'survived', 'sex']
const NUMBERS: ReadonlySet<Attribute> = new Set([
  'pclass',
  'survived',
  'age',
  'sibsp',
  'parch',
  'fare',
  'body',
])
/** A plain decimal number; `Number` alone would take `0x10` and the empty text. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/** Where each attribute stands in a row; undefined for a column that is passed over, such as `PassengerId`. */
export type ColumnMap = readonly (Attribute | undefined)[]

/** A header or row that is not what was expected; the message says which and why. */
export class CsvRowError extends Error {}

/** @throws CsvRowError when a required column is missing or one stands there twice */
export function readHeader(cells: readonly string[]): ColumnMap {
  const columns = cells.map((cell) => COLUMNS[cell.toLowerCase().replace(/[^a-z]/g, '')])
  const missing = REQUIRED.filter((attribute) => !columns.includes(attribute))
  if (missing.length > 0) {
    throw new CsvRowError(
      `This is not a passenger list: the header has no ${missing.join(', ')} (it has: ${cells.join(', ').slice(0, 200)})`,
    )
  }
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index)
  if (twice !== undefined) throw new CsvRowError(`The header has the column ${twice} twice`)
  return columns
}

/**
 * The attributes of one row; an empty cell and `?` are null.
 * @throws CsvRowError naming the column
 */
export function readRow(cells: readonly string[], columns: ColumnMap): PassengerRow {
  if (cells.length !== columns.length) {
    throw new CsvRowError(`has ${cells.length} cells where the header has ${columns.length}`)
  }
  const row: Record<string, unknown> = {}
  for (const [index, attribute] of columns.entries()) {
    if (attribute === undefined) continue
    const text = (cells[index] ?? '').trim()
    const isEmpty = text === '' || text === '?'
    if (!isEmpty) row[attribute] = NUMBERS.has(attribute) ? readNumber(attribute, text) : text
    else if (REQUIRED.includes(attribute)) throw new CsvRowError(`${attribute} is empty`)
  }
  return row as PassengerRow
}

function readNumber(attribute: string, text: string): number {
  if (!NUMBER.test(text)) throw new CsvRowError(`${attribute} is not a number: ${text.slice(0, 40)}`)
  return Number(text)
}
