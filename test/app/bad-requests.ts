import type { InjectOptions } from 'fastify'
import type { ProblemCode } from '../../src/common/http/problem-catalogue.ts'
import { aPassenger, PASSENGERS } from '../support/passengers.ts'

/** A request that is wrong in one way, and the problem that it has to be answered with. */
export interface BadRequest {
  readonly what: string
  readonly code: ProblemCode
  readonly request: InjectOptions
}

/** Ids known to the test: what is stored under the first must stay as it is. */
export const STORED = 'A/5 21171'
const ONE = `${PASSENGERS}/${encodeURIComponent(STORED)}`
const BATCH = `${PASSENGERS}/batch`
const JSON_TYPE = { 'content-type': 'application/json' }

const bad = (what: string, code: ProblemCode, request: InjectOptions): BadRequest => ({ what, code, request })

const show = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  limit: [
    '0',
    '-1',
    '2001',
    '1.5',
    '1e2',
    '0x10',
    'ten',
    '',
    '+5',
    ' 5',
    '99999999999999999999',
    'NaN',
    'true',
    'null',
    '５',
  ],
  pclass: ['0', '4', '1.0', 'first', '', '-1', '1,2', 'null', '01x', '[1]'],
  survived: ['2', 'yes', 'true', '', '-0x', '0.5'],
  sex: ['', 'x'.repeat(17)],
  embarked: ['', 'x'.repeat(17)],
  ticket: ['', 'x'.repeat(65)],
}

const UNKNOWN_QUERIES = [
  'Limit=5',
  'page=2',
  'offset=10',
  'sort=name',
  'pclass[]=1',
  'pclass[gte]=1',
  'fields=id',
  '=x',
  '__proto__=1',
  'constructor=1',
  'age=30',
  'limit%00=5',
  '%F0%9F%9A%80=1',
  'sibsp=1',
]

const CURSORS = [
  'x',
  'AAAA',
  'null',
  '0',
  '-',
  '..',
  'a b',
  '%25',
  '{"id":"1"}',
  '<script>',
  'eyJ2IjoxfQ',
  'eyJ2IjoxfQ==',
  '%00',
  'ü',
  'A'.repeat(2048),
  '../../etc/passwd',
  "' OR 1=1 --",
]

/** Members of a passenger with values that do not fit; for POST, PUT and one of a batch. */
const MEMBERS: readonly (readonly [string, readonly unknown[]])[] = [
  ['id', ['', 'x'.repeat(129), 'a\u0000b', 'a\nb', '\u007f', '.', '..', 7, null, true, [], {}]],
  ['ticket', ['', 'x'.repeat(65), '\t', 24160, null, ['24160']]],
  ['name', ['', 'x'.repeat(257), 'a\r\nSet-Cookie: x', null, 1, {}]],
  ['pclass', [0, 4, 1.5, -1, '1', null, true, [1], 1e308]],
  ['survived', [2, -1, 0.5, '0', true, null, []]],
  ['sex', ['', 'x'.repeat(17), 0, null]],
  ['age', [-1, 150.1, '30', true, [], {}, 1e309, -0.0001]],
  ['sibsp', [-1, 101, 0.5, '1', null, 1e21]],
  ['parch', [-1, 101, 1.1, '1', null]],
  ['fare', [-0.01, 1_000_001, '7.25', '£7', true]],
  ['cabin', ['x'.repeat(257), 5, []]],
  ['embarked', ['', 'x'.repeat(17), 1]],
  ['boat', ['x'.repeat(257), 2]],
  ['body', [-1, 0.5, '135', 9_007_199_254_740_993e3]],
  ['homeDest', ['x'.repeat(257), {}]],
  ['colour', ['red', null]],
  ['version', [1]],
  ['home.dest', ['here']],
  ['', [1]],
  ['toString', [1]],
]

/** Texts that are no JSON at all. */
const BROKEN_JSON = [
  '{',
  '}',
  '[1,',
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  'undefined',
  'NaN',
  '{"a":01}',
  '\u0000',
  '// comment',
  '{"a":"\n"}',
  '{"a":"\\u12"}',
  'name=Allen',
  '<xml/>',
  '{"a":1}{"b":2}',
  '\ufeff\ufeff{}',
  '"unterminated',
  '+1',
  '.5',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{}}}',
  '['.repeat(50_000),
]

/** JSON, and no passenger. */
const NO_OBJECTS = [
  'null',
  '[]',
  '"text"',
  '7',
  'true',
  '[{}]',
  '{}',
  '{"items":[]}',
  '{"passenger":{}}',
  `${'['.repeat(1000)}${']'.repeat(1000)}`,
]

const MEDIA_TYPES = [
  'text/plain',
  'text/csv',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'application/json; charset=latin1',
  'application/json; charset=utf-16',
  'application/jsonp',
  'application/json-patch+json',
  'json',
  '*/*',
  'application/',
  '/json',
  'a b',
]

const NOT_ACCEPTED = [
  'text/html',
  'application/xml',
  'image/*',
  'text/*;q=1',
  'application/json;q=0',
  '*/*;q=0',
  'application/vnd.api+json',
  'nonsense',
  'application/json;q=0, application/problem+json;q=0, */*;q=0.0',
  ',',
  ';q=1',
]

const BAD_TAGS = [
  '7',
  '"7',
  '7"',
  'W/7',
  'w/"7"',
  '"a" "b"',
  '',
  ',',
  ' , ',
  '*, "7"',
  '"7", *',
  '**',
  '"a"b"',
  '"a\u0001"',
  'W/',
  '"7";',
]

const BAD_KEYS = ['', '""', 'a b', 'x'.repeat(256), 'ü', '\t', 'a\u007fb']

/** Paths that name nothing, or that are no text. */
const PATHS: readonly (readonly [string, ProblemCode])[] = [
  ['/', 'route_not_found'],
  ['/api', 'route_not_found'],
  ['/api/v1', 'route_not_found'],
  ['/api/v1/', 'route_not_found'],
  ['/api/v2/passengers', 'route_not_found'],
  ['/api/v1/Passengers', 'route_not_found'],
  ['/api/v1/passenger', 'route_not_found'],
  ['//api/v1/passengers', 'route_not_found'],
  ['/passengers', 'route_not_found'],
  ['/favicon.ico', 'route_not_found'],
  ['/.env', 'route_not_found'],
  ['/health', 'route_not_found'],
  ['/health/live/x', 'route_not_found'],
  ['/__proto__', 'route_not_found'],
  ['/api/v1/passengers/', 'not_found'],
  ['/api/v1/passengers/nope', 'not_found'],
  ['/api/v1/passengers/%20', 'not_found'],
  ['/api/v1/passengers/%00', 'not_found'],
  ['/api/v1/passengers/__proto__', 'not_found'],
  ['/api/v1/passengers/batch', 'not_found'],
  ['/api/v1/passengers/%F0%9F%9A%80', 'not_found'],
  ['/api/v1/passengers/a//b', 'not_found'],
  [`/api/v1/passengers/${'x'.repeat(200)}`, 'not_found'],
  ['/api/v1/passengers/%', 'invalid_url'],
  ['/api/v1/passengers/%zz', 'invalid_url'],
  ['/api/v1/passengers/a%2', 'invalid_url'],
  ['/api/v1/passengers/%C3%28', 'invalid_url'],
  ['/api/v1/passengers/%FF', 'invalid_url'],
  ['/api/v1/passengers/%ED%A0%80', 'invalid_url'],
  ['/%', 'invalid_url'],
  ['/problems/nothing', 'not_found'],
  [`/api/v1/passengers/${'x'.repeat(600)}`, 'validation_failed'],
  [`/api/v1/passengers/${'x'.repeat(9000)}`, 'uri_too_long'],
  [`/api/v1/passengers?cursor=${'x'.repeat(9000)}`, 'uri_too_long'],
  [`/api/v1/passengers?cursor=${'x'.repeat(6145)}`, 'validation_failed'],
  ['/health/live?verbose=1', 'validation_failed'],
  ['/version?x', 'validation_failed'],
]

function queries(): BadRequest[] {
  const values = Object.entries(QUERIES).flatMap(([name, texts]) =>
    texts.map((text) =>
      bad(`${name}=${show(text)}`, 'validation_failed', { url: PASSENGERS, query: { [name]: text } }),
    ),
  )
  const twice = Object.keys(QUERIES).map((name) =>
    bad(`${name} twice`, 'validation_failed', { url: `${PASSENGERS}?${name}=1&${name}=1` }),
  )
  const unknown = UNKNOWN_QUERIES.map((query) =>
    bad(`query ${query}`, 'validation_failed', { url: `${PASSENGERS}?${query}` }),
  )
  const cursors = CURSORS.map((cursor) =>
    bad(`cursor ${show(cursor)}`, 'invalid_cursor', { url: PASSENGERS, query: { cursor } }),
  )
  return [...values, ...twice, ...unknown, ...cursors]
}

function bodies(): BadRequest[] {
  const members = MEMBERS.flatMap(([name, values]) => values.map((value) => [name, value] as const))
  const withMember = (name: string, value: unknown): string =>
    // By hand: JSON.stringify would turn 1e309 into null.
    JSON.stringify({ ...aPassenger(), [name]: '@@' }).replace(
      '"@@"',
      value === Infinity ? '1e309' : JSON.stringify(value),
    )
  return members.flatMap(([name, value]) => {
    const payload = withMember(name, value)
    const what = `${name}: ${show(value)}`
    const request = (method: 'POST' | 'PUT', url: string, text: string): BadRequest =>
      bad(`${method} ${what}`, 'validation_failed', { method, url, headers: JSON_TYPE, payload: text })
    return [
      request('POST', PASSENGERS, payload),
      request('PUT', ONE, payload),
      {
        ...request('POST', BATCH, `{"items":[${JSON.stringify(aPassenger())},${payload}]}`),
        what: `batch ${what}`,
      },
    ]
  })
}

const WRITES = [
  ['POST', PASSENGERS],
  ['POST', BATCH],
  ['PUT', ONE],
  ['PATCH', ONE],
] as const

function documents(): BadRequest[] {
  return WRITES.flatMap(([method, url]) => {
    const request = (payload: string): InjectOptions => ({ method, url, headers: JSON_TYPE, payload })
    const isPatch = method === 'PATCH'
    const noObjects = NO_OBJECTS.filter((text) => !(isPatch && text === '{}'))
    return [
      ...BROKEN_JSON.map((text) => bad(`${method} ${url} ${show(text)}`, 'invalid_json', request(text))),
      ...noObjects.map((text) => bad(`${method} ${url} ${show(text)}`, 'validation_failed', request(text))),
      bad(`${method} ${url} without a body`, 'validation_failed', { method, url }),
      bad(`${method} ${url} with an empty body`, 'validation_failed', {
        method,
        url,
        headers: JSON_TYPE,
        payload: '',
      }),
      bad(`${method} ${url} bytes that are no UTF-8`, 'invalid_json', {
        method,
        url,
        headers: JSON_TYPE,
        payload: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      }),
      bad(
        `${method} ${url} over a megabyte`,
        'body_too_large',
        request(`{"name":"${'x'.repeat(1_048_576)}"}`),
      ),
      bad(`${method} ${url} compressed`, 'unsupported_media_type', {
        ...request('{}'),
        headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      }),
    ]
  })
}

function headers(): BadRequest[] {
  const payload = JSON.stringify(aPassenger())
  return [
    ...WRITES.flatMap(([method, url]) =>
      MEDIA_TYPES.map((type) =>
        bad(`${method} ${url} as ${type}`, 'unsupported_media_type', {
          method,
          url,
          headers: { 'content-type': type },
          payload,
        }),
      ),
    ),
    bad('POST as a merge patch', 'unsupported_media_type', {
      method: 'POST',
      url: PASSENGERS,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload,
    }),
    ...([['GET', ONE], ['GET', PASSENGERS], ...WRITES] as const).flatMap(([method, url]) =>
      NOT_ACCEPTED.map((accept) =>
        bad(`${method} ${url} accepting ${accept}`, 'not_acceptable', {
          method,
          url,
          headers: { accept, ...(method !== 'GET' && JSON_TYPE) },
          ...(method !== 'GET' && { payload }),
        }),
      ),
    ),
    ...(['PUT', 'PATCH', 'DELETE'] as const).flatMap((method) =>
      ['if-match', 'if-none-match'].flatMap((name) =>
        BAD_TAGS.map((tag) =>
          bad(`${method} ${name}: ${show(tag)}`, 'validation_failed', {
            method,
            url: ONE,
            headers: { [name]: tag, ...(method !== 'DELETE' && JSON_TYPE) },
            ...(method === 'PUT' && { payload }),
            ...(method === 'PATCH' && { payload: '{"age":99}' }),
          }),
        ),
      ),
    ),
    ...BAD_TAGS.map((tag) =>
      bad(`GET if-none-match: ${show(tag)}`, 'validation_failed', {
        url: ONE,
        headers: { 'if-none-match': tag },
      }),
    ),
    ...BAD_KEYS.flatMap((key) =>
      [PASSENGERS, BATCH].map((url) =>
        bad(`POST ${url} idempotency-key: ${show(key)}`, 'bad_request', {
          method: 'POST',
          url,
          headers: { ...JSON_TYPE, 'idempotency-key': key },
          payload: url === BATCH ? `{"items":[${payload}]}` : payload,
        }),
      ),
    ),
  ]
}

function methods(): BadRequest[] {
  const wrong = [
    ['PUT', PASSENGERS],
    ['PATCH', PASSENGERS],
    ['DELETE', PASSENGERS],
    ['POST', ONE],
    ['PROPFIND', PASSENGERS],
    ['LOCK', ONE],
    ['TRACE', ONE],
    ['SEARCH', PASSENGERS],
    ['POST', '/health/live'],
    ['DELETE', '/version'],
    ['POST', '/openapi.json'],
    ['PUT', '/docs'],
  ] as const
  return wrong.map(([method, url]) =>
    bad(`${method} ${url}`, 'method_not_allowed', { method: method as 'GET', url }),
  )
}

/** Everything wrong that a client may send to the passengers and around them. */
export function badRequests(): BadRequest[] {
  const paths = PATHS.map(([url, code]) => bad(`GET ${show(url)}`, code, { url }))
  return [...paths, ...methods(), ...queries(), ...bodies(), ...documents(), ...headers()]
}
