export const IDLE = 'idle'

/** Which part of the service a function of a profile belongs to, by the file that it is in. */
const BY_FILE: readonly (readonly [RegExp, string])[] = [
  [/\/plugins\/access-log|node_modules\/(pino|sonic-boom|thread-stream|quick-format|safe-stable)/, 'logging'],
  [/\/plugins\/([^/]+?)\.[jt]s$/, 'plugin $1'],
  [/node_modules\/(@aws-sdk|@smithy|@aws-crypto|@aws)\//, 'AWS SDK'],
  [/node_modules\/(fast-json-stringify|@fastify\/fast-json)/, 'response serialisation'],
  [/node_modules\/(ajv|@fastify\/ajv)/, 'request validation'],
  [/node_modules\/@sinclair\/typebox/, 'validation on read'],
  [/node_modules\/(@photostructure\/sqlite|bindings)|store\/sqlite\/(driver)\.[jt]s$/, 'SQLite driver'],
  [/node_modules\//, 'Fastify core'],
  [/common\/data\/store\/record-codec/, 'data: JSON of the record'],
  [/common\/data\/store\/(sqlite|dynamodb)\//, 'data: store $1'],
  [/common\/data\//, 'data: above the store'],
  [/src\/common\/http\//, 'our HTTP helpers'],
  [/src\/features\//, 'passengers feature'],
  [/scripts\/bench\//, 'benchmark'],
  [/^node:inspector/, IDLE],
  [
    /^node:(_http|http|net|stream|internal\/(http|streams?|stream_base|js_stream)|timers|internal\/timers)/,
    'Node: HTTP and sockets',
  ],
  [/^node:internal\/process\//, 'Node: promises and ticks'],
]

/** Code made at run time has no file, but each maker has its own names. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^validate\d*$/, 'request validation'],
  [/^(check|check_\w+)$/, 'validation on read'],
  [/^anonymous$/, 'data: reader of the record'],
  [/^(main|anonymous\d+|obj\w*|nullCheck\w*)$/, 'response serialisation'],
]

export interface CallFrame {
  readonly functionName: string
  readonly scriptId: string
  readonly url: string
  readonly lineNumber: number
}

/** The group of a function, or undefined for a helper of Node's or V8's own (buffers, hashes), which counts for its caller. */
export function groupOf({ functionName, scriptId, url }: CallFrame): string | undefined {
  if (functionName === '(idle)') return IDLE
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(program)') return 'native: sockets, event loop'
  if (url === '' && scriptId === '0') return undefined
  if (url === '') return matching(BY_NAME, functionName) ?? 'generated code'
  return matching(BY_FILE, url) ?? (url.startsWith('node:') ? undefined : 'other')
}

function matching(table: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  for (const [pattern, group] of table) {
    const found = pattern.exec(text)
    if (found) return group.replace('$1', found[1] ?? '')
  }
  return undefined
}
