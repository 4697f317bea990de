import type { CheckResult } from './check.ts'
import { show } from './run/outcome.ts'

/** The figures of one run. */
export function summary({ backend, seed, programs, operations, seconds }: CheckResult): string {
  const total = [...operations.values()].reduce((sum, count) => sum + count, 0)
  const kinds = [...operations].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} ${count}`)
  return [
    `${backend}: seed ${seed}, ${programs} programs, ${total} operations, ${seconds.toFixed(1)} s`,
    `  ${kinds.join(', ')}`,
  ].join('\n')
}

/** The shortest program that fails, and how to see it again. */
export function failureReport({ backend, seed, failure }: CheckResult): string {
  if (!failure) return ''
  const lines = failure.program.map((operation, at) => `  ${at}  ${show(operation)}`)
  return [
    `${backend} differs from the plain model after ${failure.after} programs. The shortest program that shows it:`,
    ...lines,
    failure.message,
    `Again: npx tsx scripts/random-programs.ts --backend ${backend} --seed ${seed} --path ${failure.path}`,
  ].join('\n')
}
