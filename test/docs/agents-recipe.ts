import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** What the recipe gives: whole files, and lines for files of the house. */
export interface Recipe {
  /** Text by path; the path is the last one that was named before the code. */
  readonly files: ReadonlyMap<string, string>
  /** Of the step that registers the feature: what stands in each block, by the file named before it. */
  readonly lines: readonly (readonly [path: string, line: string])[]
  /** Commands of the last step. */
  readonly commands: readonly string[]
}

/** Reads the recipe of AGENTS.md as whoever follows it. */
export function readRecipe(text = readFileSync(join(root, 'AGENTS.md'), 'utf8')): Recipe {
  const [, section = ''] = text.split(/^## Adding a feature$/m)
  const files = new Map<string, string>()
  const lines: (readonly [string, string])[] = []
  let path = ''
  for (const part of section.split(/^## /m)[0]?.split(/^(?= *```)/m) ?? []) {
    const code = /^( *)```ts\n([^]*)$/.exec(part)
    if (code) {
      const body = dedented(code[2] ?? '', code[1] ?? '')
      if (path === 'src/app.ts' || path === 'src/tables.ts') lines.push([path, body.trim()])
      else files.set(path, body)
      continue
    }
    path =
      [...part.matchAll(/`((?:src|test)\/[\w./-]+\.ts)`/g)]
        .map(([, each = '']) => each)
        .find(isTarget(files)) ?? path
  }
  const last = /^10\. (.*)$/m.exec(section)?.[1] ?? ''
  return { files, lines, commands: [...last.matchAll(/`(npm [^`]+)`/g)].map(([, each = '']) => each) }
}

const isTarget =
  (known: ReadonlyMap<string, string>) =>
  (path: string): boolean =>
    !known.has(path)

const dedented = (code: string, indent: string): string =>
  code
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n')
    .trimEnd() + '\n'

/**
 * The template with what stands under the flag of the passengers copied for the books, and its indexes made those of the
 * declaration: step 7, as an editor would do it.
 */
export function copyTable(template: string): string {
  const lines = template.split('\n')
  const copied = lines.flatMap((line, at) => {
    if (!/^ {2}\S*Passengers\w*:/.test(line)) return []
    const length = lines.slice(at + 1).findIndex((each) => /^ {0,2}\S/.test(each))
    return [{ at, length: length === -1 ? lines.length - at : length + 1 }]
  })
  for (const { at, length } of copied.reverse())
    lines.splice(at + length, 0, ...renamed(lines.slice(at, at + length).join('\n')).split('\n'))
  return lines.join('\n').replace('EnablePassengersTable,', 'EnablePassengersTable, EnableBooksTable,')
}

/** The lines of the table and of its first index among those that the API may use. */
export const copyGrants = (template: string): string =>
  template.replace(/^.*table\/\S+_passengers(?:\/index\/ticket-index)?'\n/gm, (line) => line + renamed(line))

/** Without the second index, and with the first one by author. */
const renamed = (block: string): string =>
  block
    .replaceAll('Passengers', 'Books')
    .replaceAll('passengers', 'books')
    .replace(/ +- AttributeName: pclass\n +AttributeType: N\n/, '')
    .replace(/ +- IndexName: pclass-index\n(?: {10,}.*\n)*/, '')
    .replace(/ +- !Sub '[^']*pclass-index'\n?/, '')
    .replace('+FILL(pclassReads,0)+FILL(pclassWrites,0)', '')
    .replace(/ {8}- Id: pclass(?:Reads|Writes)\n(?: {10}.*\n)*/g, '')
    .replaceAll('ticket', 'author')
