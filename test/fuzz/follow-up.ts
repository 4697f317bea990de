import { type FuzzOperation, matches } from './document.ts'
import type { Answer, FuzzRequest } from './request.ts'

interface FollowUp {
  readonly request: FuzzRequest
  /** What the answer says about the one before it. */
  faults(answer: Answer): string[]
}

/** What was created is there, under its tag; what was deleted is gone. */
export function followUps(
  request: FuzzRequest,
  { status, headers }: Answer,
  operations: readonly FuzzOperation[],
): FollowUp[] {
  const { operation, url } = request
  if (status === 204 && operation.method === 'DELETE') {
    const get = getOf(operations, url)
    return get
      ? [{ request: get, faults: (now) => (now.status === 404 ? [] : [`deleted, and then ${now.status}`]) }]
      : []
  }
  if (status !== 201 || headers.location === undefined) return []
  const get = getOf(operations, headers.location)
  if (!get) return [{ request, faults: () => [`Location names no operation: ${String(headers.location)}`] }]
  return [
    {
      request: get,
      faults(now) {
        if (now.status !== 200) return [`created, and then ${now.status}`]
        return now.headers.etag === headers.etag
          ? []
          : [`created as ${headers.etag}, and then ${now.headers.etag}`]
      },
    },
  ]
}

function getOf(operations: readonly FuzzOperation[], url: string): FuzzRequest | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const candidates = operations.filter(({ method }) => method === 'GET')
  const operation =
    candidates.find(({ template }) => template === path) ??
    candidates.find(({ template }) => matches(template, path))
  if (!operation) return undefined
  return {
    operation,
    kind: 'valid',
    what: 'to see what came of it',
    method: 'GET',
    url: path,
    headers: {},
    parameters: {},
  }
}
