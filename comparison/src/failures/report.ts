import type { Library } from '../library.ts'
import type { Outcome } from './outcome.ts'
import { cases, type Result, type Results } from './run.ts'

const SHORT: Readonly<Record<Outcome['verdict'], string>> = {
  right: 'right',
  wrong: '**wrong**',
  refused: 'refused',
  'not offered': '–',
}

const librariesOf = ({ results }: Results): Library[] => [...new Set(results.map(({ library }) => library))]

const ofCase = ({ results }: Results, name: string): Result[] =>
  results.filter((result) => result.case.name === name)

/** `wrong: what happened`. */
const cell = ({ verdict, what }: Outcome): string => (what === '' ? verdict : `${verdict}: ${what}`)

const instead = ({ library, outcome, case: { name } }: Result): string =>
  outcome.verdict === 'right' ? '' : (library.instead?.[name] ?? '')

/** One block a case, for the terminal. */
export function textReport(results: Results): string {
  const blocks = cases.map(({ name, complaint }, number) => {
    const lines = ofCase(results, name).map((result) => {
      const other = instead(result)
      return `    ${result.library.name.padEnd(18)}${cell(result.outcome)}${other && `\n${' '.repeat(22)}instead: ${other}`}`
    })
    return [`${number + 1}. ${name}: “${complaint}”`, ...lines].join('\n')
  })
  return blocks.join('\n\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Case × library, a word each. */
export function markdownMatrix(results: Results): string {
  const libraries = librariesOf(results)
  const lines = cases.map(({ name, complaint }) => {
    const outcomes = ofCase(results, name).map(({ outcome }) => SHORT[outcome.verdict])
    return row([`${name}: “${complaint}”`, ...outcomes])
  })
  return [
    row(['', ...libraries.map(({ name }) => name)]),
    row(['---', ...libraries.map(() => '---')]),
    ...lines,
  ].join('\n')
}

/** What happened wherever it was not right, and what the library's documentation offers instead. */
export function markdownDetails(results: Results): string {
  const lines = results.results
    .filter(({ outcome }) => outcome.verdict !== 'right')
    .map((result) =>
      row([result.case.name, result.library.name, escaped(cell(result.outcome)), instead(result)]),
    )
  return [
    row(['case', 'library', 'what happened', 'offered instead']),
    row(['---', '---', '---', '---']),
    ...lines,
  ].join('\n')
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<')
