import { percentEncoded } from './percent-encoding.ts'

/** What stands in a quoted file name; anything else is replaced there and kept in `filename*` (RFC 6266). */
const NOT_PLAIN = /[^A-Za-z0-9 ._()=-]/g
const MAX_NAME = 200

/** `attachment` with a file name in any script: browsers save the file, they never show it as a page. */
export function attachment(fileName: string): string {
  // A lone surrogate would make encodeURIComponent throw; a path is not the sender's to choose.
  const name = fileName
    .replace(/\p{Surrogate}/gu, '_')
    .replace(/[\p{Cc}/\\]/gu, '_')
    .slice(0, MAX_NAME)
    .replace(/[\ud800-\udbff]$/, '')
  const plain = name.replace(NOT_PLAIN, '_')
  if (plain === name) return `attachment; filename="${name}"`
  return `attachment; filename="${plain}"; filename*=UTF-8''${percentEncoded(name)}`
}

/** The last segment of a key: what a download is called where nobody says. */
export const nameOfKey = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
