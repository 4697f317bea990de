/** An import of what is wanted, in the order given; nothing when there is nothing. */
export function importing(from: string, ...names: readonly (string | false)[]): string | false {
  const wanted = names.filter((name) => name !== false)
  if (wanted.length === 0) return false
  const onlyTypes = wanted.every((name) => name.startsWith('type '))
  const list = onlyTypes ? wanted.map((name) => name.slice('type '.length)) : wanted
  return `import ${onlyTypes ? 'type ' : ''}{ ${list.join(', ')} } from '${from}'`
}

/** The lines that are there. */
export const lines = (...all: readonly (string | false)[]): string =>
  all.filter((line) => line !== false).join('\n')
