import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

/*
 * The examples of a page of the guide. All `ts` blocks of a page are one program, in their order. It stands where a
 * test of a feature would (test/features/NAME/), so it imports as one. What a statement gives is said behind it or
 * below it:
 *
 *   await books.get('moby-dick') // → { id: 'moby-dick', … }
 *   await books.create(book) // throws AlreadyExistsError: Book already exists: moby-dick
 *
 * The value is an expression; `…` stands for more members. Lines of comment that are indented by three blanks or more
 * go on with it.
 */

const root = resolve(import.meta.dirname, '../..')
const cache = join(root, 'node_modules', '.cache', 'bulkhead-docs')

/** What a page claims of one statement, and what it gave. */
export interface Claim {
  readonly line: number
  readonly actual: unknown
  readonly expected: unknown
  /** More members than those that are shown are fine. */
  readonly isPartial: boolean
}

const CLAIM = /^\/\/ (→|throws) (.*)$/

/** The code of a page on its own lines; all other lines are empty. */
export function codeOf(page: string): string {
  let isCode = false
  const lines = page.split('\n').map((line) => {
    if (!isCode && /^\s*```ts$/.test(line)) isCode = true
    else if (isCode && /^\s*```$/.test(line)) isCode = false
    else if (isCode) return line
    return ''
  })
  return lines.join('\n')
}

/** Behind each statement with a claim, the call that records what it gave; on the same lines as before. */
export function withClaims(code: string): string {
  const source = ts.createSourceFile('page.ts', code, ts.ScriptTarget.Latest, true)
  let text = ''
  let at = 0
  for (const statement of source.statements) {
    const claim = claimBehind(code, statement.end)
    if (!claim) continue
    const { line } = source.getLineAndCharacterOfPosition(statement.end)
    const start = statement.getStart(source)
    text += code.slice(at, start) + recorded(statement, source, claim, line + 1)
    at = statement.end
  }
  return text + code.slice(at)
}

interface Behind {
  readonly kind: string
  readonly value: string
}

function claimBehind(code: string, end: number): Behind | undefined {
  const [first = '', ...rest] = code.slice(end).split('\n')
  const lines = first.trim() === '' ? rest : [first, ...rest]
  const found = CLAIM.exec((lines[0] ?? '').trim())
  if (!found) return undefined
  const [, kind = '', begin = ''] = found
  const following = lines.slice(1)
  const stop = following.findIndex((line) => !/^\s*\/\/ {3}/.test(line))
  const more = following.slice(0, stop).map((line) => line.replace(/^\s*\/\/ +/, ''))
  return { kind, value: [begin, ...more].join(' ') }
}

function recorded(
  statement: ts.Statement,
  source: ts.SourceFile,
  { kind, value }: Behind,
  line: number,
): string {
  const text = statement.getText(source)
  if (kind === 'throws')
    return `await record.throws(${line}, async () => { ${text}\n }, ${JSON.stringify(value)});`.replace(
      '\n }',
      ' }',
    )
  const expected = `(${value.replace(/,? *…/g, '')})`
  const isPartial = String(value.includes('…'))
  if (ts.isExpressionStatement(statement)) return `record.gives(${line}, ${text}, ${expected}, ${isPartial});`
  const [declared] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : []
  if (declared && ts.isIdentifier(declared.name))
    return `${text}; record.gives(${line}, ${declared.name.text}, ${expected}, ${isPartial});`
  throw new Error(`Line ${line}: only an expression or the declaration of a constant gives a value`)
}

/** The page as a program on its own, with the imports of a feature's test. Returns its path. */
function write(page: string, code: string): string {
  mkdirSync(cache, { recursive: true })
  const path = join(cache, `${basename(page, '.md')}.ts`)
  writeFileSync(
    path,
    code.replace(/from '(\.\.\/[^']+)'/g, (_all, from: string) => `from '${placed(from)}'`),
  )
  return path
}

const placed = (from: string): string => relative(cache, join(root, 'test/features/library', from))

export const pageText = (page: string): string => readFileSync(join(root, page), 'utf8')

/** What the compiler has to say about the examples, `page:line: message` each. */
export function typeErrors(pages: readonly string[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'))
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  const paths = new Map(pages.map((page) => [write(page, codeOf(pageText(page))), page]))
  const program = ts.createProgram([...paths.keys()], { ...options, noUnusedLocals: false })
  return [...paths].flatMap(([path, page]) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ start = 0, file, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
      return `${page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
}

/**
 * Runs the examples of a page and shows each claim to `check` at its time.
 * @throws what `check` throws, and what a statement throws that does not say so
 */
export async function run(page: string, text: string, check: (claim: Claim) => void): Promise<void> {
  const record = {
    gives: (line: number, actual: unknown, expected: unknown, isPartial: boolean) => {
      check({ line, actual, expected, isPartial })
    },
    throws: async (line: number, work: () => Promise<unknown>, expected: string) => {
      const actual = await work().then(() => 'nothing', told)
      check({ line, actual: actual.startsWith(expected) ? expected : actual, expected, isPartial: false })
    },
  }
  Object.assign(globalThis, { record })
  const path = write(page, withClaims(codeOf(text)))
  await import(`${pathToFileURL(path).href}?${process.hrtime.bigint()}`)
}

const told = (error: unknown): string =>
  error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error)
