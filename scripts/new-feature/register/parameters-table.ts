/* The table of parameters in cloudformation/README.md. */

/** With a row for the flag, behind the last flag of a table in the section of the tier; as it is without such a section. */
export function addRow(text: string, tier: string, pascal: string, words: string): string {
  const lines = text.split('\n')
  const heading = lines.indexOf(`## Parameters of the ${tier} tier`)
  if (heading === -1) return text
  const next = lines.findIndex((line, at) => at > heading && line.startsWith('## '))
  const section = lines.slice(heading, next === -1 ? undefined : next)
  const last = section.findLastIndex((line) => /^\| `Enable\w+Table`/.test(line))
  if (last === -1) return text
  const row = `| \`Enable${pascal}Table\` | \`'false'\` | ${words} table, alarm, outputs |`
  lines.splice(heading + last + 1, 0, row)
  return lines.join('\n')
}

export function removeRow(text: string, pascal: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith(`| \`Enable${pascal}Table\` `))
    .join('\n')
}
