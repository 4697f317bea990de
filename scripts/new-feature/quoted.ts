/** An argument as a shell takes it. */
export const quoted = (argument: string): string =>
  /^[\w:=,./@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`

/** The arguments of a line that `quoted` made. */
export function unquoted(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? []
  return words.map((word) =>
    word.replace(/'([^']*)'|\\'/g, (all, inner?: string) => (all === String.raw`\'` ? "'" : (inner ?? ''))),
  )
}
