import { ConflictError, NotFoundError } from '../../../common/data/errors.ts'

/* What goes wrong with a property, in the words that clients are told. */

export const propertyNotFound = (cause?: unknown): NotFoundError =>
  new NotFoundError('Property not found', { cause })

export const propertyModified = (cause?: unknown): ConflictError =>
  new ConflictError('Property was modified by another user. Please refresh and try again.', { cause })

export const imageNotFound = (imageId: string): NotFoundError =>
  new NotFoundError(`Image not found: ${imageId}`)

export const uploadNotFound = (imageId: string): NotFoundError =>
  new NotFoundError(`There is no upload for image ${imageId} (any more): ask for a new one`)
