import { AlreadyExistsError, ConditionFailedError, ConflictError } from '../data/errors.ts'
import { invalidHeader, preconditionFailed } from './http-error.ts'

/** Anything with request headers, so that typed requests of any route fit. */
export interface ConditionalRequest {
  readonly headers: Readonly<Record<string, unknown>>
}

/** A version as the data layer counts them, or any opaque text. */
export type Version = number | string

interface EntityTag {
  readonly isWeak: boolean
  readonly value: string
}

/** What a conditional header holds: any representation, or a list of entity tags. */
type Tags = '*' | readonly EntityTag[]

// RFC 9110 section 8.8.3: no quote inside a tag, so a list can be split without a state machine. One way only to match
// any run of spaces: a second one would take quadratic time on a hostile header.
const ENTITY_TAG = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y

/** The strong entity tag of a version: 7 → `"7"`. */
export const etagOf = (version: Version): string => `"${version}"`

function parseTags(text: string, name: string): Tags {
  if (text.trim() === '*') return '*'
  const tags: EntityTag[] = []
  ENTITY_TAG.lastIndex = 0
  while (ENTITY_TAG.lastIndex < text.length) {
    const match = ENTITY_TAG.exec(text)
    if (!match) throw invalidHeader(name, 'must be * or a list of entity tags such as "7"')
    if (match[2] !== undefined) tags.push({ isWeak: match[1] !== undefined, value: match[2] })
  }
  if (tags.length === 0) throw invalidHeader(name, 'must name at least one entity tag')
  return tags
}

function conditionalHeader(
  request: ConditionalRequest,
  name: 'If-Match' | 'If-None-Match',
): Tags | undefined {
  const text = request.headers[name.toLowerCase()]
  return typeof text === 'string' ? parseTags(text, name) : undefined
}

/** GET and HEAD: true when `If-None-Match` names this version, so that the answer is 304. Compared weakly. */
export function notModified(request: ConditionalRequest, version: Version): boolean {
  if (request.headers['if-none-match'] === undefined) return false
  const tags = conditionalHeader(request, 'If-None-Match')
  if (tags === undefined || tags === '*') return tags === '*'
  return tags.some((tag) => tag.value === String(version))
}

/**
 * Before a write: 412 unless the current version (null when there is none) fits `If-Match` and `If-None-Match`.
 * Where an operation answers 404 for what does not exist, look for that first: RFC 9110 section 13.2.1 wants it so.
 */
export function checkWritePreconditions(request: ConditionalRequest, current: Version | null): void {
  const match = conditionalHeader(request, 'If-Match')
  const none = conditionalHeader(request, 'If-None-Match')
  const names = (tags: readonly EntityTag[], strongly: boolean): boolean =>
    tags.some((tag) => tag.value === String(current) && !(strongly && tag.isWeak))

  if (match !== undefined && (current === null || (match !== '*' && !names(match, true)))) {
    throw preconditionFailed()
  }
  if (none !== undefined && current !== null && (none === '*' || names(none, false))) {
    throw preconditionFailed(none === '*' ? 'The resource exists already.' : undefined)
  }
}

/**
 * The version to make a write conditional on, from an `If-Match` with one tag; undefined without the header, for `*`
 * and for a list (those need the current version: `checkWritePreconditions`). A tag that no version has is 412.
 */
export function requiredVersion(request: ConditionalRequest): number | undefined {
  const tags = conditionalHeader(request, 'If-Match')
  if (tags === undefined || tags === '*' || tags.length > 1) return undefined
  const tag = tags[0]
  const version = tag && !tag.isWeak && /^(?:0|[1-9]\d*)$/.test(tag.value) ? Number(tag.value) : Number.NaN
  if (!Number.isSafeInteger(version)) throw preconditionFailed()
  return version
}

/** True for `If-Match` in any form: the resource has to exist, so a PUT may not create it. */
export const mustExist = (request: ConditionalRequest): boolean =>
  conditionalHeader(request, 'If-Match') !== undefined

/** True for `If-None-Match: *`: a PUT that may only create. */
export const isCreateOnly = (request: ConditionalRequest): boolean =>
  conditionalHeader(request, 'If-None-Match') === '*'

/** True when a write depends on the current version. */
export const isConditional = (request: ConditionalRequest): boolean =>
  request.headers['if-match'] !== undefined || request.headers['if-none-match'] !== undefined

/** Runs a write; a lost race that the caller's own precondition should have caught is 412 then, and 409 otherwise. */
export async function withPreconditions<T>(request: ConditionalRequest, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const isLostRace =
      error instanceof ConflictError ||
      error instanceof ConditionFailedError ||
      error instanceof AlreadyExistsError
    if (isLostRace && isConditional(request)) throw preconditionFailed(undefined, error)
    throw error
  }
}
