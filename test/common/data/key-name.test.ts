import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyName } from '../../../src/common/data/key-name.ts'
import { NumericText } from '../../../src/common/data/store/value.ts'

const schema = { pk: { name: 'pk', type: 'S' }, sk: { name: 'sk', type: 'S' } } as const

test('different keys have different names, and attributes beside the key do not matter', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('1', '1:', 'a', 'ab', '["a","b"]'), fc.integer())
  fc.assert(
    fc.property(value, value, value, value, (pk, sk, otherPk, otherSk) => {
      const isSame = pk === otherPk && sk === otherSk
      const [name, other] = [keyName(schema, { pk, sk }), keyName(schema, { x: 1, sk: otherSk, pk: otherPk })]
      expect(name === other).toBe(isSame)
    }),
  )
  expect(keyName(schema, { pk: 'a', sk: 'bc' })).not.toBe(keyName(schema, { pk: 'ab', sk: 'c' }))
})

test('long numbers and bytes have names too', () => {
  const names = [new NumericText('1'), new NumericText('2'), Uint8Array.of(1), Uint8Array.of(2), 1, '1'].map(
    (sk) => keyName(schema, { pk: 'p', sk }),
  )
  expect(new Set(names).size).toBe(6)
})
