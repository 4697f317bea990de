import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/*
 * The import rules are only worth something if a broken one is seen. Each plant below is a file that breaks one rule in
 * a small copy of the house; the tool has to name that rule for that file.
 */

const project = resolve(import.meta.dirname, '../..')
let house = ''

/** Files of the house that the plants import. */
const HOUSE = [
  'src/app.ts',
  'src/common/data/errors.ts',
  'src/common/data/store/sqlite/sqlite-store.ts',
  'src/common/http/problem.ts',
  'src/common/queue/embedded/embedded-queue.ts',
  'src/common/objects/local/local-object-store.ts',
  'src/features/one/index.ts',
  'src/features/one/model/one-table.ts',
  'src/features/one/service/one-data-service.ts',
  'src/features/one/routes/one-routes.ts',
  'src/features/two/index.ts',
]

const PLANTS: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['no-cross-feature', 'src/features/two/service/a.ts', '../../one/index.ts'],
  ['common-and-plugins-know-no-feature', 'src/common/http/b.ts', '../../features/one/index.ts'],
  ['common-and-plugins-know-no-feature', 'src/plugins/c.ts', '../features/one/index.ts'],
  ['feature-behind-its-door', 'src/dependencies.ts', './features/one/service/one-data-service.ts'],
  ['features-do-not-compose', 'src/features/two/d.ts', '../../app.ts'],
  ['model-imports-only-the-data-layer', 'src/features/two/model/e.ts', '../../../common/http/problem.ts'],
  ['service-knows-no-http', 'src/features/one/service/f.ts', '../routes/one-routes.ts'],
  ['service-knows-no-http', 'src/features/one/service/g.ts', 'fastify'],
  ['routes-know-no-backend', 'src/features/one/routes/h.ts', '@aws-sdk/client-dynamodb'],
  ['routes-import-service-types-only', 'src/features/one/routes/i.ts', '../service/one-data-service.ts'],
  ['data-layer-knows-no-http', 'src/common/data/j.ts', '../http/problem.ts'],
  [
    'backends-stay-in-their-folder',
    'src/features/one/k.ts',
    '../../common/data/store/sqlite/sqlite-store.ts',
  ],
  ['aws-in-its-backend-only', 'src/common/data/l.ts', '@aws-sdk/client-dynamodb'],
  ['queue-knows-no-http', 'src/common/queue/o.ts', '../http/problem.ts'],
  [
    'queue-backends-stay-in-their-folder',
    'src/features/one/p.ts',
    '../../common/queue/embedded/embedded-queue.ts',
  ],
  ['object-backends-stay-in-their-folder', 'src/common/objects/q.ts', './local/local-object-store.ts'],
  ['no-dev-dependency-in-src', 'src/common/data/m.ts', 'vitest'],
]

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

/** What the tool finds in the copy of the house. */
function cruise(): Violation[] {
  const bin = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [bin, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const output = execFileSync(process.execPath, args, {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true })
  writeFileSync(join(house, file), text)
}

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'house-'))
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    cpSync(join(project, file), join(house, file))
  }
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'))
  for (const file of HOUSE) write(file, 'export const it = 1\n')
})

afterAll(() => {
  rmSync(house, { recursive: true, force: true })
})

describe('the import rules', () => {
  test('let a tidy house pass', () => {
    expect(cruise()).toEqual([])
  })

  test('name each planted violation', () => {
    for (const [, file, imported] of PLANTS)
      write(file, `import * as it from '${imported}'\nexport const used = it\n`)
    write('src/common/data/n.ts', "import { o } from './o.ts'\nexport const n = () => o\n")
    write('src/common/data/o.ts', "import { n } from './n.ts'\nexport const o = () => n\n")
    const found = cruise().map(({ from, rule }) => `${rule.name} ${from}`)
    for (const [rule, file] of PLANTS) expect(found).toContain(`${rule} ${file}`)
    expect(found).toContain('no-circular src/common/data/n.ts')
  })

  test('have a plant each, so that none can be switched off unseen', async () => {
    const config = (await import(join(project, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] }
    }
    const planted = new Set([...PLANTS.map(([rule]) => rule), 'no-circular'])
    expect(new Set(config.default.forbidden.map(({ name }) => name))).toEqual(planted)
  })
})
