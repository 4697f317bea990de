import type { EventHandler } from '../../../common/streams/change-router.ts'
import type { Property } from '../model/property-table.ts'
import type { ImageFiles } from './image-files.ts'

/**
 * Removes the files of images that were taken out of a property, and of properties that were deleted: also where whoever
 * did it was interrupted. The same as often as it is called, because a file is never named again once it was not.
 */
export function removeLostFiles(files: ImageFiles): EventHandler<Property> {
  return async (event) => {
    if (event.kind === 'insert') return
    if (event.kind === 'remove') {
      await files.removeAll(event.before.propertyId)
      return
    }
    const named = new Set(event.after.images.map(({ file }) => file))
    await files.remove(event.before.images.map(({ file }) => file).filter((file) => !named.has(file)))
  }
}
