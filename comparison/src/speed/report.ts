import type { Cell } from './measure.ts'
import { operations } from './operations.ts'
import { rowNames, type RowName } from './row.ts'

const rowTitle = ({ library, isOverHttp }: RowName): string =>
  isOverHttp ? `${library}, over HTTP` : library

const rounded = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

const ofRow = (cells: readonly Cell[], row: RowName): (Cell | undefined)[] =>
  operations.map(({ name }) => cells.find((cell) => cell.row === row && cell.operation === name))

/** CPU microseconds an operation, and the ratio to DocumentClient by the same way. */
function texts(cells: readonly Cell[]): string[][] {
  return rowNames.map((row) => [
    rowTitle(row),
    ...ofRow(cells, row).map((cell) =>
      cell?.micros === undefined ? 'fails' : `${rounded(cell.micros)} (${cell.ratio.toFixed(2)})`,
    ),
  ])
}

const heading = ['CPU µs an operation (ratio)', ...operations.map(({ name }) => name)]

export function markdownSpeed(cells: readonly Cell[]): string {
  const row = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`
  const rule = heading.map((_, column) => (column === 0 ? '---' : '---:'))
  return [heading, rule, ...texts(cells)].map(row).join('\n')
}

export function textSpeed(cells: readonly Cell[]): string {
  const rows = [heading, ...texts(cells)]
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2)
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('')
  return rows.map(line).join('\n')
}

/** How far to trust the medians: the smallest and largest ratio of a round, of every row and operation. */
export function spreadLines(cells: readonly Cell[]): string[] {
  return rowNames.map((row) => {
    const spreads = ofRow(cells, row).map((cell) =>
      cell?.micros === undefined
        ? (cell?.failure ?? '')
        : cell.spread.map((each) => each.toFixed(2)).join('–'),
    )
    return `${rowTitle(row)}: ${spreads.join(', ')}`
  })
}
