import { Type } from '@sinclair/typebox'
import { describe, expect, it } from 'vitest'
import { compileCoercion } from '../../../src/common/http/text-coercion.ts'
import { numberEnum, stringEnum } from '../../../src/common/http/schema.ts'

const coerce = (schema: object, value: unknown): unknown => {
  const part: Record<string, unknown> = { x: value }
  compileCoercion({ properties: { x: schema } })(part)
  return part.x
}

describe('text parameters', () => {
  it.each(['5', '-5', '007', '0', '9007199254740991'])('integer %s', (text) => {
    expect(coerce(Type.Integer(), text)).toBe(Number(text))
  })

  it.each(['', ' 5', '5 ', '1.5', '5.0', '1e1', '0x10', 'true', '+5', '-', 'NaN', '9007199254740993', '٣'])(
    'integer %j stays text',
    (text) => {
      expect(coerce(Type.Integer(), text)).toBe(text)
    },
  )

  it('an integer past 2^53 becomes a number only where bounds will refuse it', () => {
    const text = '9007199254740993'
    expect(coerce(Type.Integer({ minimum: 1, maximum: 10 }), text)).toBe(9007199254740992)
    expect(coerce(Type.Integer({ minimum: 1 }), text)).toBe(text)
  })

  it('minus zero is zero', () => {
    expect(Object.is(coerce(Type.Integer(), '-0'), 0)).toBe(true)
    expect(Object.is(coerce(Type.Number(), '-0.0'), 0)).toBe(true)
  })

  it.each([
    ['1.5', 1.5],
    ['-2', -2],
    ['1e3', 1000],
    ['.5', '.5'],
    ['5.', '5.'],
    ['0x10', '0x10'],
    ['', ''],
    ['1e999', '1e999'],
    ['Infinity', 'Infinity'],
  ])('number %j → %j', (text, value) => {
    expect(coerce(Type.Number(), text)).toBe(value)
  })

  it.each([
    ['true', true],
    ['false', false],
    ['1', '1'],
    ['TRUE', 'TRUE'],
    ['', ''],
  ])('boolean %j → %j', (text, value) => {
    expect(coerce(Type.Boolean(), text)).toBe(value)
  })

  it('a union is what its branches are, and text where one of them is text', () => {
    expect(coerce(Type.Union([Type.Literal(0), Type.Literal(1)]), '1')).toBe(1)
    expect(coerce(Type.Union([Type.Integer(), Type.Boolean()]), 'true')).toBe(true)
    expect(coerce(Type.Union([Type.Integer(), Type.String()]), '1')).toBe('1')
    expect(coerce({ enum: [1, 2] }, '2')).toBe(2)
    expect(coerce(numberEnum([1, 2]), '2')).toBe(2)
    expect(coerce(stringEnum(['1']), '1')).toBe('1')
  })

  it('a list takes one value or several, and a scalar never takes several', () => {
    expect(coerce(Type.Array(Type.Integer()), '1')).toEqual([1])
    expect(coerce(Type.Array(Type.Integer()), ['1', 'x'])).toEqual([1, 'x'])
    expect(coerce(Type.Array(Type.String()), '1')).toEqual(['1'])
    expect(coerce(Type.Integer(), ['1'])).toEqual(['1'])
  })

  it('leaves alone what is not there or not text', () => {
    expect(coerce(Type.Integer(), undefined)).toBeUndefined()
    expect(coerce(Type.Integer(), 5)).toBe(5)
    expect(() => {
      compileCoercion({ $ref: 'Other#' })({ x: '1' })
    }).not.toThrow()
  })
})
