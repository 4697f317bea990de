import { describe, expect, test } from 'vitest'
import { CursorCodec } from '../../../src/common/data/cursor.ts'
import { BadCursorError } from '../../../src/common/data/errors.ts'
import { NumericText } from '../../../src/common/data/store/value.ts'

const secret = Buffer.from('a secret of at least 16 bytes')
const codec = new CursorCodec(secret)
const position = { after: { id: 'SC/AH 29037/2', pclass: 3 } }

describe('cursors', () => {
  test('open what they sealed, in another process too', () => {
    const sealed = codec.seal(position, 'query a')
    expect(new CursorCodec(secret).open(sealed, 'query a')).toEqual(position)
    const odd = {
      after: { n: new NumericText('12345678901234567890.5'), b: Uint8Array.of(0, 255), t: '\u0000😀' },
    }
    expect(codec.open(codec.seal(odd, 'q'), 'q')).toEqual(odd)
  })

  test('say nothing about what they hold', () => {
    const sealed = codec.seal(position, 'query a')
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('29037')
  })

  test('belong to one query and one secret', () => {
    const sealed = codec.seal(position, 'query a')
    expect(() => codec.open(sealed, 'query b')).toThrow(BadCursorError)
    expect(() => new CursorCodec(Buffer.from('another secret of 16 b')).open(sealed, 'query a')).toThrow(
      BadCursorError,
    )
  })

  test('expire', () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const dated = new CursorCodec(secret, () => now)
    const sealed = dated.seal(position, 'q')
    now += 23 * 3600 * 1000
    expect(dated.open(sealed, 'q')).toEqual(position)
    now += 2 * 3600 * 1000
    expect(() => dated.open(sealed, 'q')).toThrow('expired')
  })

  test('no single changed bit, cut or addition is accepted', () => {
    const bytes = Buffer.from(codec.seal(position, 'q'), 'base64url')
    let tried = 0
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => codec.open(changed.toString('base64url'), 'q')).toThrow(BadCursorError)
      tried += 1
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(() => codec.open(bytes.subarray(0, length).toString('base64url'), 'q')).toThrow(BadCursorError)
    }
    expect(tried).toBe(bytes.length * 8)
  })

  test.each(['', 'x', '%%%', 'a'.repeat(5000), '{"id":"1"}', 'ä'])(
    'text that is no cursor is a bad cursor: %s',
    (text) => {
      expect(() => codec.open(text, 'q')).toThrow(BadCursorError)
    },
  )

  test('a cursor has one spelling only', () => {
    const sealed = codec.seal(position, 'q')
    const last = sealed.at(-1) ?? ''
    const siblings = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_').filter(
      (c) => c !== last,
    )
    for (const sibling of siblings)
      expect(() => codec.open(sealed.slice(0, -1) + sibling, 'q')).toThrow(BadCursorError)
  })
})
