import { ValidationError, type ValidationIssue } from '../errors.ts'

/**
 * What a stream delivered is not a change record. Trying again gives the same, so it is to be set aside, not retried.
 * Each issue names the place by JSON pointer: `/dynamodb/Keys is missing`.
 */
export class MalformedRecordError extends ValidationError {
  /** The record's own id, when it has one. */
  readonly id: string | undefined
  /** What was delivered, as JSON, where that is known. */
  readonly raw: string | undefined

  constructor(issues: readonly ValidationIssue[], id?: string, raw?: string) {
    const problems = issues.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
    super(`Malformed stream record${id === undefined ? '' : ` ${id}`}: ${problems}`, issues)
    this.id = id
    this.raw = raw
  }
}

/** One problem at one place. */
export const malformed = (path: string, message: string): MalformedRecordError =>
  new MalformedRecordError([{ path, message }])
