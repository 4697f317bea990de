import { filtersOf, hasFind, idOf, ownerOf, type FeatureSpec } from '../spec.ts'
import { exampleValue, requiredMembers } from './values.ts'

/** `test/app/sessions/book-session.ts`: one request for each answer that the operations document. */
export function sessionFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const { isVersioned } = spec
  const isFound = hasFind(spec)
  const verbs = [
    `create${one.pascal}`,
    `delete${one.pascal}`,
    ...(isFound ? [`find${many.pascal}`] : []),
    `get${one.pascal}`,
    `list${many.pascal}`,
    `replace${one.pascal}`,
    `update${one.pascal}`,
  ]
  const path = `/api/v1/${many.kebab}${ownerOf(spec) === undefined ? '' : '/session'}`
  const [filter] = filtersOf(spec)
  return `import type { HttpServer } from '../../../src/http-server.ts'
import { csv, long, type Request, type Session, tooLong, xml } from './session.ts'

export const ${one.camel}Session: Session = {
  operations: [${verbs.map((verb) => `'${verb}'`).join(', ')}],
  beyondClients: { update${one.pascal}: ['409'] },
  requests,
}

async function requests(app: HttpServer): Promise<readonly Request[]> {
  const all = '${path}'
  const [one, gone, never] = [\`\${all}/session-one\`, \`\${all}/session-gone\`, \`\${all}/session-never\`]
  const ${one.camel} = { ${requiredMembers(spec)} }
  for (const url of [one, gone]) await app.inject({ method: 'PUT', url, payload: ${one.camel} })
  ${isVersioned ? "const { etag } = (await app.inject(one)).headers\n  const stale = { 'if-match': '\"0\"' }" : ''}
  const large = { ...${one.camel}, nothingKnown: tooLong }
  const listed = (url: string, more: string): Request[] => [
    { url: url + more },
    { url: \`\${url}\${more}\${more === '' ? '?' : '&'}limit=1\` },
    { url: \`\${url}?limit=0\` },
    { url: url + more, headers: xml },
    { url: url + long },
  ]
  const bodied = (method: 'POST' | 'PUT' | 'PATCH', url: string): Request[] => [
    { method, url, payload: { nothingKnown: 7 } },
    { method, url, payload: large },
    { method, url, payload: ${one.camel}, headers: xml },
    { method, url, payload: 'a', headers: csv },
    { method, url: url + long, payload: ${one.camel} },
  ]
  return [
    ...listed(all, ''),
    ${isFound && filter ? `...listed('/api/v1/${many.kebab}', \`?${filter.name}=\${encodeURIComponent(${exampleValue(filter)})}\`),` : ''}
    { method: 'POST', url: all, payload: ${one.camel} },
    { method: 'POST', url: all, payload: { ...${one.camel}, ${idOf(spec)}: 'session-one' } },
    ...bodied('POST', all),
    { url: one },
    ${isVersioned ? "{ url: one, headers: { 'if-none-match': String(etag) } },\n    { url: one, headers: { 'if-none-match': 'x' } }," : '{ url: `${one}?x=1` },'}
    { url: one, headers: xml },
    { url: one + long },
    { url: never },
    { method: 'PUT', url: \`\${all}/session-new\`, payload: ${one.camel} },
    { method: 'PUT', url: one, payload: ${one.camel} },
    ${isVersioned ? `{ method: 'PUT', url: one, payload: ${one.camel}, headers: stale },` : ''}
    ...bodied('PUT', one),
    { method: 'PATCH', url: one, payload: ${one.camel} },
    ${isVersioned ? `{ method: 'PATCH', url: one, payload: ${one.camel}, headers: stale },` : ''}
    { method: 'PATCH', url: never, payload: ${one.camel} },
    ...bodied('PATCH', one),
    ${isVersioned ? "{ method: 'DELETE', url: one, headers: stale }," : ''}
    { method: 'DELETE', url: one, headers: xml },
    { method: 'DELETE', url: one, payload: 'a', headers: csv },
    { method: 'DELETE', url: one, payload: large },
    { method: 'DELETE', url: \`\${one}?x=1\` },
    { method: 'DELETE', url: one + long },
    { method: 'DELETE', url: gone },
    { method: 'DELETE', url: gone },
  ]
}
`
}
