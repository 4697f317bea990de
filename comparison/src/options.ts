import { parseArgs } from 'node:util'
import type { Schedule } from './speed/measure.ts'

/** Milliseconds of CPU time. */
const FULL: Schedule = { rounds: 9, warmUpMs: 1500, roundMs: 120 }
const QUICK: Schedule = { rounds: 3, warmUpMs: 200, roundMs: 40 }

export interface Options {
  readonly parts: ReadonlySet<'failures' | 'speed'>
  readonly isMarkdown: boolean
  readonly schedule: Schedule
}

/** @throws TypeError for what is no option */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { markdown: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  })
  const parts = positionals.length === 0 ? ['failures'] : positionals
  for (const part of parts) {
    if (part !== 'failures' && part !== 'speed') throw new TypeError(`There is no part '${part}'`)
  }
  return {
    parts: new Set(parts as ('failures' | 'speed')[]),
    isMarkdown: values.markdown,
    schedule: values.quick ? QUICK : FULL,
  }
}
