import fc, { type Arbitrary } from 'fast-check'
import type { JsonSchema, Parameter } from './document.ts'
import type { ValidValues } from './valid-values.ts'

/** Visible ASCII, as a header takes it. */
export const headerText = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/)

/** A parameter as the text that it travels as. */
export function validText(valid: ValidValues, schema: JsonSchema, place: Parameter['in']): Arbitrary<string> {
  const text = valid.of(schema).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return place === 'header' ? text.filter(isHeader) : text
}

const STRANGE = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '0x10',
  '1e3',
  ' 5',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'null',
  'TRUE',
  'yes',
  '[1]',
  '\u0000',
  'a\nb',
  '\ufffd',
  '..',
  '__proto__',
  'a/b',
  '\u{1f6a2}',
  'x'.repeat(65),
  'x'.repeat(200),
  'x'.repeat(600),
  'x'.repeat(2100),
]

/** Text that does not fit; undefined where eight draws did. */
export function wrongText(
  valid: ValidValues,
  schema: JsonSchema,
  place: Parameter['in'],
): Arbitrary<string | undefined> {
  const text = fc.oneof(fc.constantFrom(...STRANGE), fc.string({ unit: 'binary' }))
  const usable = place === 'header' ? text.filter(isHeader) : place === 'path' ? text.filter(isSegment) : text
  return fc
    .array(usable, { minLength: 8, maxLength: 8 })
    .map((texts) => texts.find((each) => !valid.fits(schema, typed(valid.resolve(schema), each))))
}

/** What the text means where the schema wants a number or a boolean; the text itself where it is none. */
function typed({ type }: JsonSchema, text: string): unknown {
  if (type === 'integer' && /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  if (type === 'number' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

const isHeader = (text: string): boolean => /^[!-~\x80-\xff]([\t -~\x80-\xff]*[!-~\x80-\xff])?$/.test(text)

/** Others make another path: an empty one, and those that clients resolve before they send. */
const isSegment = (text: string): boolean => text !== '' && text !== '.' && text !== '..'
