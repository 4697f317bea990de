import { open, realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Readable } from 'node:stream'
import type { ObjectStore } from '../../../common/objects/object-store.ts'
import { PermanentJobError } from '../../../common/queue/job-type.ts'

/** A list to be imported: its bytes, and how many there are. */
export interface ImportSource {
  readonly stream: Readable
  readonly size: number
}

/** An uploaded list. @throws PermanentJobError when it is not there (any more) */
export async function openUpload(objects: ObjectStore, key: string): Promise<ImportSource> {
  const object = await objects.get(key)
  if (!object) throw new PermanentJobError(`The upload ${key} is not there (any more)`)
  return object
}

/**
 * A list that lies on the machine, in the one folder that is meant for it: not beside it, and not through a link.
 * @throws PermanentJobError when it cannot be read
 */
export async function openFile(folder: string | undefined, path: string): Promise<ImportSource> {
  if (folder === undefined)
    throw new PermanentJobError('Imports by path are off here: IMPORT_PATH is not set')
  try {
    const root = await realpath(resolve(folder))
    const file = await realpath(join(root, path))
    if (!file.startsWith(root + sep)) throw new PermanentJobError(`${path} is not inside the import folder`)
    const handle = await open(file)
    const { size } = await handle.stat()
    return { stream: handle.createReadStream(), size }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new PermanentJobError(`${path} cannot be read in the import folder (${code})`)
  }
}
