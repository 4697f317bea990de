import { errorCodes } from 'fastify'
import { describe, expect, it } from 'vitest'
import {
  AlreadyExistsError,
  BadCursorError,
  ConditionFailedError,
  ConflictError,
  CorruptItemError,
  NotFoundError,
  ThrottledError,
  TooLargeError,
  TransactionFailedError,
  UnavailableError,
  ValidationError,
} from '../../../src/common/data/errors.ts'
import { conflict, HttpProblem } from '../../../src/common/http/http-error.ts'
import { PROBLEM_CATALOGUE } from '../../../src/common/http/problem-catalogue.ts'
import { mapError } from '../../../src/common/http/problem-mapping.ts'

const request = { method: 'POST', body: {} }
const statusOf = (error: unknown): number => PROBLEM_CATALOGUE[mapError(error, request).code].status

describe('errors of the data layer', () => {
  it.each([
    [new NotFoundError('gone'), 404, 'not_found'],
    [new AlreadyExistsError('there'), 409, 'already_exists'],
    [new ConditionFailedError('not so'), 409, 'condition_failed'],
    [new ConflictError('lost'), 409, 'conflict'],
    [new ValidationError('bad'), 400, 'validation_failed'],
    [new TooLargeError('big'), 413, 'too_large'],
    [new BadCursorError('forged'), 400, 'invalid_cursor'],
  ])('%s → %i', (error, status, code) => {
    expect(mapError(error, request)).toMatchObject({ code, detail: error.message })
    expect(statusOf(error)).toBe(status)
  })

  it.each([
    [new ThrottledError('table passengers at 10.0.0.1'), 503],
    [new UnavailableError('connect ECONNREFUSED 10.0.0.1:8000'), 503],
    [new CorruptItemError('bad item', { pk: 'secret' }, [{ path: '/age', message: 'secret' }]), 500],
  ])('%s tells nothing of its cause', (error, status) => {
    const mapped = mapError(error, request)
    expect(statusOf(error)).toBe(status)
    expect(mapped.detail).toBeUndefined()
    expect(mapped.errors).toBeUndefined()
    expect(mapped.headers?.['retry-after']).toEqual(
      status === 503 ? expect.stringMatching(/^\d+$/) : undefined,
    )
  })

  it('a validation error names its issues as URI fragments, at most 50', () => {
    const issues = Array.from({ length: 60 }, (_, index) => ({ path: `/a~1b/${index} x`, message: 'bad' }))
    const { errors } = mapError(new ValidationError('bad', issues), request)
    expect(errors).toHaveLength(50)
    expect(errors?.[0]).toEqual({ pointer: '#/a~1b/0%20x', detail: 'bad' })
  })

  it('a bad cursor names its parameter', () => {
    expect(mapError(new BadCursorError('forged'), request).errors).toEqual([
      { parameter: 'cursor', detail: 'forged' },
    ])
  })

  it('a transaction is what its first reason is', () => {
    const error = new TransactionFailedError([
      null,
      new AlreadyExistsError('there'),
      new ConflictError('lost'),
    ])
    expect(mapError(error, request)).toMatchObject({ code: 'already_exists', detail: 'there' })
    expect(mapError(new TransactionFailedError([null]), request)).toEqual({ code: 'conflict' })
  })
})

describe('other errors', () => {
  it('an HttpProblem is itself', () => {
    expect(mapError(conflict('no'), request)).toMatchObject({ code: 'conflict', detail: 'no' })
    expect(new HttpProblem('conflict', undefined, { cause: 'x' }).message).toBe(
      PROBLEM_CATALOGUE.conflict.description,
    )
  })

  it.each([
    [new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), 413],
    [new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(), 415],
    [new errorCodes.FST_ERR_BAD_URL('/%'), 400],
    [new errorCodes.FST_ERR_MAX_PARAM_LENGTH('/x'), 414],
    [new errorCodes.FST_ERR_HANDLER_TIMEOUT('1', '/x'), 503],
    [new errorCodes.FST_ERR_FAILED_ERROR_SERIALIZATION('secret', 'secret'), 500],
    [Object.assign(new Error('Slow down'), { statusCode: 429 }), 429],
    [Object.assign(new Error('Teapot'), { statusCode: 418 }), 400],
    [Object.assign(new Error('secret'), { statusCode: 502 }), 500],
    [new TypeError('secret'), 500],
    ['secret', 500],
    [undefined, 500],
    [null, 500],
    [{ message: 'secret' }, 500],
  ])('%s → %i', (error, status) => {
    expect(statusOf(error)).toBe(status)
    expect(JSON.stringify(mapError(error, request))).not.toContain('secret')
  })

  it('415 says what is read, for PATCH also as Accept-Patch', () => {
    const error = new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE()
    expect(mapError(error, request).headers).toEqual({ accept: 'application/json' })
    expect(mapError(error, { method: 'PATCH', body: undefined }).headers).toMatchObject({
      'accept-patch': 'application/merge-patch+json, application/json',
    })
  })
})
