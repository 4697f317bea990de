/** What came of a case. `refused`: the library said no, and nothing was harmed. */
export interface Outcome {
  readonly verdict: 'right' | 'wrong' | 'refused' | 'not offered'
  /** What happened, in a few words; empty for `right`. */
  readonly what: string
}

export const right: Outcome = { verdict: 'right', what: '' }
export const wrong = (what: string): Outcome => ({ verdict: 'wrong', what })
export const refused = (error: unknown): Outcome => ({ verdict: 'refused', what: messageOf(error) })
export const notOffered = (what: string): Outcome => ({ verdict: 'not offered', what })

const LONGEST = 90

/** The first line of an error, as short as a cell of a table. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const [line = ''] = text.split('\n')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

/** What a call throws, or undefined when it does not. */
export async function thrownBy(call: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
