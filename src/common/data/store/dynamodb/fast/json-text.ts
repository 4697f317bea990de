import { parseJson } from './json-scanner.ts'

/*
 * The protocol's JSON: an operation's input or output as it is, but for bytes, which travel as base64.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */

/** The SDK client's own way with base64. */
export interface Base64 {
  base64Encoder(bytes: Uint8Array): string
  base64Decoder(text: string): Uint8Array
}

/** The request body of an input. */
export function toJsonText(input: object, base64: Base64): string {
  return JSON.stringify(hasBytes(input) ? withText(input, base64) : input)
}

function hasBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasBytes)
  if (value instanceof Uint8Array) return true
  for (const name in value) {
    if (hasBytes((value as Record<string, unknown>)[name])) return true
  }
  return false
}

/** A copy with base64 for bytes. `fromEntries` keeps a member named `__proto__`. */
function withText(value: unknown, base64: Base64): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return base64.base64Encoder(value)
  if (Array.isArray(value)) return value.map((member) => withText(member, base64))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withText(member, base64)]))
}

/** Quotes inside a string are escaped, so that this finds member names only. */
const BYTES = /"BS?"\s*:\s*["[]/

/** Whether bytes, as base64, may stand in a response body. */
export const hasBytesText = (text: string): boolean => BYTES.test(text)

/** The output of a response body, bytes decoded. @throws SyntaxError, TypeError */
export function fromJsonText(text: string, base64: Base64): unknown {
  const output = parseJson(text)
  if (hasBytesText(text)) decodeBytes(output, base64)
  return output
}

/**
 * Decodes bytes where they are. Only an attribute value has a text as `B` or a list as `BS`: of an attribute that is
 * so named, the value is an object.
 */
function decodeBytes(value: unknown, base64: Base64): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const member of value) decodeBytes(member, base64)
    return
  }
  const members = value as Record<string, unknown>
  for (const name of Object.keys(members)) {
    const member = members[name]
    if (name === 'B' && typeof member === 'string') members.B = base64.base64Decoder(member)
    else if (name === 'BS' && Array.isArray(member))
      members.BS = member.map((text) => base64.base64Decoder(String(text)))
    else decodeBytes(member, base64)
  }
}
