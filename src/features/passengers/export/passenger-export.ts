import type { ExportFormat } from '../model/passenger-files.ts'
import type { Passenger } from '../model/passenger-table.ts'
import type { PassengerDataService } from '../service/passenger-data-service.ts'

/** As in the well-known list, with the id in front, so that an import of the file gives everybody the same id again. */
const COLUMNS: readonly (readonly [header: string, attribute: keyof Passenger])[] = [
  ['id', 'id'],
  ['pclass', 'pclass'],
  ['survived', 'survived'],
  ['name', 'name'],
  ['sex', 'sex'],
  ['age', 'age'],
  ['sibsp', 'sibsp'],
  ['parch', 'parch'],
  ['ticket', 'ticket'],
  ['fare', 'fare'],
  ['cabin', 'cabin'],
  ['embarked', 'embarked'],
  ['boat', 'boat'],
  ['body', 'body'],
  ['home.dest', 'homeDest'],
]

const PAGE = 500

/** Every passenger as lines of a file, a page at a time; `onPage` is told how many there were so far. */
export async function* exportPassengers(
  service: PassengerDataService,
  format: ExportFormat,
  onPage: (rows: number) => void,
): AsyncGenerator<string, void> {
  const line = format === 'csv' ? csvLine : jsonLine
  if (format === 'csv') yield `${COLUMNS.map(([header]) => header).join(',')}\n`
  let rows = 0
  let cursor: string | undefined
  do {
    const page = await service.list({ limit: PAGE, cursor })
    if (page.items.length > 0) yield page.items.map(line).join('')
    rows += page.items.length
    onPage(rows)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

const csvLine = (passenger: Passenger): string =>
  `${COLUMNS.map(([, attribute]) => cell(passenger[attribute])).join(',')}\n`

/** RFC 4180: quoted where it must be. */
function cell(value: Passenger[keyof Passenger]): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const jsonLine = ({ version: _version, ...passenger }: Passenger): string => `${JSON.stringify(passenger)}\n`
