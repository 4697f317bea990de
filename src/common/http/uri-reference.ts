// RFC 3986 without the square brackets and the hash, which may not stand in a path or a query.
const UNSAFE = /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu

function percentEncode(character: string): string {
  // Node hands a request target over as Latin-1: one character is one byte of what was sent.
  const bytes = Buffer.from(character, character.length === 1 && character <= '\u00ff' ? 'latin1' : 'utf8')
  let encoded = ''
  for (const byte of bytes) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return encoded
}

/** A request target as it came from the wire → a valid relative URI reference, safe in a header and in JSON. */
export const toUriReference = (target: string): string => target.replace(UNSAFE, percentEncode)

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?')
  return query === -1 ? target : target.slice(0, query)
}

/** Segments of a JSON pointer → the pointer as a URI fragment (RFC 6901 section 6): `#/items/3/age`. */
export const pointerFragment = (segments: readonly string[]): string =>
  `#${segments.map((segment) => `/${encodeSegment(segment)}`).join('')}`

function encodeSegment(segment: string): string {
  // A lone surrogate is a valid JSON string and would make encodeURIComponent throw.
  const wellFormed = segment.replace(/\p{Surrogate}/gu, '\ufffd')
  return encodeURIComponent(wellFormed.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/** `/items/3/age` → its segments, unescaped. */
export const pointerSegments = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
