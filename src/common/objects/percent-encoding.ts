/** What encodeURIComponent leaves as it is, and RFC 8187 and RFC 3986 do not. */
const RESERVED = /['()*!]/g

/** Text as it stands in an extended parameter of a header (RFC 8187) or in a query that was signed (RFC 3986). */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(
    RESERVED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
