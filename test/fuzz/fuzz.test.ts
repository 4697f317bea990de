import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HttpProblem } from '../../src/common/http/http-error.ts'
import type { OpenApiDocument } from '../app/openapi-document.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { fuzz } from './fuzz.ts'
import { injectInto } from './send.ts'
import { startToyApp, type ToyFaults } from './toy-app.ts'

/** Fixed: the gate is no place for news. `npm run fuzz` takes another one each time. */
const SEED = Number(process.env.FC_SEED ?? 20261121)
const REQUESTS = 500

describe('the service', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await startTestApp({ MAX_EVENT_LOOP_DELAY_MS: '0' }, { jobTypes: [], withOwnJobTypes: true })
  })
  afterAll(() => test.close())

  it(`answers ${REQUESTS} random requests as its document says`, async () => {
    console.info(
      `fuzz: ${REQUESTS} requests, seed ${SEED} (npm run fuzz -- --requests ${REQUESTS} --seed ${SEED})`,
    )
    const document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
    const tally = await fuzz({ document, send: injectInto(test.app), requests: REQUESTS, seed: SEED })
    expect(tally.report('http://127.0.0.1:3000')).toBe('')
    expect(tally.requests).toBe(REQUESTS)
    expect(tally.errors).toBeGreaterThan(REQUESTS / 5)
    expect(tally.problems).toBe(tally.errors)
  })
})

/** What is planted, and the words that it has to be found by. */
const FAULTS: readonly (readonly [string, ToyFaults, RegExp])[] = [
  [
    'a status that is not documented',
    { get: (toy, reply) => reply.code(203).send(toy) },
    /getToy: 203 is not documented/,
  ],
  [
    'a member that is not documented',
    { get: (toy, reply) => reply.header('etag', '"1"').send({ ...toy, secret: 1 }) },
    /getToy: the body does not fit.*secret/,
  ],
  [
    'a member that is missing',
    { get: ({ id }, reply) => reply.header('etag', '"1"').send({ id }) },
    /getToy: the body does not fit.*size/,
  ],
  [
    'text where JSON is documented',
    { get: (_toy, reply) => reply.header('etag', '"1"').type('text/plain').send('ball') },
    /getToy: text\/plain is not documented/,
  ],
  [
    'a server error',
    {
      get() {
        throw new Error('planted')
      },
    },
    /getToy: a server error: 500/,
  ],
  [
    'an error that is no problem',
    { get: (_toy, reply) => reply.code(404).type('application/json').send({ error: 'gone' }) },
    /getToy: an error as application\/json/,
  ],
  [
    'a delete that leaves it there',
    { remove: (_id, reply) => reply.code(204).send(null) },
    /getToy: deleted, and then 200/,
  ],
  [
    'a create that stores nothing',
    {
      create: (toy, reply) =>
        reply
          .code(201)
          .headers({ location: `/toys/${toy.id}`, etag: '"1"' })
          .send(toy),
    },
    /getToy: created, and then 404/,
  ],
  [
    'a tag that is another one when it is read',
    {
      create(toy, reply, toys) {
        toys.set(toy.id, toy)
        return reply
          .code(201)
          .headers({ location: `/toys/${toy.id}`, etag: '"2"' })
          .send(toy)
      },
    },
    /getToy: created as "2", and then "1"/,
  ],
  [
    'no Location',
    {
      create(toy, reply, toys) {
        toys.set(toy.id, toy)
        return reply.code(201).header('etag', '"1"').send(toy)
      },
    },
    /createToy: no location/,
  ],
  ['a body that nobody validates', { takesAnything: true }, /createToy: invalid input is answered 201/],
  [
    'a rule that the document does not tell',
    {
      create() {
        throw new HttpProblem('validation_failed', 'planted')
      },
    },
    /createToy: valid input is refused with 400/,
  ],
]

describe('a service of three operations', () => {
  const run = async (faults?: ToyFaults): Promise<string> => {
    const app = await startToyApp(faults)
    const document = (await app.inject('/openapi.json')).json<OpenApiDocument>()
    const tally = await fuzz({ document, send: injectInto(app), requests: 600, seed: SEED })
    await app.close()
    return tally.report('http://127.0.0.1:3000')
  }

  it('is found to do right', async () => {
    expect(await run()).toBe('')
  })

  it.each(FAULTS)('is found to have %s', async (_what, faults, words) => {
    const report = await run(faults)
    expect(report).toMatch(words)
    expect(report).toContain('curl -si -X ')
  })
})
