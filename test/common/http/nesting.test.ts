import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNestedDeeper } from '../../../src/common/http/nesting.ts'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

describe('the depth of a JSON text', () => {
  it('is that of its value, whatever stands in its strings', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('[[[', '{"', '\\\\', '\\"[', '}}'))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'large' }, text, fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    }))
    fc.assert(
      fc.property(value, fc.nat({ max: 6 }), (each, limit) => {
        expect(isNestedDeeper(Buffer.from(JSON.stringify(each)), limit)).toBe(depthOf(each) > limit)
      }),
    )
  })

  it('of a megabyte of brackets is known at the limit', () => {
    expect(isNestedDeeper(Buffer.from('['.repeat(1_000_000)), 32)).toBe(true)
  })
})
