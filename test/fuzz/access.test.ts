import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OpenApiDocument } from '../app/openapi-document.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { TokenProvider } from '../support/token-provider.ts'
import { Callers, SCOPES } from './callers.ts'
import { fuzz } from './fuzz.ts'
import type { Answer, FuzzRequest, Send } from './request.ts'
import { injectInto } from './send.ts'

const SEED = Number(process.env.FC_SEED ?? 20261121)
const REQUESTS = 500

let provider: TokenProvider
let test: TestApp
let callers: Callers
beforeAll(async () => {
  provider = await TokenProvider.start()
  callers = await Callers.of(provider)
  test = await startTestApp(
    { ...provider.environment(SCOPES), MAX_EVENT_LOOP_DELAY_MS: '0' },
    { jobTypes: [], withOwnJobTypes: true },
  )
})
afterAll(async () => {
  await test.close()
  await provider.stop()
})

async function reportOf(send: Send): Promise<string> {
  const document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
  const tally = await fuzz({ document, send, requests: REQUESTS, seed: SEED, callers })
  expect(tally.requests).toBe(REQUESTS)
  return tally.report('http://127.0.0.1:3000')
}

it(`a service that asks for tokens answers ${REQUESTS} random requests as their callers may be`, async () => {
  expect(await reportOf(injectInto(test.app))).toBe('')
})

/** Sends another token than the caller's where one is given for it: a service that sees what it should not see. */
const lenient = (replaced: (claims: Claims) => Claims | undefined) => async (): Promise<Send> => {
  const send = injectInto(test.app)
  return async (request) => {
    const claims = claimsOf(request)
    const other = claims && replaced(claims)
    if (!other) return send(request)
    const authorization = `Bearer ${await provider.token({ ...other, exp: Date.now() / 1000 + 600 })}`
    return send({ ...request, headers: { ...request.headers, authorization } })
  }
}

interface Claims {
  readonly sub: string
  readonly scope: string
  readonly exp: number
}

function claimsOf({ headers }: FuzzRequest): Claims | undefined {
  try {
    const payload = headers.authorization?.split('.')[1] ?? ''
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
  } catch {
    return undefined
  }
}

const tampering = (change: (request: FuzzRequest, answer: Answer) => Answer) => async (): Promise<Send> => {
  const send = injectInto(test.app)
  return async (request) => change(request, await send(request))
}

const all = Object.values(SCOPES).join(' ')
const FAULTS: readonly (readonly [string, () => Promise<Send>, RegExp])[] = [
  [
    'takes tokens that are over',
    lenient((claims) => (claims.exp < Date.now() / 1000 ? claims : undefined)),
    /a token expired is answered 20\d, not 401/,
  ],
  [
    'looks at no scope',
    lenient(({ sub }) => ({ sub, scope: 'api/read api/write', exp: 0 })),
    /a reader is answered 20\d, not 403/,
  ],
  [
    'does not ask whose an account is',
    lenient(({ sub }) => ({ sub, scope: all, exp: 0 })),
    /somebody else is answered 20\d, not 403/,
  ],
  [
    'refuses who may',
    lenient((claims) => ({ ...claims, scope: 'openid' })),
    /the owner may do it, and is answered 403/,
  ],
  [
    'shows what is another’s',
    tampering((_request, answer) => ({
      ...answer,
      ...(answer.json !== undefined && { json: { ...(answer.json as object), userId: 'another' } }),
    })),
    /userId of another in the answer/,
  ],
  [
    'sends tokens back',
    tampering(({ headers }, answer) => ({
      ...answer,
      body: Buffer.from(answer.body.toString() + String(headers.authorization)),
    })),
    /the answer has the token in it/,
  ],
]

it.each(FAULTS)('a service that %s is found out', async (_what, send, words) => {
  expect(await reportOf(await send())).toMatch(words)
})
