import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/* Every capability of the data layer has a test whose name begins with its number, or with several: `32, 33 …`. */

const COUNT = 59
/** Not part of any of the sources' documented surface: places on a map. */
const LEFT_OUT = new Set([48])

const folder = resolve(import.meta.dirname, '../..')
/** Has a numbering of its own. */
const OTHER = 'rival-failures.test.ts'
const NAMED = /(?:\b(?:describe|test|it)(?:\.\w+)*\(|\]\)\(|describeOn\(\w+, )\s*['"`](\d+(?:, \d+)*)[: ]/g

test('every number from 1 to 59 has a test', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.test.ts') && !file.endsWith(OTHER),
  )
  const numbers = new Set(
    files.flatMap((file) =>
      [...readFileSync(resolve(folder, file), 'utf8').matchAll(NAMED)].flatMap(([, list = '']) =>
        list.split(', ').map(Number),
      ),
    ),
  )
  const missing = Array.from({ length: COUNT }, (_, index) => index + 1).filter(
    (number) => !numbers.has(number) && !LEFT_OUT.has(number),
  )
  expect(missing).toEqual([])
})
