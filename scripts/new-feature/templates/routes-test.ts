import { ATTRIBUTE_TYPES, codeOf } from '../attribute-types.ts'
import { hasFind, idOf, ownerOf, type FeatureSpec, type IndexSpec } from '../spec.ts'
import { changeable, otherValue, requiredMembers } from './values.ts'

/** `test/features/books/routes/book-routes.test.ts` */
export function routesTestFile(spec: FeatureSpec): string {
  const { one, many } = spec.names
  const owner = ownerOf(spec)
  const { pascal } = one
  return `import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import type { ${pascal}Dto } from '../../../../src/features/${many.kebab}/routes/${one.kebab}-dto.ts'
import { onEveryBackend, type CurrentApp } from '../../../support/test-app.ts'

interface Page {
  readonly items: readonly ${pascal}Dto[]
  readonly nextCursor: string | null
}

${
  owner === undefined
    ? `const ALL = '/api/v1/${many.kebab}'`
    : `let ${owner}s = 0
/** Where the ${many.words} of ${article(owner)} are whom no other test has. */
const allOf = (): string => \`/api/v1/${many.kebab}/${owner}-\${(${owner}s += 1)}\``
}
const an${pascal} = (changes: object = {}) => ({ ${requiredMembers(spec)} ...changes })

async function create(app: CurrentApp, url: string, changes: object = {}) {
  const response = await app().inject({ method: 'POST', url, payload: an${pascal}(changes) })
  expect(response.statusCode, response.body).toBe(201)
  return { ${one.camel}: response.json<${pascal}Dto>(), headers: response.headers, url: String(response.headers.location) }
}

/** Every page of a list, two items each. */
async function walk(app: CurrentApp, url: string): Promise<${pascal}Dto[]> {
  const found: ${pascal}Dto[] = []
  for (let next: string | undefined = url; next !== undefined; ) {
    const response: LightMyRequestResponse = await app().inject(next)
    expect(response.statusCode, response.body).toBe(200)
    found.push(...response.json<Page>().items)
    next = /^<([^>]+)>; rel="next"$/.exec(String(response.headers.link))?.[1]
  }
  return found
}

await onEveryBackend((app, { tellsNewFromOld }) => {
  describe('${many.words}', () => {
${life(spec)}
${ids(spec)}
${put(spec)}
${pages(spec)}
${spec.indexes.map((index) => byIndex(spec, index)).join('\n')}
${spec.ttl === undefined ? '' : expiry(spec, spec.ttl)}
${refusals(spec)}
  })
})
`.replaceAll(`an${pascal}`, `${articleCamel(one.words)}${pascal}`)
}

const article = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`
const articleCamel = (words: string): string => (/^[aeiou]/i.test(words) ? 'an' : 'a')

const all = (spec: FeatureSpec): string => (ownerOf(spec) === undefined ? 'ALL' : 'allOf()')

function life(spec: FeatureSpec): string {
  const { one } = spec.names
  const changed = changeable(spec)
  const value = otherValue(changed, '7')
  const gone = spec.isVersioned
    ? `const stale = await app().inject({ method: 'DELETE', url, headers: { 'if-match': String(headers.etag) } })
      expect(stale.statusCode).toBe(412)
      `
    : ''
  const cached = spec.isVersioned
    ? `expect(read.headers.etag).toBe(headers.etag)
      const unchanged = await app().inject({ url, headers: { 'if-none-match': String(headers.etag) } })
      expect(unchanged.statusCode).toBe(304)
      `
    : ''
  return `    it('are created, read, changed and deleted', async () => {
      const { ${one.camel}, ${spec.isVersioned ? 'headers, ' : ''}url } = await create(app, ${all(spec)})
      expect(${one.camel}).toMatchObject(an${one.pascal}())
      const read = await app().inject(url)
      expect(read.json()).toEqual(${one.camel})
      ${cached}const changes = { ${changed.name}: ${value} }
      const patched = await app().inject({ method: 'PATCH', url, payload: changes })
      expect(patched.json()).toEqual(Object.assign({}, ${one.camel}, changes))
      ${gone}expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(204)
      const gone = await app().inject(url)
      expect(gone.json()).toMatchObject({ status: 404, code: 'not_found' })
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(404)
      expect((await app().inject({ method: 'PATCH', url, payload: changes })).statusCode).toBe(404)
    })
`
}

function ids(spec: FeatureSpec): string {
  const { one } = spec.names
  const id = idOf(spec)
  const again =
    ownerOf(spec) === undefined
      ? `const again = await app().inject({ method: 'POST', url: ALL, payload: an${one.pascal}({ ${id}: ${one.camel}.${id} }) })`
      : `const again = await app().inject({ method: 'POST', url, payload: an${one.pascal}({ ${id}: ${one.camel}.${id} }) })`
  return `    it('get an id when they bring none, and never replace one that is there', async () => {
      ${ownerOf(spec) === undefined ? '' : 'const url = allOf()'}
      const { ${one.camel} } = await create(app, ${ownerOf(spec) === undefined ? 'ALL' : 'url'})
      expect(${one.camel}.${id}).toMatch(/^[0-9a-f-]{36}$/)
      ${again}
      expect(again.statusCode).toBe(409)
    })
`
}

function put(spec: FeatureSpec): string {
  const { one } = spec.names
  const changed = changeable(spec)
  const createOnly = spec.isVersioned
    ? `const createOnly = await app().inject({
        method: 'PUT',
        url,
        payload: an${one.pascal}(),
        headers: { 'if-none-match': '*' },
      })
      expect(createOnly.statusCode).toBe(412)
      `
    : ''
  const name = ownerOf(spec) === undefined ? '`${ALL}/put a%2Fb é`' : '`${allOf()}/put a%2Fb é`'
  return `    it('are put under their id, new or replaced', async () => {
      const url = encodeURI(${name}).replace('%252F', '%2F')
      const first = await app().inject({ method: 'PUT', url, payload: an${one.pascal}() })
      expect(first.json()).toMatchObject({ ${idOf(spec)}: 'put a/b é' })
      expect(first.statusCode).toBe(tellsNewFromOld ? 201 : first.statusCode)
      const changes = { ${changed.name}: ${otherValue(changed, '9')} }
      const second = await app().inject({ method: 'PUT', url, payload: an${one.pascal}(changes) })
      expect(second.statusCode).toBe(200)
      expect(second.json()).toMatchObject(changes)
      ${createOnly}
    })
`
}

function pages(spec: FeatureSpec): string {
  const { many } = spec.names
  const id = idOf(spec)
  if (ownerOf(spec) === undefined)
    return `    it('are listed to the end, page by page', async () => {
      const created: string[] = []
      for (let n = 0; n < 5; n++) created.push((await create(app, ALL)).${spec.names.one.camel}.${id})
      const found = await walk(app, \`\${ALL}?limit=2\`)
      expect(found.map(({ ${id} }) => ${id})).toEqual(expect.arrayContaining(created))
      expect(new Set(found.map(({ ${id} }) => ${id})).size).toBe(found.length)
    })
`
  return `    it('are listed in the order of their ids, page by page, and to nobody else', async () => {
      const url = allOf()
      for (const ${id} of ['1', '12', '2', 'a#b', '3']) await create(app, url, { ${id} })
      const found = await walk(app, \`\${url}?limit=2\`)
      expect(found.map(({ ${id} }) => ${id})).toEqual(['1', '12', '2', '3', 'a#b'])
      expect(await walk(app, allOf())).toEqual([])
    })
${
  hasFind(spec)
    ? `
    it('are not to be had without a filter', async () => {
      expect((await app().inject('/api/v1/${many.kebab}')).statusCode).toBe(400)
    })
`
    : ''
}`
}

function byIndex(spec: FeatureSpec, { pk, sk }: IndexSpec): string {
  const { one, many } = spec.names
  const id = idOf(spec)
  const isOwn = ownerOf(spec) === undefined
  const sorted = typeof sk === 'string' ? '' : `, ${sk.name}: ${ATTRIBUTE_TYPES[sk.type].other('n')}`
  const order =
    typeof sk === 'string'
      ? ''
      : `
      expect(found.map(({ ${sk.name} }) => ${sk.name})).toEqual([1, 2, 3].map((n) => ${ATTRIBUTE_TYPES[sk.type].other('n')}))`
  const value = pk.type === 'string' ? `'by ${pk.name} a#b'` : otherValue(pk, '4242')
  return `    it('are found by ${pk.name}', async () => {
      const ${pk.name} = ${value}
      const created: string[] = []
      for (const n of [${typeof sk === 'string' ? '1, 2, 3' : '2, 3, 1'}])
        created.push((await create(app, ${isOwn ? 'ALL' : 'allOf()'}, { ${pk.name}${sorted} })).${one.camel}.${id})
      const query = new URLSearchParams({ ${pk.name}: ${codeOf(pk).type === 'string' ? pk.name : `String(${pk.name})`}, limit: '2' })
      const found = await walk(app, \`/api/v1/${many.kebab}?\${query.toString()}\`)
      expect(found.map(({ ${id} }) => ${id}).sort()).toEqual(created.sort())${order}
    })
`.replace(sorted === '' ? 'for (const n of [1, 2, 3])' : '\u0000', 'for (let n = 0; n < 3; n++)')
}

function expiry(spec: FeatureSpec, ttl: string): string {
  return `    it('are gone when their time has come', async () => {
      const { url } = await create(app, ${all(spec)}, { ${ttl}: 1 })
      expect((await app().inject(url)).statusCode).toBe(404)
      const { url: still } = await create(app, ${all(spec)}, { ${ttl}: 4_102_444_800 })
      expect((await app().inject(still)).statusCode).toBe(200)
    })
`
}

function refusals(spec: FeatureSpec): string {
  const { one } = spec.names
  const id = idOf(spec)
  const required = spec.attributes.find(({ isNullable }) => !isNullable)
  const cases = [
    required && `[{}, 'Missing required field'],`,
    required &&
      `[an${one.pascal}({ ${required.name}: ${required.type === 'string' ? '7' : "'wrong'"} }), '${required.name}'],`,
    `[an${one.pascal}({ ${id}: '..' }), '${id}'],`,
    `[an${one.pascal}({ nothingKnown: 'x' }), 'nothingKnown'],`,
  ].filter((each) => each !== undefined)
  return `    it.each([
      ${cases.join('\n      ')}
    ])('are refused when they are %j, naming why', async (payload, named) => {
      const response = await app().inject({ method: 'POST', url: ${all(spec)}, payload })
      expect(response.statusCode).toBe(400)
      expect(response.body).toContain(named)
    })`
}
