import type { Report } from './check.ts'

/** The report as lines to print: one a tier and environment, then every problem with where it shows. */
export function reportLines({ results, problems }: Report): string[] {
  const width = Math.max(...results.map(({ tier }) => tier.length))
  const lines = results.map(({ tier, environment, evaluated, refused }) => {
    const counts = `${evaluated} combinations evaluated, ${refused} refused by its rules`
    return `${tier.padEnd(width)}  ${environment.padEnd(8)} ${counts}`
  })
  const faults = [...problems].map(([problem, places]) => {
    const [first = '', ...others] = places
    return `  ✗ ${problem}\n      in ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`
  })
  return faults.length === 0
    ? [...lines, 'Templates and code agree.']
    : [...lines, `${faults.length} ${faults.length === 1 ? 'problem' : 'problems'}:`, ...faults]
}
