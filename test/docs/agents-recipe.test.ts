import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PATIENCE_MS, Program } from '../support/server-process.ts'
import { ScratchCopy } from '../support/scratch-copy.ts'
import { copyGrants, copyTable, readRecipe, type Recipe } from './agents-recipe.ts'

/* Somebody follows the recipe of AGENTS.md to the letter, in a copy of the house. */

let copy: ScratchCopy
let recipe: Recipe
beforeAll(() => {
  copy = new ScratchCopy()
  recipe = readRecipe()
})
afterAll(() => {
  copy.remove()
})

function change(path: string, by: (text: string) => string): void {
  const file = join(copy.path, path)
  const [before, after] = [readFileSync(file, 'utf8'), by(readFileSync(file, 'utf8'))]
  expect(after, `${path} is as it was`).not.toBe(before)
  writeFileSync(file, after)
}

/** An import above the others, a statement behind the last feature. */
const withLine = (line: string) => (text: string) =>
  line.startsWith('import ')
    ? `${line}\n${text}`
    : text.replace(/^ {2}return app$/m, `  ${line}\n  return app`)

/** A name at the end of a list. */
const withName = (list: RegExp, name: string) => (text: string) =>
  text.replace(list, (all: string) => all.replace(/,?\s*\]$/, `, ${name}]`))

async function passes(tool: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await copy.run(tool, ...args)
  expect(code, output).toBe(0)
}

describe('the recipe of AGENTS.md, followed to the letter', { timeout: 5 * PATIENCE_MS }, () => {
  it('has a file for each step', () => {
    expect([...recipe.files.keys()]).toEqual([
      'src/features/books/model/book-table.ts',
      'src/features/books/service/book-data-service.ts',
      'src/features/books/routes/book-dto.ts',
      'src/features/books/routes/book-operations.ts',
      'src/features/books/routes/book-routes.ts',
      'src/features/books/index.ts',
      'test/features/books/routes/book-routes.test.ts',
      'test/app/sessions/book-session.ts',
    ])
    for (const [path, text] of recipe.files) {
      mkdirSync(dirname(join(copy.path, path)), { recursive: true })
      writeFileSync(join(copy.path, path), text)
    }
  })

  it('registers the feature, its table and its session', () => {
    expect(recipe.lines.map(([path]) => path)).toEqual(['src/app.ts', 'src/app.ts', 'src/tables.ts'])
    for (const [path, line] of recipe.lines) change(path, withLine(line))
    change('src/app.ts', withName(/const tags = \[[^\]]*\]/, 'booksTag'))
    change('src/tables.ts', withName(/= \[[^\]]*\]/, 'booksTable'))
    change('test/app/openapi.test.ts', withLine("import { bookSession } from './sessions/book-session.ts'"))
    change('test/app/openapi.test.ts', withName(/const sessions = \[[^\]]*\]/, 'bookSession'))
  })

  it('copies the table in the template, and sets its flag', async () => {
    const validate = () => copy.run('tsx', 'scripts/validate.ts', '--no-lint')
    expect((await validate()).output).toContain('books: tier backend has no parameter EnableBooksTable')
    change('cloudformation/backend/backend.yaml', copyTable)
    for (const file of readdirSync(join(copy.path, 'cloudformation/parameters')))
      change(`cloudformation/parameters/${file}`, (text) =>
        text.replace(/^( *)"EnablePassengersTable": .*$/m, '$&\n$1"EnableBooksTable": "true",'),
      )
    const refused = await validate()
    expect(refused.output).toContain('ApiRole lacks dynamodb:Scan on bulkhead_dev_books')
    change('cloudformation/api/api.yaml', copyGrants)
    const { code, output } = await validate()
    expect(code, output).toBe(0)
  })

  it('ends with commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(copy.path, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(recipe.commands).toEqual([
      'npm run client:generate',
      'npm run format',
      'npm run check',
      'npm start',
    ])
    for (const command of recipe.commands)
      expect(scripts).toHaveProperty([command.replace(/^npm (run )?/, '')])
  })

  // What `npm run check` does, for what has changed.
  it('is formatted, has the right types, and passes the linter and the import rules', async () => {
    const changed = ['src/features/books', 'test/features/books', 'test/app', 'src/app.ts', 'src/tables.ts']
    await passes('prettier', '--write', ...changed)
    await passes('tsc', '-p', 'tsconfig.json')
    await passes('eslint', ...changed)
    await passes('depcruise', 'src')
    await passes('knip')
  })

  it('passes its tests, and those of the OpenAPI document', () =>
    passes('vitest', 'run', '--maxWorkers=1', 'test/features/books/', 'test/app/openapi.test.ts'))

  it('is served', async () => {
    const environment = { PORT: '0', SQLITE_PATH: ':memory:', WORKER_CONCURRENCY: '0' }
    const server = new Program(join(copy.path, 'src/server.ts'), [], copy.path, environment)
    try {
      const [origin] = await server.until(/http:\/\/127\.0\.0\.1:\d+/)
      const books = `${origin}/api/v1/books`
      const headers = { 'content-type': 'application/json' }
      const mobyDick = { id: 'moby-dick', title: 'Moby-Dick', author: 'Herman Melville', pages: 635 }
      const created = await fetch(books, { method: 'POST', headers, body: JSON.stringify(mobyDick) })
      expect(created.status).toBe(201)
      expect(await (await fetch(`${books}/moby-dick`)).json()).toEqual(mobyDick)
      expect((await fetch(`${origin}/docs`)).status).toBe(200)
    } finally {
      await server.stop()
    }
  })
})
