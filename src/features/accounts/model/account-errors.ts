import { AlreadyExistsError, ConditionFailedError } from '../../../common/data/errors.ts'

/** Another user has the address. */
export class EmailTakenError extends AlreadyExistsError {
  constructor(email: string, options?: ErrorOptions) {
    super(`Field email is taken by another user: ${email}`, options)
  }
}

/** The user's credit does not cover an order. Both in cents. */
export class InsufficientCreditError extends ConditionFailedError {
  constructor(credit: number, total: number, options?: ErrorOptions) {
    super(`The credit of ${credit} cents does not cover the total of ${total} cents`, options)
  }
}

/** The deletion of the user has begun: nothing can be added or changed any more. */
export class UserDeletingError extends ConditionFailedError {
  constructor(userId: string, options?: ErrorOptions) {
    super(`User is being deleted: ${userId}`, options)
  }
}
