import type { FeatureSpec } from '../spec.ts'
import {
  conditionEntries,
  outputEntries,
  parameterEntry,
  resourceEntries,
} from '../templates/cloudformation.ts'
import { addEntries, removeEntries } from './sections.ts'

const FLAGS = /(Parameters:\s*\[[^\]]*?\bEnable\w+Table)(\s*,?\s*[^\]]*\])/

/** The template of the tier with the table of the feature. */
export function addTable(text: string, spec: FeatureSpec, path: string): string {
  const { pascal } = spec.names.many
  const flag = `Enable${pascal}Table`
  let result = text.replace(FLAGS, (all: string) => all.replace(/(,\s*)?\]$/, `, ${flag}]`))
  const add = (section: string, after: RegExp, added: string): void => {
    result = addEntries(result, { section, after, path }, added)
  }
  add('Parameters', /^Enable\w+Table$/, parameterEntry(spec))
  const [table, alarms] = conditionEntries(spec)
  add('Conditions', /^Has\w+Table$/, table)
  add('Conditions', /^Has\w+TableAlarms$/, alarms)
  add('Resources', /^.*$/, `\n${resourceEntries(spec)}`)
  add('Outputs', /^\w+TableArn$/, outputEntries(spec))
  return result
}

/** The template without it. */
export function removeTable(
  text: string,
  { names: { many } }: Pick<FeatureSpec, 'names'>,
  path: string,
): string {
  const { pascal } = many
  const flag = `Enable${pascal}Table`
  const table = `${pascal}Table`
  const without = text.replace(new RegExp(`(,\\s*)${flag}\\b(?=[\\s,]*\\])|\\b${flag},\\s*(?=[A-Z])`), '')
  const remove = (from: string, section: string, ...entries: readonly string[]): string =>
    removeEntries(from, section, new Set(entries), path)
  const parts = [table, `${table}ThrottleAlarm`]
  const outputs = [`${table}Name`, `${table}Arn`]
  const sections: readonly (readonly [section: string, entries: readonly string[]])[] = [
    ['Parameters', [flag]],
    ['Conditions', [`Has${table}`, `Has${table}Alarms`]],
    ['Resources', parts],
    ['Outputs', outputs],
  ]
  return sections.reduce((result, [section, entries]) => remove(result, section, ...entries), without)
}
