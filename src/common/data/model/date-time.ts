const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:?\d{2})$/
const FIXED_31 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.(\d{6})\+0000$/

interface Moment {
  /** Milliseconds since 1970, without the fraction of a second. */
  readonly seconds: number
  /** Six digits. */
  readonly micros: string
}

/**
 * UTC: `2026-11-20T18:20:36.547Z`, 24 characters, or 27 where there are microseconds. Undefined for text that is no time,
 * or has no offset.
 */
export function toUtc(text: string): string | undefined {
  const moment = parse(text)
  if (!moment) return undefined
  // Microseconds are kept where the text has them.
  const fraction = moment.micros.endsWith('000') ? moment.micros.slice(0, 3) : moment.micros
  return `${wholeSeconds(moment)}.${fraction}Z`
}

/** UTC in 31 characters: `2026-11-20T18:20:36.547052+0000`. */
export function toFixed31(text: string): string | undefined {
  const moment = parse(text)
  return moment && `${wholeSeconds(moment)}.${moment.micros}+0000`
}

/** The UTC text of a 31-character time; the stored value itself when it is not one, for the schema to refuse. */
export function fromFixed31(stored: unknown): unknown {
  return typeof stored === 'string' && FIXED_31.test(stored)
    ? toUtc(stored)
    : `not a 31-character time: ${String(stored)}`
}

function parse(text: string): Moment | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, date = '', time = '', fraction = '', offset = ''] = match
  const zone = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`
  const seconds = Date.parse(`${date}T${time}${zone}`)
  const local = Date.parse(`${date}T${time}Z`)
  if (Number.isNaN(seconds) || Number.isNaN(local)) return undefined
  // `Date` rolls 30 February over into March; such a date is a mistake, not another date.
  if (new Date(local).toISOString().slice(0, 10) !== date) return undefined
  return { seconds, micros: fraction.padEnd(6, '0') }
}

const wholeSeconds = ({ seconds }: Moment): string => new Date(seconds).toISOString().slice(0, 19)
