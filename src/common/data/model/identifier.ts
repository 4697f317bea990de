import { Type, type TString } from '@sinclair/typebox'

/** Clients take `.` and `..` out of paths, encoded or not, so neither can be an id. */
const PATH_SEGMENT = '^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f]+$'

/** An id that clients choose: any text without control characters that can be a segment of a path. */
export const identifier = (options: {
  readonly maxLength: number
  readonly description: string
  readonly example: string
}): TString =>
  Type.String({
    minLength: 1,
    maxLength: options.maxLength,
    pattern: PATH_SEGMENT,
    description: options.description,
    examples: [options.example],
  })
