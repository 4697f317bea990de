import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/server-process.ts'

const root = resolve(import.meta.dirname, '../..')
const folders = [join(homedir(), 'go/bin'), ...(process.env.PATH ?? '').split(':')]
const isHere = folders.some((folder) => existsSync(join(folder, 'oasdiff')))
if (!isHere) console.info('Skipping the compatibility of the API: oasdiff is not here')

interface Document {
  readonly paths: Record<string, Record<string, object>>
  readonly components: {
    readonly schemas: Record<string, { required: string[]; properties: Record<string, object> }>
  }
}

const folder = temporaryFolder()
const contract = join(root, 'openapi.json')
let changed: (change: (document: Document) => void) => { status: number | null; output: string }
beforeAll(() => {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  const script = join(root, 'scripts/openapi-compatibility.ts')
  changed = (change) => {
    const document = JSON.parse(readFileSync(contract, 'utf8')) as Document
    change(document)
    const revision = join(folder.path, 'revision.json')
    writeFileSync(revision, JSON.stringify(document))
    const args = [tsx, script, '--base', contract, '--revision', revision]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder.path,
      encoding: 'utf8',
    })
    return { status, output: stdout + stderr }
  }
})
afterAll(() => {
  folder.remove()
})

const STORY = '/api/v1/stories/{owner}/{storyId}'
const withoutGet = (document: Document): void => {
  delete document.paths[STORY]?.get
}

describe.skipIf(!isHere)('npm run openapi:compatibility', { timeout: 60_000 }, () => {
  it('lets additions pass', () => {
    const { status, output } = changed(({ paths }) => {
      paths['/api/v1/more'] = { get: { operationId: 'getMore', responses: { 204: { description: 'More' } } } }
    })
    expect(status, output).toBe(0)
  })

  it.each<[string, string, (document: Document) => void]>([
    ['an operation that is gone', 'api removed', withoutGet],
    [
      'a member that became required',
      'the request property `summary` became required',
      ({ components }) => components.schemas.CreateStory?.required.push('summary'),
    ],
    [
      'a member that is not answered any more',
      'removed the required property `title`',
      ({ components }) => delete components.schemas.Story?.properties.title,
    ],
  ])('fails for %s', (_what, message, change) => {
    const { status, output } = changed(change)
    expect(status, output).toBe(1)
    expect(output).toContain(message)
    expect(output).toContain('This breaks clients')
  })

  it('takes what is declared, and that alone', () => {
    writeFileSync(join(folder.path, 'openapi-breaking.txt'), `GET ${STORY} api removed without deprecation\n`)
    expect(changed(withoutGet).status).toBe(0)
    expect(changed(({ paths }) => delete paths[STORY]?.delete).status).toBe(1)
  })
})
