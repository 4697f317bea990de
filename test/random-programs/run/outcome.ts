import { inspect, isDeepStrictEqual } from 'node:util'
import { DataError } from '../../../src/common/data/errors.ts'
import { Refusal } from '../plain/refusal.ts'

/** What an operation gave: a value, or an error by its code (by one of these codes, where the contract leaves a choice). */
export type Outcome<T = unknown> =
  | { readonly value: T; readonly codes?: undefined }
  | { readonly value?: undefined; readonly codes: readonly string[]; readonly error: unknown }

/** What the service answers. An error outside the taxonomy is an outcome too, and equals none that is expected. */
export async function answered<T>(call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await call() }
  } catch (error) {
    return {
      codes: [error instanceof DataError ? error.code : `not of the taxonomy: ${String(error)}`],
      error,
    }
  }
}

/** What the plain model answers. */
export function expected<T>(call: () => T): Outcome<T> {
  try {
    return { value: call() }
  } catch (error) {
    if (error instanceof Refusal) return { codes: error.codes, error }
    throw error
  }
}

/** How an answer differs from the plain model's, in words; undefined when it does not. */
export function difference(
  want: Outcome,
  got: Outcome,
  compare: (want: never, got: never) => string | undefined = values,
): string | undefined {
  if (want.codes === undefined && got.codes === undefined)
    return compare(want.value as never, got.value as never)
  const isSame =
    want.codes !== undefined && got.codes !== undefined && want.codes.includes(got.codes[0] ?? '')
  return isSame ? undefined : `expected ${shown(want)}\n     but got ${shown(got)}`
}

export const values = (want: unknown, got: unknown): string | undefined =>
  isDeepStrictEqual(want, got) ? undefined : `expected ${show(want)}\n     but got ${show(got)}`

const shown = (outcome: Outcome): string =>
  outcome.codes === undefined
    ? show(outcome.value)
    : `error ${outcome.codes.join(' or ')}${outcome.error instanceof Refusal ? '' : ` (${String(outcome.error)})`}`

export const show = (value: unknown): string =>
  inspect(value, { depth: 8, breakLength: Infinity, sorted: false, maxStringLength: 200 })
