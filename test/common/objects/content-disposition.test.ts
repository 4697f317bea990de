import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachment } from '../../../src/common/objects/content-disposition.ts'

test.each([
  ['a.csv', 'attachment; filename="a.csv"'],
  ['passengers (1).csv', 'attachment; filename="passengers (1).csv"'],
  ['Zoë.png', `attachment; filename="Zo_.png"; filename*=UTF-8''Zo%C3%AB.png`],
  ['a"b.csv', `attachment; filename="a_b.csv"; filename*=UTF-8''a%22b.csv`],
  ["it's*.csv", `attachment; filename="it_s_.csv"; filename*=UTF-8''it%27s%2A.csv`],
  ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
  ['a\r\nSet-Cookie: b', `attachment; filename="a__Set-Cookie_ b"; filename*=UTF-8''a__Set-Cookie%3A%20b`],
])('%j is saved as %s', (name, expected) => {
  expect(attachment(name)).toBe(expected)
})

test('any name at all gives a header that Node takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      expect(attachment(name)).toMatch(
        /^attachment; filename="[A-Za-z0-9 ._()=-]*"(; filename\*=UTF-8''[\w.~!%-]*)?$/,
      )
    }),
  )
})
