import type { ProblemIssue } from './problem.ts'
import { pointerFragment, pointerSegments } from './uri-reference.ts'
import { type AjvError, collapseUnions, inWords } from './validation-words.ts'

/** Longest list of `errors[]`: enough to repair a request, too short to be used to flood a client or a log. */
export const MAX_ISSUES = 50

/** Which part of the request was validated, in Fastify's names. */
export type HttpPart = 'body' | 'querystring' | 'params' | 'headers'

interface PartWords {
  readonly subject: string
  readonly missing: string
  readonly unknown: string
  readonly whole: string
}

const PARTS: Readonly<Record<HttpPart, PartWords>> = {
  body: { subject: 'Field', missing: 'fields', unknown: 'field', whole: 'Request body' },
  querystring: {
    subject: 'Query parameter',
    missing: 'query parameters',
    unknown: 'query parameter',
    whole: 'Query',
  },
  params: { subject: 'Path parameter', missing: 'path parameters', unknown: 'path parameter', whole: 'Path' },
  headers: { subject: 'Header', missing: 'headers', unknown: 'header', whole: 'Headers' },
}

/** A finding: where (segments of the path), and what is wrong there. */
interface Finding {
  readonly segments: readonly string[]
  readonly keyword: string
  readonly parent: string
  readonly words: string
}

const clip = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text)

function toFinding(error: AjvError): Finding {
  const segments = pointerSegments(error.instancePath)
  const base = { keyword: error.keyword, parent: error.instancePath, words: inWords(error) }
  const { missingProperty, additionalProperty } = error.params
  if (error.keyword === 'required') {
    return { ...base, segments: [...segments, String(missingProperty)], words: 'is required' }
  }
  if (error.keyword === 'additionalProperties') {
    return { ...base, segments: [...segments, String(additionalProperty)], words: 'is unknown' }
  }
  return { ...base, segments }
}

/** `['items', '3', 'age']` → `items[3].age`. */
const fieldName = (segments: readonly string[]): string =>
  clip(
    segments.reduce(
      (name, segment) =>
        /^\d+$/.test(segment) ? `${name}[${segment}]` : name === '' ? segment : `${name}.${segment}`,
      '',
    ),
  )

/** `if-match` → `If-Match`: as it is written in documentation, not as Node stores it. */
const headerName = (name: string): string => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())

function nameIn(part: HttpPart, segments: readonly string[], wildcard: string | undefined): string {
  if (part === 'body') return fieldName(segments)
  const name = clip(segments[0] ?? '')
  if (part === 'headers') return headerName(name)
  return part === 'params' && name === '*' ? (wildcard ?? name) : name
}

function toIssue(part: HttpPart, finding: Finding, wildcard: string | undefined): ProblemIssue {
  if (part === 'body') return { pointer: pointerFragment(finding.segments.map(clip)), detail: finding.words }
  const name = nameIn(part, finding.segments, wildcard)
  return part === 'headers'
    ? { header: name, detail: finding.words }
    : { parameter: name, detail: finding.words }
}

function summarise(part: HttpPart, findings: readonly Finding[], wildcard: string | undefined): string {
  const words = PARTS[part]
  const names = (chosen: readonly Finding[]): string =>
    chosen
      .slice(0, MAX_ISSUES)
      .map((finding) => nameIn(part, finding.segments, wildcard))
      .join(', ')

  const missing = findings.filter((finding) => finding.keyword === 'required')
  if (missing[0]) {
    const level = missing[0].parent
    return `Missing required ${words.missing}: ${names(missing.filter((finding) => finding.parent === level))}`
  }
  const unknown = findings.filter((finding) => finding.keyword === 'additionalProperties')
  if (unknown.length > 0) return `Unknown ${words.unknown}${unknown.length > 1 ? 's' : ''}: ${names(unknown)}`

  const first = findings[0]
  if (!first) return `${words.whole} is invalid`
  if (first.segments.length === 0) return `${words.whole} ${first.words}`
  return `${words.subject} ${nameIn(part, first.segments, wildcard)} ${first.words}`
}

/** One finding a place: a value outside an enum is also reported as of the wrong type, which helps nobody. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter((finding) => {
    const place = JSON.stringify(finding.segments)
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
}

/**
 * Ajv's errors in words for the caller: what is missing is named together in declared order, then what is unknown,
 * otherwise the first thing wrong. `wildcard` is the documented name of the path parameter `*`.
 */
export function describeValidation(
  errors: readonly AjvError[],
  part: HttpPart,
  wildcard?: string,
): { detail: string; errors: ProblemIssue[] } {
  const findings = onePerPlace(collapseUnions(errors).map(toFinding))
  return {
    detail: summarise(part, findings, wildcard),
    errors: findings.slice(0, MAX_ISSUES).map((finding) => toIssue(part, finding, wildcard)),
  }
}
