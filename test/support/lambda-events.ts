import { stringify } from 'node:querystring'
import type { InjectOptions } from 'fastify'
import type { HttpEvent, HttpEventV1, HttpEventV2 } from '../../src/lambda/http-event.ts'

/** The doors that AWS has for a function, each with a way of its own to say what a client sent. */
export const DOORS = ['http-api', 'function-url', 'rest-api'] as const
export type Door = (typeof DOORS)[number]

/** A request as it stands on the wire. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

export function wireRequest(options: InjectOptions | string): WireRequest {
  const {
    method = 'GET',
    url,
    path: other,
    query: members,
    headers = {},
    payload,
    body: given,
  } = typeof options === 'string' ? ({ url: options } as InjectOptions) : options
  const [path = '', ...rest] = ((url ?? other) as string).split('?')
  const queries = [
    ...(rest.length > 0 ? [rest.join('?')] : []),
    ...(members ? [stringify(members as never)] : []),
  ]
  const content = payload ?? given
  const isJson = content !== undefined && typeof content !== 'string' && !Buffer.isBuffer(content)
  const body =
    content === undefined ? undefined : Buffer.from(isJson ? JSON.stringify(content) : (content as string))
  const named = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), String(value)] as const],
  )
  return {
    method,
    path,
    query: queries.join('&'),
    body,
    headers: {
      host: 'api.example.com',
      'user-agent': 'test',
      ...(isJson && { 'content-type': 'application/json' }),
      ...Object.fromEntries(named),
    },
  }
}

/** What the door gives the function for the request, as its documentation and captures of live ones say. */
export function eventFor(door: Door, request: WireRequest, sourceIp = '203.0.113.7'): HttpEvent {
  return door === 'rest-api' ? restApiEvent(request, sourceIp) : version2Event(door, request, sourceIp)
}

function version2Event(
  door: Door,
  { method, path, query, headers, body }: WireRequest,
  sourceIp: string,
): HttpEventV2 {
  const { cookie, ...others } = headers
  const isBase64Encoded = body !== undefined && !isTextType(headers['content-type'])
  return {
    version: '2.0',
    rawPath: door === 'http-api' ? decoded(path) : path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: { ...others, 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'https' },
    ...(body && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: { http: { method, sourceIp } },
  }
}

function restApiEvent({ method, path, query, headers, body }: WireRequest, sourceIp: string): HttpEventV1 {
  const parameters: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) (parameters[name] ??= []).push(value)
  return {
    httpMethod: method,
    path,
    multiValueHeaders: Object.fromEntries(
      Object.entries({ ...headers, 'X-Forwarded-For': sourceIp }).map(([name, value]) => [name, [value]]),
    ),
    multiValueQueryStringParameters: query === '' ? null : parameters,
    body: body?.toString('base64') ?? null,
    isBase64Encoded: body !== undefined,
    requestContext: { identity: { sourceIp } },
  }
}

/** Text of these types is given as it is, all else in Base64. */
const isTextType = (type = ''): boolean => /^(text\/|application\/(json|xml|javascript))/.test(type)

/** HTTP APIs decode the path and lose what follows a question mark in it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\?.*$/s, '')
  } catch {
    return path
  }
}
