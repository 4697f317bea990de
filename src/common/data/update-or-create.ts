import { AlreadyExistsError, ConflictError, NotFoundError } from './errors.ts'

/** An item that somebody makes and deletes all the time is no reason to go on for ever. */
const MAX_ATTEMPTS = 10

/**
 * Changes what is there, or creates it: whichever of the two fits when it is done, as others may create or delete the
 * same item meanwhile.
 *
 * @throws ConflictError when it came and went at every attempt, and whatever else the two throw
 */
export async function updateOrCreate<T>(update: () => Promise<T>, create: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    try {
      return await update()
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
    }
    try {
      return await create()
    } catch (error) {
      if (!(error instanceof AlreadyExistsError)) throw error
    }
  }
  throw new ConflictError(`An item was created and deleted ${MAX_ATTEMPTS} times while it was to be changed`)
}
