import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allFilledIn } from '../../app/filled-in.ts'
import type { OpenApiDocument } from '../../app/openapi-document.ts'
import { PATIENCE_MS, Program } from '../../support/server-process.ts'
import { ScratchCopy } from '../../support/scratch-copy.ts'
import { shapes } from './shapes.ts'

/*
 * Every shape at once in a copy of the house: what the generator writes has to pass everything that code written by
 * hand has to pass. The steps build on each other, from the copy as it was to the copy as it was.
 */

const names = Object.keys(shapes)
const folders = names.map((name) => `features/${name}`)
const written = ['src', 'test'].flatMap((root) => folders.map((folder) => `${root}/${folder}`))
const registries = ['src/app.ts', 'src/tables.ts', 'test/app']

let copy: ScratchCopy
let before: ReadonlyMap<string, string>
beforeAll(() => {
  copy = new ScratchCopy()
  before = copy.files()
})
afterAll(() => {
  copy.remove()
})

/** Fails with what the tool said. */
async function passes(tool: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await copy.run(tool, ...args)
  expect(code, output).toBe(0)
}

describe('features of every shape', { timeout: 5 * PATIENCE_MS }, () => {
  it('are written', async () => {
    for (const [name, args] of Object.entries(shapes))
      await passes('tsx', 'scripts/new-feature.ts', 'create', name, ...args)
    await passes('tsx', 'scripts/new-index.ts', 'books', '--index', 'byTitle=title,author')
    expect([...copy.files().keys()].filter((path) => path.includes('/features/books/')).length).toBe(12)
  })

  it('have the right types', () => passes('tsc', '-p', 'tsconfig.json'))

  it('pass the linter, the formatter, the import rules and the search for unused code', async () => {
    await passes('eslint', ...written, ...registries)
    await passes('prettier', '--check', ...written, ...registries, 'cloudformation')
    await passes('depcruise', 'src', 'scripts')
    await passes('knip')
  })

  it('agree with the CloudFormation templates', () => passes('tsx', 'scripts/validate.ts', '--no-lint'))

  it('pass their own tests, and those of the OpenAPI document', () =>
    passes('vitest', 'run', '--maxWorkers=1', ...folders.map((folder) => `test/${folder}/`), 'test/app'))

  it('are served, with examples that work as the documentation page fills them in', async () => {
    const server = new Program(join(copy.path, 'src/server.ts'), [], copy.path, {
      PORT: '0',
      SQLITE_PATH: ':memory:',
      WORKER_CONCURRENCY: '0',
      // It would leave an image in the copy.
      LOAD_SAMPLE: 'false',
    })
    try {
      const [origin = ''] = await server.until(/http:\/\/127\.0\.0\.1:\d+/)
      const document = (await (await fetch(`${origin}/openapi.json`)).json()) as OpenApiDocument
      const own = allFilledIn(document).filter(({ url }) => names.includes(url.split(/[/?]/)[3] ?? ''))
      expect(own.length).toBeGreaterThanOrEqual(6 * names.length)
      // What is created is then read, found, changed and replaced, and deleted at last.
      const turns = ['POST', 'GET', 'PATCH', 'PUT', 'DELETE']
      for (const { method, url, headers, body = null } of [...own].sort(
        (a, b) => turns.indexOf(a.method) - turns.indexOf(b.method),
      )) {
        const { status } = await fetch(`${origin}${url}`, { method, headers, body })
        expect([200, 201, 204], `${method} ${url}`).toContain(status)
      }
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ id: 'moby-dick', title: 'Moby-Dick', author: 'Herman Melville' })
      const created = await fetch(`${origin}/api/v1/books`, { method: 'POST', headers, body })
      expect(created.headers.get('location')).toBe('/api/v1/books/moby-dick')
      const found = await fetch(`${origin}/api/v1/books?author=Herman+Melville`)
      expect(await found.json()).toMatchObject({ items: [{ title: 'Moby-Dick', pages: null }] })
    } finally {
      await server.stop()
    }
  })

  it('are taken away again to the byte, in any order', async () => {
    for (const name of [...names].sort()) await passes('tsx', 'scripts/new-feature.ts', 'remove', name)
    const after = copy.files()
    expect([...after.keys()]).toEqual([...before.keys()])
    expect([...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path)).toEqual([])
  })
})
