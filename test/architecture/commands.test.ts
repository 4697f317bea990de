import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>

const commands = Object.entries(read('package.json').scripts as Record<string, string>).flatMap(
  ([name, command]) => {
    const source = /dist\/((?:src|scripts)\/\S+)\.js/.exec(command)?.[1]
    return source === undefined ? [] : [{ name, source: `${source}.ts` }]
  },
)

describe('a command that runs compiled code', () => {
  it.each(commands)('npm run $name: $source is compiled', ({ source }) => {
    const included = read('tsconfig.build.json').include as string[]
    expect(included.some((path) => path === source || source.startsWith(`${path}/`))).toBe(true)
  })

  it('is not overlooked here', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['start', 'import', 'migrate', 'jobs', 'changes', 'worker', 'bench']),
    )
  })
})
