import { Buffer } from 'node:buffer'
import { ValidationError } from '../errors.ts'
import { fromDecimalText } from '../expressions/decimal.ts'
import { ValueSet, type StoredRecord, type StoredValue } from '../store/value.ts'
import { malformed } from './malformed-record-error.ts'

/*
 * Item images in DynamoDB's JSON. It is not the marshalling of the DynamoDB backend: that one takes what the SDK has
 * already checked, while this is JSON from outside, with bytes as base64 text, and must name what is wrong with it.
 */

type Decoder = (content: unknown, path: string, depth: number) => StoredValue

/** DynamoDB nests 32 deep; what is deeper comes from elsewhere, and must not exhaust the stack. */
const MAX_DEPTH = 40

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['S', text],
  ['N', numeric],
  ['B', bytes],
  ['BOOL', (content, path) => (typeof content === 'boolean' ? content : fail(path, 'is not a boolean'))],
  ['NULL', (content, path) => (content === true ? null : fail(path, 'is not true'))],
  ['L', (content, path, depth) => list(content, path).map((each, i) => value(each, `${path}/${i}`, depth))],
  ['M', (content, path, depth) => map(content, path, depth)],
  ['SS', (content, path) => new ValueSet('SS', members(content, path, text))],
  ['NS', (content, path) => new ValueSet('NS', members(content, path, numeric))],
  ['BS', (content, path) => new ValueSet('BS', members(content, path, bytes))],
])

/** The record of an image; `path` is where it stands, for messages. @throws MalformedRecordError */
export function decodeImage(image: unknown, path: string): StoredRecord {
  return map(image, path, 0)
}

export const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

function map(content: unknown, path: string, depth: number): StoredRecord {
  if (!isObject(content)) return fail(path, 'is not a map')
  // fromEntries defines its members, so that `__proto__` is a name like any other.
  return Object.fromEntries(
    Object.entries(content).map(([name, each]) => [name, value(each, `${path}/${escaped(name)}`, depth)]),
  )
}

function value(given: unknown, path: string, depth: number): StoredValue {
  if (depth > MAX_DEPTH) return fail(path, 'is nested too deeply')
  // The SDK may name every type and leave all but one undefined.
  const entries = isObject(given) ? Object.entries(given).filter(([, content]) => content !== undefined) : []
  const [entry] = entries
  if (!entry || entries.length > 1) return fail(path, 'is not an attribute value')
  const [type, content] = entry
  const decode = DECODERS.get(type)
  return decode ? decode(content, `${path}/${type}`, depth + 1) : fail(path, `has the unknown type ${type}`)
}

function text(content: unknown, path: string): string {
  return typeof content === 'string' ? content : fail(path, 'is not text')
}

function numeric(content: unknown, path: string): ReturnType<typeof fromDecimalText> {
  try {
    return fromDecimalText(text(content, path))
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    return fail(path, 'is not the text of a number')
  }
}

/** Base64 text in a Lambda event, bytes from the SDK. */
function bytes(content: unknown, path: string): Uint8Array {
  if (content instanceof Uint8Array) return content
  const decoded = Buffer.from(text(content, path), 'base64')
  return decoded.toString('base64') === content
    ? Uint8Array.from(decoded)
    : fail(path, 'is not base64 or bytes')
}

function list(content: unknown, path: string): readonly unknown[] {
  return Array.isArray(content) ? (content as readonly unknown[]) : fail(path, 'is not a list')
}

function members<T>(content: unknown, path: string, decode: (each: unknown, path: string) => T): T[] {
  const decoded = list(content, path).map((each, i) => decode(each, `${path}/${i}`))
  return decoded.length > 0 ? decoded : fail(path, 'is an empty set')
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function fail(path: string, message: string): never {
  throw malformed(path, message)
}
