import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { parseJson } from '../../../../../../src/common/data/store/dynamodb/fast/json-scanner.ts'

/** What a parser makes of a text, or that it refuses it. */
function outcome(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) }
  } catch (error) {
    return { refused: (error as Error).name }
  }
}

const hasControl = (text: string): boolean => /[\u0000-\u001f]/.test(text)

const attribute = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.record({ S: fc.string({ unit: 'grapheme' }) }),
    fc.record({ N: fc.double().map(String) }),
    fc.record({ B: fc.base64String() }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(fc.string()) }),
    fc.record({ L: fc.array(tie('value')) }),
    fc.record({ M: fc.dictionary(fc.string(), tie('value')) }),
  ),
})).value

const texts = fc.oneof(
  fc.json({ noUnicodeString: false }),
  fc
    .array(fc.dictionary(fc.string(), attribute))
    .map((Items) => JSON.stringify({ Items, Count: Items.length })),
  fc.constantFrom(
    '{"__proto__":{"S":"a"}}',
    '{"M":{"__proto__":1}}',
    '-0',
    '01',
    '1.',
    '[1,]',
    '{"a":1,}',
    '{"S":"a"',
  ),
)

describe('parseJson', () => {
  test('is JSON.parse for every text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(outcome(parseJson, text)).toStrictEqual(outcome(JSON.parse, text))
      }),
      { numRuns: 3000 },
    )
  })

  test('is JSON.parse for a text that is cut, or has something in it', () => {
    const inserted = fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', ' ', '\\', '0', 't', 'S', '":"')
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat({ max: 3 }), inserted, (text, position, removed, more) => {
        const at = position % (text.length + 1)
        const changed = text.slice(0, at) + more + text.slice(at + removed)
        fc.pre(!hasControl(changed))
        expect(outcome(parseJson, changed)).toStrictEqual(outcome(JSON.parse, changed))
      }),
      { numRuns: 5000 },
    )
  })

  test('leaves only strings with escapes, and long texts, to JSON.parse', () => {
    const spy = vi.spyOn(JSON, 'parse')
    const item = {
      id: { S: 'Köln' },
      n: { N: '1' },
      l: { L: [{ M: { a: { NULL: true } } }, { BOOL: false }] },
    }
    expect(parseJson(JSON.stringify({ Item: item, Count: 0.5 }))).toEqual({ Item: item, Count: 0.5 })
    expect(spy).not.toHaveBeenCalled()
    expect(parseJson('["a","\\"b\\\\","c"]')).toEqual(['a', '"b\\', 'c'])
    expect(spy.mock.calls).toEqual([['"\\"b\\\\"']])
    parseJson(JSON.stringify('x'.repeat(131_072)))
    expect(spy).toHaveBeenCalledTimes(2)
    spy.mockRestore()
  })
})
