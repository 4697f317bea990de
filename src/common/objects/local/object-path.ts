/*
 * Keys as paths below the folder of the store. A letter in upper case is written `~` and the letter in lower case, so
 * that a file system that does not tell `A` from `a` does; a file ends in `~`, so that the key `a` (`a~`) and the key
 * `a/b` (`a/b~`) live side by side. `~` is in no key, and a name in lower case reads as written.
 */

const FILE_END = '~'

const escape = (segment: string): string => segment.replace(/[A-Z]/g, (letter) => `~${letter.toLowerCase()}`)

const unescape = (name: string): string =>
  name.replace(/~([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `images/A.png` → `['images', '~a.png~']`: folders, then the file. */
export function pathOfKey(key: string): { readonly folders: readonly string[]; readonly file: string } {
  const names = key.split('/').map(escape)
  const file = names.pop() ?? ''
  return { folders: names, file: file + FILE_END }
}

/** The segment that a file stands for; undefined for a file that is not an object. */
export const segmentOfFile = (name: string): string | undefined =>
  name.endsWith(FILE_END) ? unescape(name.slice(0, -1)) : undefined

/** The segment that a folder stands for. */
export const segmentOfFolder = unescape
