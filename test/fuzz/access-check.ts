import { ADMIN, ownerOf, OWNERS, type Caller } from './callers.ts'
import type { Answer, FuzzRequest } from './request.ts'

/** Operations of which the body may name another account, which is refused as the path would be. */
const NAMES_ACCOUNT_IN_BODY = new Set(['createUser', 'submitJob'])
/** What a request may be told before anybody asks who sent it: of its path alone. */
const BEFORE_ACCESS = new Set([301, 400, 404, 405, 414])

/** What the document says of who may call: 200 stands for being let in. */
function verdictOf(request: FuzzRequest, { token }: Caller): 200 | 401 | 403 {
  const { security } = request.operation
  if (security === undefined) return 200
  if (!token) return 401
  const isAdmin = token.scopes.includes(ADMIN)
  if (isAdmin) return 200
  if (!security.every((scope) => token.scopes.includes(scope))) return 403
  const owner = ownerOf(request)
  return owner === undefined || owner === token.subject ? 200 : 403
}

/** What is wrong with an answer to this caller, a sentence each. */
export function* accessFaults(request: FuzzRequest, caller: Caller, answer: Answer): Generator<string> {
  const { status, body } = answer
  const token = caller.authorization?.replace(/^Bearer /, '') ?? ''
  if (token.length > 20 && body.includes(token)) yield 'the answer has the token in it'
  // Routes that do not have the method are not asked who may call them.
  if (request.kind === 'method') return
  const verdict = verdictOf(request, caller)
  if (verdict === 200) {
    const mayRefuse = NAMES_ACCOUNT_IN_BODY.has(request.operation.id) || request.what === 'a strange path'
    if (status === 401 || (status === 403 && !mayRefuse))
      yield `${caller.what} may do it, and is answered ${status}`
    yield* othersIn(caller, answer)
    return
  }
  const isOfPath = BEFORE_ACCESS.has(status) && (status === 414 || request.what === 'a strange path')
  if (status !== verdict && !isOfPath) yield `${caller.what} is answered ${status}, not ${verdict}`
}

/** An answer to a user has nothing in it that belongs to another. */
function* othersIn({ token }: Caller, { status, json }: Answer): Generator<string> {
  if (status >= 300 || !token || token.scopes.includes(ADMIN)) return
  const open: unknown[] = [json]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [name, value] of Object.entries(next)) {
      if (OWNERS.includes(name) && typeof value === 'string' && value !== token.subject)
        yield `${name} of another in the answer`
      if (typeof value === 'object') open.push(value)
    }
  }
}
