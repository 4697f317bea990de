import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isObjectKey } from '../object-key.ts'
import { hasCode } from './file-errors.ts'
import { segmentOfFile, segmentOfFolder } from './object-path.ts'

interface Span {
  readonly prefix: string
  /** Keys behind this one only; the empty text for all. */
  readonly after: string
}

/** Keys in byte order, read a folder at a time; folders that can have none of them are not opened. */
export async function* listKeys(folder: string, span: Span, base = ''): AsyncGenerator<string> {
  for (const { name, path } of await entries(folder, base)) {
    if (!name.endsWith('/')) {
      if (name.startsWith(span.prefix) && name > span.after && isObjectKey(name)) yield name
    } else if (mayHave(name, span)) {
      yield* listKeys(path, span, name)
    }
  }
}

/** A folder's name ends in a slash, as every key in it goes on: so keys and folders sort as their keys do. */
async function entries(folder: string, base: string): Promise<{ name: string; path: string }[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    // Emptied and removed since it was seen.
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })
  const named = found.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return [{ name: `${base}${segmentOfFolder(entry.name)}/`, path }]
    const segment = entry.isFile() ? segmentOfFile(entry.name) : undefined
    return segment === undefined ? [] : [{ name: base + segment, path }]
  })
  return named.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function mayHave(name: string, { prefix, after }: Span): boolean {
  const isBehind = name > after || after.startsWith(name)
  return isBehind && (name.startsWith(prefix) || prefix.startsWith(name))
}
