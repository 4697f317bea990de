import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { planIndex } from '../../../scripts/new-feature/add-index.ts'
import { planFeature, writePlan } from '../../../scripts/new-feature/create-feature.ts'
import { parseRequest } from '../../../scripts/new-feature/options.ts'
import { askForFeature } from '../../../scripts/new-feature/questions.ts'
import { planRemoval, writeRemoval } from '../../../scripts/new-feature/remove-feature.ts'
import { Tree } from '../../../scripts/new-feature/tree.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'
import { PATIENCE_MS } from '../../support/server-process.ts'
import { ScratchCopy } from '../../support/scratch-copy.ts'
import { shapes } from './shapes.ts'

const HOUSE = ['.prettierrc.json', 'src', 'test/app', 'cloudformation']
const BOOKS = ['books', ...(shapes.books ?? [])]

let copy: ScratchCopy
let tree: Tree
let before: ReadonlyMap<string, string>
beforeAll(() => {
  copy = new ScratchCopy(HOUSE)
  tree = new Tree(copy.path)
  before = copy.files()
})
afterEach(() => {
  for (const [path, text] of copy.files()) {
    const old = before.get(path)
    if (old === undefined) tree.remove(path)
    else if (old !== text) writeFileSync(join(copy.path, path), old, 'latin1')
  }
})
afterAll(() => {
  copy.remove()
})

async function make(args: readonly string[]): Promise<void> {
  const request = parseRequest(args)
  if (!request) throw new Error('That was the help')
  writePlan(await planFeature(request.spec, tree), tree)
}

describe('new:feature names the argument that is wrong, and the way out', () => {
  it.each<[string, string[]]>([
    ['NAME is missing', []],
    ['write it in lower case', ['Books', '--attribute', 'title:string']],
    ['--singular', ['sheep', '--attribute', 'wool:boolean']],
    ["'apps' has a meaning|'app'|another name", ['apps', '--attribute', 'a:string']],
    ['--attribute is missing', ['books']],
    ['NAME:TYPE, such as title:string', ['books', '--attribute', 'title']],
    ["'text' is no type; there are string, integer", ['books', '--attribute', 'title:text']],
    ["'Title' is no name", ['books', '--attribute', 'Title:string']],
    ["'promise' has a meaning", ['promises', '--attribute', 'a:string']],
    ["'toString' has a meaning already", ['books', '--attribute', 'toString:string']],
    ['--singular', ['time-series', '--attribute', 'a:string']],
    [
      "'class' is a word of the language",
      ['books', '--attribute', 'class:string', '--index', 'byClass=class'],
    ],
    ["'version' has a meaning already", ['books', '--attribute', 'version:integer']],
    ["the example 'x' is no integer", ['books', '--attribute', 'pages:integer=x']],
    ['it is there twice', ['books', '--attribute', 'a:string', '--attribute', 'a:string']],
    ['one attribute, or two', ['books', '--key', 'a,b,c', '--attribute', 'd:string']],
    ['never null', ['books', '--attribute', 'id:integer', '--attribute', 'd:string']],
    [
      'there is no attribute author; add --attribute author:string',
      [...BOOKS.slice(0, 3), '--index', 'byAuthor=author'],
    ],
    ['such as byTitle=title', [...BOOKS, '--index', 'title']],
    ['is part of the key', [...BOOKS, '--index', 'byId=id']],
    ['leave out the \\?', [...BOOKS, '--index', 'byTitle=title,pages']],
    ['two named byAuthor', [...BOOKS, '--index', 'byAuthor=title']],
    ['at most 4', [...BOOKS, ...['A', 'B', 'C', 'D'].flatMap((name) => ['--index', `by${name}=title`])]],
    ['own, or entities', [...BOOKS, '--table', 'shared']],
    ['called expiresAt', [...BOOKS, '--table', 'entities', '--ttl', 'goneAt']],
    ["Unknown option '--colour'", [...BOOKS, '--colour', 'red']],
    ['choose one', [...BOOKS, '--version', '--no-version']],
  ])('%s', (message, args) => {
    expect(() => parseRequest(args)).toThrow(new RegExp(message))
  })

  it.each<[string, string[]]>([
    ['src/features/stories is there already', ['stories', '--attribute', 'a:string']],
    ['choose another name', ['imports', '--attribute', 'a:string']],
    ['choose another name', ['problems', '--attribute', 'a:string']],
    ['tables are in queue, backend, changes', [...BOOKS, '--tier', 'cellar']],
    ['tables are in queue, backend, changes', [...BOOKS, '--tier', 'api']],
  ])('%s', async (message, args) => {
    await expect(make(args)).rejects.toThrow(message)
  })
})

describe('new:feature', { timeout: PATIENCE_MS }, () => {
  it('asks what it is not told, again where an answer is wrong', async () => {
    const answers = ['books', '', 'title', 'title:string', '', 'byTitle=title', '', '', '', '']
    const said: string[] = []
    const output = new Writable({
      write: (text: Buffer, _encoding, done) => {
        said.push(text.toString())
        done()
      },
    })
    const args = await askForFeature({ input: Readable.from(answers.map((line) => `${line}\n`)), output })
    expect(args).toEqual(['books', '--key', 'id', '--attribute', 'title:string', '--index', 'byTitle=title'])
    expect(said.join('')).toContain('write NAME:TYPE')
  })

  it('keeps comments, order and everything else of the files that it changes', async () => {
    await make(BOOKS)
    const [old, now] = [before.get('./src/app.ts') ?? '', tree.read('src/app.ts')]
    const added = now.split('\n').filter((line) => !old.split('\n').includes(line))
    expect(added.join('\n')).toMatch(/import \{ books, booksTag \} from '\.\/features\/books\/index\.ts'/)
    expect(added.join('\n')).toContain("await app.register(books, { prefix: '/api/v1', data })")
    expect(tree.read('cloudformation/backend/backend.yaml')).toContain('# --- books (EnableBooksTable) ---')
  })

  it('grants the API the table in policies that all tables share, and begins one that is not there', async () => {
    const template = 'cloudformation/api/api.yaml'
    const grants = () => tree.read(template).match(/_books\S*(?=')/g)
    await make(BOOKS)
    expect(grants()).toEqual(['_books', '_books', '_books/index/author-index'])
    const policies = (text: string) => text.match(/AWS::IAM::ManagedPolicy/g)?.length ?? 0
    expect(policies(tree.read(template))).toBe(policies(before.get(`./${template}`) ?? ''))

    const granted = parseTemplate(tree.read(template), template)
    writeRemoval(await planRemoval('books', tree), tree)
    const house = tree.read(template)
    const scans = /  ApiScanAccess:[^]+?\n\n/
    tree.write(template, house.replace(scans, ''))
    await make(BOOKS)
    const begun = parseTemplate(tree.read(template), template).Resources.ApiScanAccess?.Properties
    expect(begun?.PolicyDocument).toMatchObject({
      Statement: [
        { Action: ['dynamodb:Scan'], Resource: [{ 'Fn::Sub': expect.stringMatching(/_books$/) as string }] },
      ],
    })
    expect({ ...granted.Resources.ApiScanAccess?.Properties, PolicyDocument: 0 }).toEqual({
      ...begun,
      PolicyDocument: 0,
    })
    writeRemoval(await planRemoval('books', tree), tree)
    expect(tree.read(template)).toBe(house.replace(scans, ''))
  })
})

/** The arguments with the last index at their end. */
function lastIndex(args: readonly string[]): readonly [others: readonly string[], index: string] {
  const at = args.lastIndexOf('--index')
  return [[...args.slice(0, at), ...args.slice(at + 2)], args[at + 1] ?? '']
}

/** A second index sorted by an attribute, the first one of a key of two parts, the second one of the shared table. */
const indexed = Object.entries(shapes).filter(([name]) =>
  ['loans', 'user-tasks', 'library-cards'].includes(name),
)

describe('new:index', { timeout: PATIENCE_MS }, () => {
  it.each(indexed)('makes of %s what new:feature would have made with it', async (name, args) => {
    const [others, index] = lastIndex(args)
    await make([name, ...others])
    const without = copy.files()
    const { changed, conflicts } = await planIndex(name, index, tree)
    expect([...conflicts.keys()]).toEqual([])
    for (const [path, text] of changed) tree.write(path, text)
    const added = copy.files()
    writeRemoval(await planRemoval(name, tree), tree)
    expect([...copy.files()]).toEqual([...before])
    await make([name, ...others, '--index', index])
    expect([...added]).toEqual([...copy.files()])
    expect([...added].filter(([path, text]) => without.get(path) !== text).length).toBe(changed.size)
  })

  it('leaves what was changed by hand, and other features', async () => {
    const [others, index] = lastIndex(BOOKS)
    await make(others)
    await make(['loans', ...(shapes.loans ?? [])])
    const edits = {
      'src/features/books/README.md': 'Nuances',
      'src/features/books/model/book-table.ts': 'Id of',
    }
    for (const [path, words] of Object.entries(edits)) {
      expect(tree.read(path)).toContain(words)
      tree.write(path, tree.read(path).replace(words, `My ${words}`))
    }
    const { changed, conflicts } = await planIndex('books', index, tree)
    expect([...conflicts.keys()]).toEqual([])
    for (const [path, text] of changed) tree.write(path, text)
    for (const [path, words] of Object.entries(edits)) expect(tree.read(path)).toContain(`My ${words}`)
    expect(tree.read('src/features/books/model/book-table.ts')).toContain("byAuthor: { index: 'author-index'")
    expect((await planRemoval('loans', tree)).edits).toEqual([])
    expect((await planRemoval('books', tree)).edits).toEqual(
      Object.keys(edits).map((path) => `${path}: it was changed by hand`),
    )
  })

  it('names the place where a change by hand is in the way, and the lines', async () => {
    const [others, index] = lastIndex(BOOKS)
    await make(others)
    const path = 'src/features/books/model/book-table.ts'
    tree.write(path, tree.read(path).replace("key: { pk: 'id' },", "key: { pk: 'id' }, // mine"))
    const { conflicts } = await planIndex('books', index, tree)
    expect([...conflicts.keys()]).toEqual([path])
    expect(conflicts.get(path)?.join()).toContain("indexes: { 'author-index': { pk: 'author', sk: 'id' } },")
  })

  it.each<[string, string, string]>([
    ['there is no attribute colour', 'books', 'byColour=colour'],
    ['two named byAuthor', 'books', 'byAuthor=title'],
    ['was not made by new:feature', 'stories', 'byTitle=title'],
    ["There is no feature 'films'", 'films', 'byTitle=title'],
  ])('%s', async (message, name, index) => {
    await make(BOOKS)
    await expect(planIndex(name, index, tree)).rejects.toThrow(message)
  })
})

describe('remove:feature', () => {
  it('takes everything away to the byte, whatever came since', async () => {
    await make(BOOKS)
    await make(['loans', ...(shapes.loans ?? [])])
    for (const name of ['books', 'loans']) {
      const removal = await planRemoval(name, tree)
      expect([...removal.edits, ...removal.leftOver]).toEqual([])
      writeRemoval(removal, tree)
    }
    const after = copy.files()
    expect([...after.keys()]).toEqual([...before.keys()])
    expect([...after].filter(([path, text]) => before.get(path) !== text)).toEqual([])
  })

  it('says what was changed by hand', async () => {
    await make(BOOKS)
    appendFileSync(join(copy.path, 'src/features/books/index.ts'), '// mine\n')
    writeFileSync(join(copy.path, 'src/features/books/own.ts'), '')
    const template = 'cloudformation/backend/backend.yaml'
    tree.write(template, tree.read(template).replace('name of the books table', 'mine'))
    tree.write('src/migrations.ts', `import './features/books/index.ts'\n${tree.read('src/migrations.ts')}`)
    const { edits, leftOver } = await planRemoval('books', tree)
    expect(edits).toEqual([
      'src/features/books/index.ts: it was changed by hand',
      'src/features/books/own.ts: it was added by hand',
      `${template}: what stands there for it was changed`,
    ])
    expect(leftOver).toEqual(['src/migrations.ts'])
  })

  it('takes away only what new:feature wrote', async () => {
    await expect(planRemoval('stories', tree)).rejects.toThrow(/was not made by new:feature/)
    await expect(planRemoval('nothing', tree)).rejects.toThrow("There is no feature 'nothing'")
    await expect(planRemoval('../app', tree)).rejects.toThrow('There is no feature')
  })
})
