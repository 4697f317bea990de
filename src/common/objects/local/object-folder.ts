import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, lstat, mkdir, open, realpath, rename, rm, rmdir, type FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { UnavailableError } from '../../data/errors.ts'
import { hasCode } from './file-errors.ts'
import { pathOfKey } from './object-path.ts'

/** A folder that is emptied and removed just as a file is put there is made again; so often. */
const ATTEMPTS = 20

/**
 * The folder of the store on the disk. `keys/` has the objects, `temp/` what is being written, `used/` the uploads that
 * were. Nothing outside is read or written: names are made from checked keys, and links are refused.
 */
export class ObjectFolder {
  readonly #root: string
  #realRoot: string | undefined

  constructor(root: string) {
    this.#root = resolve(root)
  }

  /** Path of one of the folders at the top. */
  top(name: 'keys' | 'temp' | 'used'): string {
    return join(this.#realRoot ?? this.#root, name)
  }

  /** Opens the file of a key for reading; undefined where there is none. */
  async open(key: string): Promise<FileHandle | undefined> {
    const { folders, file } = pathOfKey(key)
    const folder = await this.#existing(folders)
    return folder === undefined ? undefined : openReal(join(folder, file))
  }

  /** A path for a new file beside the objects, which `publish` puts in its place. */
  async temporary(): Promise<string> {
    return join(await this.make('temp'), randomUUID())
  }

  /** Gives the file a second name. False where the key has no object. */
  async linkTo(key: string, path: string): Promise<boolean> {
    const { folders, file } = pathOfKey(key)
    const folder = await this.#existing(folders)
    if (folder === undefined) return false
    return link(join(folder, file), path).then(
      () => true,
      (error: unknown) => {
        if (hasCode(error, 'ENOENT')) return false
        throw error
      },
    )
  }

  /**
   * Puts a finished file in the place of a key, in one step; it may keep its old name as well. False where the key is
   * taken and may not be.
   */
  async publish(path: string, key: string, ifAbsent: boolean): Promise<boolean> {
    const { folders, file } = pathOfKey(key)
    for (let attempt = 1; ; attempt++) {
      try {
        const folder = await this.make('keys', ...folders)
        await (ifAbsent ? link : rename)(path, join(folder, file))
        await syncFolder(folder)
        return true
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false
        if (!hasCode(error, 'ENOENT') || attempt === ATTEMPTS) throw error
      }
    }
  }

  /** Removes the file of a key and the folders that this leaves empty. False where there was none. */
  async remove(key: string): Promise<boolean> {
    const { folders, file } = pathOfKey(key)
    const folder = await this.#existing(folders)
    if (folder === undefined) return false
    try {
      await rm(join(folder, file))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false
      throw error
    }
    await syncFolder(folder)
    await this.#prune(folders)
    return true
  }

  /** Path of a folder of keys; undefined where there is none. @throws UnavailableError when a link leads elsewhere */
  async #existing(folders: readonly string[]): Promise<string | undefined> {
    try {
      this.#realRoot ??= await realpath(this.#root)
      const path = join(this.top('keys'), ...folders)
      if ((await realpath(path)) === path) return path
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined
      throw error
    }
    throw new UnavailableError('The object store cannot be used: a link is in the way')
  }

  /** Makes the folders that are missing, one by one, so that none is made behind a link. */
  async make(...names: readonly string[]): Promise<string> {
    // Each time: somebody may have removed it to begin anew.
    await mkdir(this.#root, { recursive: true })
    this.#realRoot ??= await realpath(this.#root)
    let path = this.#realRoot
    for (const name of names) {
      path = join(path, name)
      if (await makeFolder(path)) await syncFolder(dirname(path))
    }
    return path
  }

  async #prune(folders: readonly string[]): Promise<void> {
    for (let depth = folders.length; depth > 0; depth--) {
      const path = join(this.top('keys'), ...folders.slice(0, depth))
      const removed = await rmdir(path).then(
        () => true,
        () => false,
      )
      if (!removed) return
    }
  }
}

/** Opens a file or a folder for reading, links refused; undefined where there is none. */
export async function openReal(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** True when it was not there. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  if ((await lstat(path)).isDirectory()) return false
  throw new UnavailableError('The object store cannot be used: a link or a file is in the way')
}

/**
 * A new name is safe from a power cut when its folder is. A folder that is gone has nothing to keep. Windows has no
 * such call and needs none.
 */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await openReal(path)
  if (!folder) return
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
