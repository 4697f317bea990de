import fc from 'fast-check'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROBLEM_CATALOGUE } from '../../src/common/http/problem-catalogue.ts'
import type { Problem } from '../../src/common/http/problem.ts'
import type { PassengerDto } from '../../src/features/passengers/routes/passenger-dto.ts'
import { expectInjected } from '../plugins/demo-app.ts'
import { aPassenger, create, createAll, everything, PASSENGERS } from '../support/passengers.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { badRequests, STORED } from './bad-requests.ts'

const RUNS = 600
const SEED = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31)

let test: TestApp
let stored: PassengerDto[]
beforeAll(async () => {
  test = await startTestApp()
  await create(test.app, { id: STORED, ticket: STORED })
  await createAll(
    test.app,
    Array.from({ length: 20 }, () => aPassenger()),
  )
  stored = await everything(test.app)
})
afterAll(() => test.close())

describe('bad input', () => {
  const requests = badRequests()

  it('is tried in every part of a request', () => {
    console.info(`bad input: ${requests.length} malformed requests`)
    expect(requests.length).toBeGreaterThan(200)
    expect(new Set(requests.map(({ what }) => what)).size).toBeGreaterThan(requests.length * 0.95)
  })

  it.each(requests)('$what is answered $code', async ({ request, code }) => {
    const response = await test.app.inject(request)
    const problem = expectInjected(response, code)
    expect(problem.status).toBe(PROBLEM_CATALOGUE[code].status)
    if (code === 'validation_failed') expect(problem.errors?.length ?? 0).toBeGreaterThan(0)
    if (code === 'method_not_allowed') expect(response.headers.allow).toContain('OPTIONS')
    expect(response.headers.etag).toBeUndefined()
    expect(response.headers.location).toBeUndefined()
    expect(response.body).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/)
  })

  it('has changed nothing that is stored', async () => {
    expect(await everything(test.app)).toEqual(stored)
  })
})

/** Whatever the request: a documented answer, never a 5xx, and a problem that says all that it has to. */
function expectDocumented(response: LightMyRequestResponse, allowed: readonly number[]): void {
  const { statusCode, headers, body } = response
  expect(allowed, body).toContain(statusCode)
  expect(headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/)
  if (statusCode < 400) return
  const problem = JSON.parse(body) as Problem
  expectInjected(response, problem.code as keyof typeof PROBLEM_CATALOGUE)
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('1', '3', 'male', 'S', '24160', '0', 'null', ''),
)
const names = fc.oneof(
  fc.constantFrom('limit', 'cursor', 'pclass', 'survived', 'sex', 'embarked', 'ticket', '__proto__', 'sort'),
  fc.string(),
)
const query = fc.array(fc.tuple(names, text), { maxLength: 5 })
const queryOf = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
/** Lone surrogates are no text; what a client would send for them is the replacement character. */
const encode = (value: string): string => encodeURIComponent(Buffer.from(value).toString())

/** Mostly the members of a passenger, with values that mostly do not fit. */
const member = fc.oneof(
  fc.jsonValue(),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.constantFrom(null, 0, 1, 3, 'male'),
)
const passenger = fc.record(
  Object.fromEntries(
    [...Object.keys(aPassenger()), 'id', 'age', 'fare', 'body', 'cabin', 'extra'].map((name) => [
      name,
      member,
    ]),
  ),
  { requiredKeys: [] },
)
const body = fc.oneof(passenger, fc.jsonValue(), fc.record({ items: fc.array(passenger, { maxLength: 3 }) }))

const request: fc.Arbitrary<InjectOptions> = fc.oneof(
  query.map((pairs): InjectOptions => ({ url: `${PASSENGERS}?${queryOf(pairs)}` })),
  text.map((id): InjectOptions => ({ url: `${PASSENGERS}/${encode(id)}` })),
  fc
    .tuple(
      fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const),
      fc.constantFrom('', '/batch', '/nobody%2F9'),
      body,
    )
    .map(([method, path, value]): InjectOptions => ({
      method,
      url: PASSENGERS + path,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(value),
    })),
  fc
    .tuple(fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const), fc.string({ unit: 'binary' }))
    .map(([method, payload]): InjectOptions => ({
      method,
      url: PASSENGERS,
      headers: { 'content-type': 'application/json' },
      payload,
    })),
  fc
    .tuple(fc.constantFrom('if-match', 'if-none-match', 'accept', 'idempotency-key'), fc.string())
    .map(([name, value]): InjectOptions => ({
      method: 'DELETE',
      url: `${PASSENGERS}/nobody`,
      headers: { [name]: value },
    })),
)

describe('random input', () => {
  it(`in ${RUNS} requests never meets anything but a documented answer`, async () => {
    console.info(`random input: ${RUNS} runs, seed ${SEED} (FC_SEED repeats it)`)
    const allowed = [200, 201, 204, 400, 404, 405, 406, 409, 412, 413, 415]
    await fc.assert(
      fc.asyncProperty(request, async (options) => {
        expectDocumented(await test.app.inject(options), allowed)
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })

  it('leaves every passenger who was there before', async () => {
    const now = await everything(test.app)
    expect(now).toEqual(expect.arrayContaining(stored))
  })
})
