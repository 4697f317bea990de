import { expect, test } from 'vitest'
import { randomPart } from '../../../src/common/data/random-part.ts'

test('each part has the length asked for, is given out once, and stays as it is', () => {
  const parts = Array.from({ length: 3000 }, (_, index) => randomPart(9 + (index % 8)))
  const texts = parts.map((part) => part.toString('hex'))
  expect(parts.every((part, index) => part.length === 9 + (index % 8))).toBe(true)
  expect(new Set(texts).size).toBe(texts.length)
  for (let more = 0; more < 3000; more++) randomPart(12)
  expect(parts.map((part) => part.toString('hex'))).toEqual(texts)
})
