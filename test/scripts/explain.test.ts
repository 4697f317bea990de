import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { declaredModels, explainCommand } from '../../scripts/explain-command.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** What the command prints, and its exit code. */
async function explain(...args: string[]): Promise<{ code: number; text: string }> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const code = await explainCommand(args)
  return { code, text: print.mock.calls.flat().join('\n') }
}

const features = join(import.meta.dirname, '..', '..', 'src', 'features')
/** Every `npm run explain -- …` that a README of a feature tells its reader to try. */
const told = readdirSync(features).flatMap((feature) =>
  [
    ...readFileSync(join(features, feature, 'README.md'), 'utf8').matchAll(/`npm run explain -- ([^`]+)`/g),
  ].map(([, args = '']) => [feature, args.trim()] as const),
)

describe('npm run explain', () => {
  it('says which key or index serves a query, what is left to filter, and what it costs', async () => {
    const { code, text } = await explain('todo', '--userId', 'a#b', '--state', 'open', '--title', 'x')
    expect(code).toBe(0)
    expect(text.split('\n')).toEqual([
      'todo in the table entities',
      '  read    one partition of the index lsi0 (byState): pk = USER#a$23b, lsi0_sk begins with TODO#open#',
      '  filter  {"op":"eq","path":["title"],"value":"x"}',
      '  cost    one query or more; what the filter leaves out is read, too',
    ])
    expect((await explain('order', '--userId', 'u', '--orderId', 'o')).text).toContain(
      'read    one item: pk = USER#u, sk = ORDER#o',
    )
    expect((await explain('property', '--city', 'Oslo', '--price[gte]', '5')).text).toContain(
      'city = Oslo, price >= 5',
    )
  })

  it('says so, also by its exit code, when the table would be read', async () => {
    const { code, text } = await explain('passenger', '--sex', 'male')
    expect(code).toBe(2)
    expect(text).toContain('read    the whole table')
  })

  it('knows the models of every feature, and shows their keys', async () => {
    const { text } = await explain()
    for (const name of (await declaredModels()).keys()) expect(text).toContain(`  ${name} in `)
    expect(text).toContain('todo in entities: USER#{userId} / TODO#{createdAt}#{todoId}')
  })

  it('refuses what it does not know', async () => {
    await expect(explain('nobody')).rejects.toThrow("No model 'nobody'; the models are: ")
    await expect(explain('todo', '--colour', 'red')).rejects.toThrow("Unknown option '--colour'")
    await expect(explain('todo', 'u1')).rejects.toThrow("Unexpected argument 'u1'")
  })

  it.each(told)('%s: %s is served by a key or an index', async (_, args) => {
    const { code, text } = await explain(...args.split(/\s+/))
    expect(code, text).toBe(0)
    expect(text).toContain('filter  none')
  })

  it('is told by the features of the shared table', () => {
    expect(new Set(told.map(([feature]) => feature))).toContain('accounts')
  })
})
