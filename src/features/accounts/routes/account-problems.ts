import { HttpProblem, notFound } from '../../../common/http/http-error.ts'
import { EmailTakenError, InsufficientCreditError, UserDeletingError } from '../model/account-errors.ts'

export const userNotFound = (userId: string): HttpProblem => notFound(`User not found: ${userId}`)

/**
 * The work, with the refusals of accounts as problems that say more than their kind. They are the answer whatever version
 * the request names, so this stands within `withPreconditions`.
 */
export async function asProblems<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw problemOf(error)
  })
}

function problemOf(error: unknown): unknown {
  if (error instanceof EmailTakenError) {
    const errors = [{ pointer: '#/email', detail: 'is taken by another user' }]
    return new HttpProblem('already_exists', error.message, { errors, cause: error })
  }
  if (error instanceof InsufficientCreditError) {
    return new HttpProblem('insufficient_credit', error.message, { cause: error })
  }
  if (error instanceof UserDeletingError) {
    return new HttpProblem('condition_failed', error.message, { cause: error })
  }
  return error
}
