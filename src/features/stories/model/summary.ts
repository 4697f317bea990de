const MAX_LENGTH = 280

/** The first sentence, cut at a word where it is too long; null where there is none. */
export function summaryOf(content: string): string | null {
  const text = content.replace(/\s+/g, ' ').trim()
  if (text === '') return null
  const sentence = /^.*?[.!?…](?=\s|$)/u.exec(text)?.[0] ?? text
  if (sentence.length <= MAX_LENGTH) return sentence
  const cut = sentence.slice(0, MAX_LENGTH - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`
}
