import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { mapError } from '../../../src/common/http/problem-mapping.ts'
import { nullable, refTo, safeInteger, strictObject, stringEnum } from '../../../src/common/http/schema.ts'
import { schemaController } from '../../../src/common/http/validation.ts'

interface Verdict {
  readonly detail?: string
  readonly errors?: readonly object[]
  readonly body?: unknown
}

/** What a body is told by a schema; the value as validated where it fits. */
async function verdictOn(schema: object, body: unknown, shared: object[] = []): Promise<Verdict> {
  const app = Fastify({ schemaController, bodyLimit: 10_000_000 })
  for (const each of shared) app.addSchema(each)
  app.setErrorHandler((error, request, reply) => {
    const { detail, errors } = mapError(error, { method: request.method, body: request.body })
    return reply.send({ detail, errors })
  })
  app.post('/', { schema: { body: schema } }, (request) => ({ body: request.body }))
  const response = await app.inject({
    method: 'POST',
    url: '/',
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  await app.close()
  return response.json<Verdict>()
}

describe('bodies', () => {
  it('are never coerced', async () => {
    const schema = strictObject({
      x: Type.Optional(Type.Number()),
      y: Type.Optional(Type.String()),
      z: Type.Optional(Type.Boolean()),
    })
    for (const body of [
      { x: '2' },
      { x: null },
      { x: true },
      { y: 42 },
      { y: ['n'] },
      { y: null },
      { z: 1 },
      { z: 'true' },
    ]) {
      expect((await verdictOn(schema, body)).detail, JSON.stringify(body)).toMatch(/^Field [xyz] must be/)
    }
    expect(await verdictOn(schema, { x: 2, y: '2', z: true })).toEqual({ body: { x: 2, y: '2', z: true } })
  })

  it('get their defaults and keep their members', async () => {
    const schema = Type.Object({ x: Type.Optional(Type.Integer({ default: 7 })) })
    expect(await verdictOn(schema, { other: 1 })).toEqual({ body: { x: 7, other: 1 } })
  })

  it('name what is missing at one level together, in declared order', async () => {
    const schema = strictObject({
      zeta: Type.String(),
      alpha: Type.String(),
      inner: strictObject({ b: Type.String(), a: Type.String() }),
    })
    expect((await verdictOn(schema, { inner: {} })).detail).toBe('Missing required fields: zeta, alpha')
    expect((await verdictOn(schema, { zeta: '', alpha: '', inner: {} })).detail).toBe(
      'Missing required fields: inner.b, inner.a',
    )
  })

  it('say of a union what was meant', async () => {
    const schema = strictObject({
      age: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
      kind: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b')])),
      size: Type.Optional(nullable(stringEnum(['s', 'l']))),
    })
    expect((await verdictOn(schema, { age: 'x' })).errors).toEqual([
      { pointer: '#/age', detail: 'must be number or null' },
    ])
    expect((await verdictOn(schema, { age: -1 })).errors).toEqual([
      { pointer: '#/age', detail: 'must be >= 0' },
    ])
    expect((await verdictOn(schema, { age: 1, kind: 'c' })).detail).toBe('Field kind must be one of: a, b')
    expect((await verdictOn(schema, { age: 1, size: 'x' })).detail).toBe(
      'Field size must be one of: s, l, null',
    )
    expect(await verdictOn(schema, { age: null, kind: 'b', size: null })).toHaveProperty('body')
  })

  it('keep errors beside a failed union', async () => {
    const schema = strictObject({
      first: Type.Integer(),
      age: Type.Union([Type.Number(), Type.Null()]),
      last: Type.Integer(),
    })
    const { errors } = await verdictOn(schema, { first: 'x', age: 'x', last: 'x' })
    expect(errors).toEqual([
      { pointer: '#/first', detail: 'must be integer' },
      { pointer: '#/age', detail: 'must be number or null' },
      { pointer: '#/last', detail: 'must be integer' },
    ])
  })

  it('validate through shared schemas', async () => {
    const shared = Type.Object({ id: Type.String() }, { $id: 'Shared', additionalProperties: false })
    const schema = strictObject({ items: Type.Array(refTo('Shared')) })
    const verdict = await verdictOn(schema, { items: [{ id: 'a' }, { id: 1 }, { id: 'b', foo: 1 }] }, [
      shared,
    ])
    expect(verdict.detail).toBe('Unknown field: items[2].foo')
    expect(verdict.errors).toContainEqual({ pointer: '#/items/1/id', detail: 'must be string' })
  })

  it('list at most 50 errors, and only the first of a body too large to go through twice', async () => {
    const schema = Type.Array(Type.String())
    expect((await verdictOn(schema, Array<number>(200).fill(1))).errors).toHaveLength(50)
    const start = performance.now()
    expect((await verdictOn(schema, Array<number>(1_000_000).fill(1))).errors).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('refuse integers that JSON cannot carry', async () => {
    const verdict = await verdictOn(strictObject({ n: safeInteger() }), { n: 12345678901234567890 })
    expect(verdict.detail).toBe('Field n must be <= 9007199254740991')
  })

  it('do not choke on lone surrogates and long names', async () => {
    const { errors, detail } = await verdictOn(strictObject({}), { '\ud800': 1, ['x'.repeat(5000)]: 1 })
    expect(errors).toHaveLength(2)
    expect(detail?.length).toBeLessThan(300)
  })
})
