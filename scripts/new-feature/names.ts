/** A name in the spellings that code, files, URLs and templates want. */
export interface Names {
  /** `library-books`: the folder, the path, the tag. */
  readonly kebab: string
  /** `libraryBooks` */
  readonly camel: string
  /** `LibraryBooks` */
  readonly pascal: string
  /** `library books`: in sentences. */
  readonly words: string
  /** `library_books`: the table. */
  readonly snake: string
}

export interface FeatureNames {
  readonly many: Names
  readonly one: Names
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The spellings of a name in kebab case. */
export function namesOf(kebab: string): Names {
  const words = kebab.split('-')
  const pascal = words.map(capital).join('')
  return {
    kebab,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    words: words.join(' '),
    snake: words.join('_'),
  }
}

/** `byPublisher` → `by-publisher` */
export const kebabOf = (camel: string): string => camel.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()

/** `publishedAt` → `Published at`: the description of an attribute that nobody described. */
export const sentenceOf = (camel: string): string => capital(kebabOf(camel).replaceAll('-', ' '))

/** `Title` for `title`: to be put behind another word of an identifier. */
export const capitalOf = capital

/** Plurals that look regular. */
const IRREGULAR = /(^|-)(series|species|news|indices|matrices|vertices|analyses|statuses|aliases|buses)$/

/** The singular of a regular English plural; the name itself where there is none to be seen. */
export function singularOf(plural: string): string {
  if (IRREGULAR.test(plural)) return plural
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y')
  if (/(ss|sh|ch|x|z)es$/.test(plural)) return plural.slice(0, -2)
  if (/[^s]s$/.test(plural)) return plural.slice(0, -1)
  return plural
}

/** `a book`, `an author` */
export const withArticle = (words: string): string => `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`
