import { UsageError } from '../../command-line.ts'

/* A CloudFormation template as lines, so that its comments and its layout stay: sections at the margin, entries below. */

interface Block {
  readonly name: string
  readonly start: number
  /** Behind its last line; empty lines and comments that follow belong to the next one. */
  readonly end: number
}

/** The blocks whose first line has this indentation, between two lines. */
function blocksOf(lines: readonly string[], indent: number, from = 0, to = lines.length): Block[] {
  const head = new RegExp(`^ {${indent}}([A-Za-z0-9:]+):`)
  const outside = new RegExp(`^ {0,${indent}}[^ ]`)
  const blocks: Block[] = []
  for (let at = from; at < to; at++) {
    const name = head.exec(lines[at] ?? '')?.[1]
    if (name === undefined) continue
    let end = at + 1
    while (end < to && !outside.test(lines[end] ?? '')) end++
    while (end > at + 1 && (lines[end - 1] ?? '').trim() === '') end--
    blocks.push({ name, start: at, end })
  }
  return blocks
}

/** The entries of a section such as `Parameters`. @throws UsageError when there is no such section */
export function entriesOf(lines: readonly string[], section: string, path: string): Block[] {
  const found = blocksOf(lines, 0).find(({ name }) => name === section)
  if (!found) throw new UsageError(`${path}: it has no section ${section}; add one first`)
  return blocksOf(lines, 2, found.start + 1, endOf(lines, found))
}

/** Where the next section begins, or the text ends. */
function endOf(lines: readonly string[], section: Block): number {
  const next = blocksOf(lines, 0).find(({ start }) => start > section.start)
  return next?.start ?? lines.length
}

/** The text with further lines behind the last entry whose name fits, or behind the last one of all. */
export function addEntries(
  text: string,
  { section, after, path }: { readonly section: string; readonly after: RegExp; readonly path: string },
  added: string,
): string {
  const lines = text.split('\n')
  const entries = entriesOf(lines, section, path)
  const last = entries.findLast(({ name }) => after.test(name)) ?? entries.at(-1)
  if (!last) throw new UsageError(`${path}: section ${section} is empty; add an entry first`)
  lines.splice(last.end, 0, ...added.replace(/\n$/, '').split('\n'))
  return lines.join('\n')
}

/** The text without the entries of a section that have these names, and without the heading above the first of them. */
export function removeEntries(
  text: string,
  section: string,
  names: ReadonlySet<string>,
  path: string,
): string {
  const lines = text.split('\n')
  for (const { name, start, end } of entriesOf(lines, section, path).reverse()) {
    if (!names.has(name)) continue
    const hasHeading = /^ {2}# ---/.test(lines[start - 1] ?? '')
    const first = hasHeading ? start - 1 : start
    // An empty line above goes with it.
    const from =
      (lines[first - 1] ?? '').trim() === '' && (lines[end] ?? '').trim() === '' ? first - 1 : first
    lines.splice(from, end - from)
  }
  return lines.join('\n')
}
