import { randomUUID } from 'node:crypto'

/** Members of a request, lists and structures included: `Parameters.member.1.ParameterKey=…` becomes objects. */
export type QueryInput = Readonly<Record<string, unknown>>

/** An error that the service answers. */
export class QueryError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export function parseQuery(body: string): { action: string; input: QueryInput } {
  const { Action: action = '', Version: _version, ...flat } = Object.fromEntries(new URLSearchParams(body))
  const root: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(flat)) put(root, path.split('.'), value)
  return { action, input: listed(root) as QueryInput }
}

function put(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) target[name] = value
  else put((target[name] ??= {}) as Record<string, unknown>, rest, value)
}

function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (only?.[0] === 'member' && entries.length === 1) return Object.values(only[1] as object).map(listed)
  return Object.fromEntries(entries.map(([name, member]) => [name, listed(member)]))
}

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/'
const metadata = () => `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`

export const answerXml = (action: string, result: object): string =>
  `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${xml(result)}</${action}Result>${metadata()}</${action}Response>`

export const errorXml = ({ code, message }: QueryError): string =>
  `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`

function xml(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((each) => `<member>${xml(each)}</member>`).join('')
  if (typeof value !== 'object') return escaped(`${value as string | number | boolean}`)
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
    .join('')
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
