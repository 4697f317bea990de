/** Text or bytes, cut anywhere. */
type Chunks = AsyncIterable<Uint8Array | string> | Iterable<string>

/** A row longer than this is no row of a passenger list. */
const MAX_ROW_LENGTH = 64 * 1024

/** One row of a CSV file. */
export interface CsvRecord {
  readonly cells: readonly string[]
  /** Line of the file on which the row begins, from 1. */
  readonly row: number
  /** Why the row could not be read as CSV; `cells` is empty then. */
  readonly error?: string
}

interface Line {
  readonly row: number
  readonly text: string
  readonly isTooLong: boolean
}

/**
 * Reads CSV (RFC 4180, with any line ends and a byte order mark) so that one bad row costs that row alone: a quote that
 * is never closed, or a row that never ends, is reported at its first line, and reading goes on at the next one. The
 * stock parsers give up the rest of the file there. Empty lines are passed over.
 */
export async function* csvRecords(input: Chunks): AsyncGenerator<CsvRecord> {
  const source = lines(input)
  // Lines that were read ahead for the end of a quoted cell, and are rows of their own after all.
  const ahead: Line[] = []
  const next = async (): Promise<Line | undefined> => ahead.shift() ?? (await source.next()).value

  for (let line = await next(); line !== undefined; line = await next()) {
    const { row } = line
    if (line.isTooLong) {
      yield { cells: [], row, error: `is longer than ${MAX_ROW_LENGTH} characters` }
      continue
    }
    if (line.text === '') continue
    const more: Line[] = []
    let { text } = line
    while (hasOpenQuote(text) && text.length <= MAX_ROW_LENGTH) {
      const following = await next()
      if (!following) break
      more.push(following)
      if (following.isTooLong) break
      text += `\n${following.text}`
    }
    const cells = splitCells(text)
    if (typeof cells === 'string') {
      ahead.unshift(...more)
      yield { cells: [], row, error: cells }
    } else {
      yield { cells, row }
    }
  }
}

/** An odd number of quotes: the last quoted cell goes on in the next line. */
function hasOpenQuote(text: string): boolean {
  let isOpen = false
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOpen = !isOpen
  return isOpen
}

/** The cells of a row, or what is wrong with it. */
function splitCells(text: string): string[] | string {
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  for (let start = 0; ;) {
    let end: number
    if (text[start] === '"') {
      let close = text.indexOf('"', start + 1)
      while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
      if (close === -1) return 'has a quote that is not closed'
      end = close + 1
      if (end < text.length && text[end] !== ',') return 'has text after a closing quote'
      cells.push(text.slice(start + 1, close).replaceAll('""', '"'))
    } else {
      const comma = text.indexOf(',', start)
      end = comma === -1 ? text.length : comma
      const cell = text.slice(start, end)
      if (cell.includes('"')) return 'has a quote inside a cell that does not begin with one'
      cells.push(cell)
    }
    if (end >= text.length) return cells
    start = end + 1
  }
}

/** The lines of a text, without their ends; of one that is too long only that it is there. */
async function* lines(input: Chunks): AsyncGenerator<Line, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  let row = 1
  let isTooLong = false
  const line = (text: string): Line => {
    const made = { row, text: isTooLong ? '' : text, isTooLong: isTooLong || text.length > MAX_ROW_LENGTH }
    row += 1
    isTooLong = false
    return made
  }
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    const parts = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop() ?? ''
    for (const part of parts) yield line(part)
    if (rest.length > MAX_ROW_LENGTH) {
      isTooLong = true
      rest = rest.endsWith('\r') ? '\r' : ''
    }
  }
  rest += decoder.decode()
  if (rest !== '' || isTooLong) yield line(rest.replace(/\r$/, ''))
  return undefined
}
