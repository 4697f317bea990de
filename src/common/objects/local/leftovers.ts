import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from './file-errors.ts'

/** A file that nobody has written to for so long belongs to a process that is gone. */
const ABANDONED_MS = 60 * 60 * 1000

async function* filesIn(folder: string): AsyncGenerator<string> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })
  yield* names
}

/** Removes what writes that never ended left behind. */
export async function sweepTemporary(folder: string, now: number): Promise<void> {
  for await (const name of filesIn(folder)) {
    const path = join(folder, name)
    // The time of the last change of the file or of its names, which no program can set.
    const { ctimeMs } = await stat(path).catch(() => ({ ctimeMs: now }))
    if (ctimeMs < now - ABANDONED_MS) await rm(path, { force: true })
  }
}

/** Removes the marks of uploads whose URL has expired by now. */
export async function sweepUsed(folder: string, now: number): Promise<void> {
  for await (const name of filesIn(folder)) {
    if (Number.parseInt(name) * 1000 < now) await rm(join(folder, name), { force: true })
  }
}

/** The file that marks an upload as done: its name begins with the second until which it has to stay. */
export const markName = ({ expires, id }: { readonly expires: number; readonly id: string }): string =>
  `${expires}-${id}`
