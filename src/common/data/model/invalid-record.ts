import type { TSchema } from '@sinclair/typebox'
import type { TypeCheck } from '@sinclair/typebox/compiler'
import type { ValidationIssue } from '../errors.ts'
import { inCharacters } from './characters.ts'

/** A stored record that does not fit its model. */
export class InvalidRecord {
  readonly issues: readonly ValidationIssue[]

  constructor(issues: readonly ValidationIssue[]) {
    this.issues = issues
  }

  get reason(): string {
    return this.issues.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ')
  }
}

/** Enough to mend a value by, and a bound on what a hostile one costs. */
const MAX_ISSUES = 50

/** What is wrong with a value, by JSON pointer below `path`. */
export function issuesOf(check: TypeCheck<TSchema>, value: unknown, path = ''): ValidationIssue[] {
  const issues: ValidationIssue[] = []
  for (const error of check.Errors(inCharacters(value))) {
    // One problem a place: a union reports each of its members, a missing member also its type.
    const place = path + error.path
    if (!issues.some((issue) => issue.path === place))
      issues.push({ path: place, message: lowerFirst(error.message) })
    if (issues.length === MAX_ISSUES) break
  }
  return issues
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
