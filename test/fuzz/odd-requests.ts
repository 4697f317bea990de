import fc from 'fast-check'
import type { Dice } from './dice.ts'
import type { FuzzOperation } from './document.ts'
import { type Draft, finish } from './draft.ts'
import type { FuzzRequest } from './request.ts'
import { rightDraft, type Sources } from './right-requests.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE', 'LOCK', 'SEARCH'] as const

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'accept',
    [
      'text/html',
      '*/*',
      'application/json;q=0',
      'application/*;q=0.1',
      ',',
      'text/event-stream',
      'image/png, */*;q=0.1',
    ],
  ],
  [
    'content-type',
    [
      'text/plain',
      'application/json; charset=utf-8',
      'application/json; charset=latin1',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/',
      '/',
      ';',
      'application/json\tx',
    ],
  ],
  ['content-encoding', ['gzip', 'identity', 'br, gzip', '']],
  ['if-match', ['"', 'W/', '*, "1"', '"1" "2"', '"999999999999999999999"', '"-1"', '"1e3"', '""', '\xff']],
  ['if-none-match', ['"', '**', '"a"b', '*', '"1"', ',,,', `"${'x'.repeat(4000)}"`]],
  ['if-modified-since', ['yesterday', 'Sat, 21 Nov 2026 00:00:00 GMT']],
  [
    'range',
    [
      'bytes=0-0',
      'bytes=-1',
      'bytes=5-1',
      'bytes=0-',
      'items=0-5',
      'bytes=99999999999999999999-',
      'bytes=0-1,3-4',
    ],
  ],
  ['last-event-id', ['0', '-1', 'x', '999999999999999', '9999999999999999', '', '1,2']],
  ['idempotency-key', ['', '""', '"a b"', 'a b', 'x'.repeat(300), '\xe9', '__proto__']],
  ['x-request-id', ['', 'a b', 'x'.repeat(500), '../../x', '"><script>']],
  ['authorization', ['Bearer', 'Bearer x', 'Basic eDp4', 'Bearer a.b.c', '\xff']],
  ['origin', ['null', 'https://example.com', 'x']],
  ['x-http-method-override', ['DELETE']],
  ['x-forwarded-for', ['127.0.0.1', 'x, y']],
  ['traceparent', ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-x']],
  ['cookie', ['a=b', '=', '__proto__=1']],
  ['expect', ['100-continue']],
  ['accept-language', ['*', 'xx-'.repeat(100)]],
]

const QUERIES: readonly (readonly [string, string])[] = [
  ['limit', '1e3'],
  ['limit', '٣'],
  ['cursor', 'x'],
  ['cursor', ''],
  ['cursor', 'AAAA'.repeat(500)],
  ['cursor', 'x'.repeat(9000)],
  ['__proto__[x]', '1'],
  ['a[b][c]', '1'],
  ['\u0000', '\u0000'],
  ['q', '\ufffd'],
  ['', ''],
]

/** The first path parameter as bytes on the line; dots alone would be resolved before they are sent. */
const PATHS = [
  '%',
  '%zz',
  '%00',
  '%C3%28',
  '%ED%A0%80',
  '%2e%2e%2f',
  '%252e',
  '__proto__',
  '',
  '%F0%9F%9A%80',
  'a//b',
  ';x=1',
  'x'.repeat(600),
  'x'.repeat(9000),
]

const BODIES: readonly (string | Buffer)[] = [
  '',
  ' ',
  '{',
  'null',
  '[]',
  '""',
  '0',
  '{}',
  '{"a":1}{',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":1e999}',
  '{"a":-1e-999}',
  `{"a":${'9'.repeat(5000)}}`,
  '{"a":1,"a":2}',
  '\ufeff{}',
  '{"\\ud800":"\\udc00"}',
  '{"a":"\\u0000"}',
  '['.repeat(20_000),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  `${'['.repeat(300)}${']'.repeat(300)}`,
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('{}', 'utf16le'),
  Buffer.alloc(1000),
  Buffer.alloc(1_100_000, 0x20),
]

const bodies = fc.oneof(
  fc.constantFrom(...BODIES).map((body) => Buffer.from(body)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
)

type Twist = (draft: Draft) => FuzzRequest

const twists: readonly Twist[] = [
  (draft) => {
    const [name, values] = draft.dice.of(HEADERS)
    draft.headers[name] = draft.dice.of(values)
    return finish(draft, 'odd', `header ${name}`)
  },
  (draft) => {
    const [name, value] = draft.dice.of(QUERIES)
    draft.query.push([name, value])
    return finish(draft, 'odd', `query ${name}`)
  },
  (draft) => {
    const raw = draft.dice.of(PATHS)
    const url = draft.operation.template.replace(/\{\w+\}/, () => raw).replace(/\{\w+\}/g, 'x')
    return finish(draft, 'odd', 'a strange path', url)
  },
  (draft) => {
    draft.body = draft.dice.draw(bodies)
    draft.headers['content-type'] ??= 'application/json'
    return finish(draft, 'odd', 'bytes that may be no JSON')
  },
]

/** A request with something that the schemas do not speak of. */
export function oddRequest(operation: FuzzOperation, dice: Dice, sources: Sources): FuzzRequest {
  return dice.of(twists)(rightDraft(operation, dice, sources))
}

/** A request with a method that its path does not have. */
export function wrongMethod(operation: FuzzOperation, dice: Dice, sources: Sources): FuzzRequest {
  const others = METHODS.filter((method) => !operation.pathMethods.includes(method))
  const { body, headers, ...request } = finish(
    rightDraft(operation, dice, sources),
    'method',
    'a method that the path does not have',
  )
  return { ...request, headers: {}, method: dice.of(others) }
}
