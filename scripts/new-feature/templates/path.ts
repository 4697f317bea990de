import { capitalOf, withArticle } from '../names.ts'
import { isOwned, type FeatureSpec } from '../spec.ts'

/** `routes/book-path.ts`: where items are, and what is said when they are not there. */
export function pathFile(spec: FeatureSpec): string {
  const { names, key } = spec
  const { one, many } = names
  const [first, second] = key
  const all = second === undefined ? `/${many.kebab}` : `/${many.kebab}/:${first}`
  const encoded = key.map((name) => `\${encodeURIComponent(${name})}`).join('/')
  const shown = key.map((name) => `\${${name}}`).join('/')
  return `import { type HttpProblem, notFound } from '../../../common/http/http-error.ts'

/** What names ${withArticle(one.words)}. */
export interface ${one.pascal}Key {
  ${key.map((name) => `readonly ${name}: string`).join('\n')}
}

export const ALL = '${all}'
export const ONE = '${all}/:${key.at(-1) ?? ''}'
${isOwned(spec) ? `/** Where callers are known, the ${many.words} of ${withArticle(first)} are their own. */\nexport const config = { ownedBy: '${first}' }` : ''}

export const locationOf = ({ ${key.join(', ')} }: ${one.pascal}Key): string =>
  \`/api/v1/${many.kebab}/${encoded}\`

export const ${one.camel}NotFound = ({ ${key.join(', ')} }: ${one.pascal}Key): HttpProblem =>
  notFound(\`${capitalOf(one.words)} not found: ${shown}\`)
`
}

/** An option of the routes below an owner. */
export const owned = (spec: FeatureSpec): string => (isOwned(spec) ? 'config, ' : '')
