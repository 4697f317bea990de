import fc from 'fast-check'
import { fromDecimalText, toDecimalText } from '../../../../src/common/data/expressions/decimal.ts'
import {
  ValueSet,
  type SetMember,
  type StoredRecord,
  type StoredValue,
} from '../../../../src/common/data/store/value.ts'

/** Texts at the borders of UTF-16 and UTF-8: NUL, one to four bytes, and the units around the surrogates. */
export const unicodeText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\0',
        '\x01',
        '\x02',
        'a',
        '\x7f',
        '\x80',
        '\u07ff',
        '\u0800',
        '\ud7ff',
        '\ue000',
        '\uffff',
      ),
      fc.constantFrom('\u{10000}', '\u{1f600}', '\u{10ffff}'),
    ),
    { maxLength: 8 },
  )
  .map((characters) => characters.join(''))

export const numeric = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 })
    .map((value) => Number(value.toFixed(8)) + 0),
  fc.stringMatching(/^-?[1-9][0-9]{0,37}$/).map(fromDecimalText),
  fc.stringMatching(/^-?[1-9]\.[0-9]{0,36}[1-9]E[+-][1-9][0-9]$/).map(fromDecimalText),
)

export const bytes = fc.uint8Array({ maxLength: 12 })

const names = fc.oneof(
  unicodeText.filter((text) => text !== ''),
  fc.constantFrom('$', '$n', '$b', '$ss', '$$n', '$$', '__proto__', 'constructor', 'toJSON', '0', 'a'),
)

const set = (type: 'SS' | 'NS' | 'BS', members: fc.Arbitrary<SetMember>): fc.Arbitrary<ValueSet> =>
  fc
    .uniqueArray(members, { minLength: 1, maxLength: 4, selector: memberText })
    .map((list) => new ValueSet(type, list))

const memberText = (member: SetMember): string =>
  typeof member === 'string' || member instanceof Uint8Array ? member.toString() : toDecimalText(member)

/** Maps by defined members, so that `__proto__` is a name like any other. */
const mapOf = (value: fc.Arbitrary<StoredValue>): fc.Arbitrary<StoredRecord> =>
  fc.array(fc.tuple(names, value), { maxLength: 5 }).map((entries) => Object.fromEntries(entries))

const { value } = fc.letrec<{ value: StoredValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<StoredValue>(null, true, false, '', '$n', '"$'),
    unicodeText,
    numeric,
    bytes,
    set('SS', unicodeText),
    set('NS', numeric),
    set('BS', bytes),
    fc.array(tie('value'), { maxLength: 4 }),
    mapOf(tie('value')),
  ),
}))

export const storedValue: fc.Arbitrary<StoredValue> = value
export const storedRecord: fc.Arbitrary<StoredRecord> = mapOf(value).filter(
  (record) => !Object.hasOwn(record, '__proto__'),
)
