import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf, pageText, run, typeErrors } from './examples.ts'

const root = resolve(import.meta.dirname, '../..')
const GUIDE = 'docs/data-layer'
const pages = readdirSync(join(root, GUIDE)).map((name) => `${GUIDE}/${name}`)

/** Every example of the page gives what it says, and no claim stands where it is not seen. */
async function expectToHold(page: string, text = pageText(page)): Promise<void> {
  let claims = 0
  await run(page, text, ({ line, actual, expected, isPartial }) => {
    claims += 1
    const [given, wanted] = [actual, expected].map((value) => ({ [`${page}:${line}`]: value }))
    if (isPartial) expect(given).toMatchObject(wanted ?? {})
    else expect(given).toEqual(wanted)
  })
  expect(claims).toBe(codeOf(text).split(/\/\/ (?:→|throws) /).length - 1)
}

const page = (...lines: readonly string[]): string => ['# Page', '```ts', ...lines, '```'].join('\n')

describe('the guide to the data layer', () => {
  it('passes the compiler', { timeout: 60_000 }, () => {
    expect(typeErrors(pages)).toEqual([])
  })

  it.each(pages)('%s: every example gives what it says', async (name) => {
    await expectToHold(name)
  })

  it('links only to what is there', () => {
    const links = pages.flatMap((from) =>
      [...pageText(from).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, to = '', anchor]) => {
        const path = to === '' ? from : join(GUIDE, to)
        return { from, to: path, anchor }
      }),
    )
    for (const { from, to, anchor } of links) {
      const text = readPage(to)
      expect(text === undefined ? `${from}: no ${to}` : 'there').toBe('there')
      if (anchor !== undefined && text !== undefined && !anchorsOf(text).includes(anchor))
        expect.fail(`${from}: ${to} has no heading #${anchor}`)
    }
    expect(links.length).toBeGreaterThan(20)
  })
})

describe('a page is found out', () => {
  it.each([
    ['a wrong value', '1 + 1 // → 3'],
    ['a value with a member too many', '({ a: 1, b: 2 }) // → { a: 1 }'],
    ['a wrong member of a value that is cut short', '({ a: 1, b: 2 }) // → { a: 2, … }'],
    ['another failure', "throw new Error('x') // throws RangeError: x"],
    ['no failure', '1 // throws Error: x'],
    ['a claim within a function, where it is not seen', 'const f = () => {', '  f() // → 1', '}'],
  ])('when it has %s', async (_what, ...lines) => {
    await expect(expectToHold('planted.md', page(...lines))).rejects.toThrow()
  })

  it('when a statement fails that should not', async () => {
    await expect(expectToHold('planted.md', page("throw new Error('unexpected')"))).rejects.toThrow(
      'unexpected',
    )
  })
})

function readPage(path: string): string | undefined {
  try {
    return path.endsWith('.md') ? pageText(path) : ''
  } catch {
    return undefined
  }
}

/** As GitHub makes them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
