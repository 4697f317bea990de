import { describe, expect, it } from 'vitest'
import { AlreadyExistsError, ConflictError, NotFoundError } from '../../../src/common/data/errors.ts'
import { HttpProblem } from '../../../src/common/http/http-error.ts'
import {
  checkWritePreconditions,
  etagOf,
  isCreateOnly,
  mustExist,
  notModified,
  requiredVersion,
  withPreconditions,
} from '../../../src/common/http/preconditions.ts'

const ifMatch = (value: string) => ({ headers: { 'if-match': value } })
const ifNoneMatch = (value: string) => ({ headers: { 'if-none-match': value } })
const none = { headers: {} }

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (error) {
    return error instanceof HttpProblem ? error.code : 'other'
  }
}

describe('etags', () => {
  it('are strong and made of the version', () => {
    expect(etagOf(7)).toBe('"7"')
  })

  it.each([
    ['"7"', true],
    ['W/"7"', true],
    ['"6", "7"', true],
    ['"6","7",', true],
    ['*', true],
    ['"8"', false],
    ['"a,b", "7"', true],
  ])('If-None-Match: %s', (value, expected) => {
    expect(notModified(ifNoneMatch(value), 7)).toBe(expected)
  })

  it('without the header nothing is unmodified', () => {
    expect(notModified(none, 7)).toBe(false)
  })

  it.each(['7', '"7', 'W/7', 'w/"7"', '"7" "8"', '', ' ', ',', '"7", *', '"a b"', "'7'"])(
    'malformed: %j',
    (value) => {
      expect(codeOf(() => notModified(ifNoneMatch(value), 7))).toBe('validation_failed')
      expect(codeOf(() => requiredVersion(ifMatch(value)))).toBe('validation_failed')
    },
  )

  it('names the header that is malformed', () => {
    expect(() => requiredVersion(ifMatch('7'))).toThrow(
      expect.objectContaining({ errors: [{ header: 'If-Match', detail: expect.any(String) as string }] }),
    )
  })

  it('a long header is parsed in linear time', () => {
    const start = performance.now()
    expect(codeOf(() => notModified(ifNoneMatch(`${'"1" , '.repeat(100_000)}x`), 7))).toBe(
      'validation_failed',
    )
    expect(codeOf(() => notModified(ifNoneMatch(`${' '.repeat(200_000)}x`), 7))).toBe('validation_failed')
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('writes', () => {
  it.each([
    [none, undefined],
    [ifMatch('"7"'), 7],
    [ifMatch('*'), undefined],
    [ifMatch('"6", "7"'), undefined],
  ])('required version of %j', (request, version) => {
    expect(requiredVersion(request)).toBe(version)
  })

  it.each(['W/"7"', '"abc"', '"07"', '"99999999999999999999"', '""'])(
    'a tag that no version has is 412: %s',
    (value) => {
      expect(codeOf(() => requiredVersion(ifMatch(value)))).toBe('precondition_failed')
    },
  )

  it.each([
    [ifMatch('"7"'), 7, 'none'],
    [ifMatch('"6", "7"'), 7, 'none'],
    [ifMatch('*'), 7, 'none'],
    [ifMatch('W/"7"'), 7, 'precondition_failed'],
    [ifMatch('"6"'), 7, 'precondition_failed'],
    [ifMatch('*'), null, 'precondition_failed'],
    [ifMatch('"7"'), null, 'precondition_failed'],
    [ifNoneMatch('*'), 7, 'precondition_failed'],
    [ifNoneMatch('*'), null, 'none'],
    [ifNoneMatch('W/"7"'), 7, 'precondition_failed'],
    [ifNoneMatch('"6"'), 7, 'none'],
    [none, null, 'none'],
  ])('%j over version %j: %s', (request, current, code) => {
    expect(
      codeOf(() => {
        checkWritePreconditions(request, current)
      }),
    ).toBe(code)
  })

  it('knows what may be created', () => {
    expect([isCreateOnly(none), isCreateOnly(ifNoneMatch('*')), isCreateOnly(ifNoneMatch('"1"'))]).toEqual([
      false,
      true,
      false,
    ])
    expect([mustExist(none), mustExist(ifMatch('*')), mustExist(ifMatch('"1"'))]).toEqual([false, true, true])
  })

  it('a lost race is 412 with a precondition and 409 without; other errors stay', async () => {
    const lost = () => Promise.reject(new ConflictError('lost'))
    await expect(withPreconditions(ifMatch('"7"'), lost)).rejects.toMatchObject({
      code: 'precondition_failed',
    })
    await expect(withPreconditions(none, lost)).rejects.toBeInstanceOf(ConflictError)
    const there = () => Promise.reject(new AlreadyExistsError('there'))
    await expect(withPreconditions(ifNoneMatch('*'), there)).rejects.toMatchObject({
      code: 'precondition_failed',
    })
    const gone = () => Promise.reject(new NotFoundError('gone'))
    await expect(withPreconditions(ifMatch('"7"'), gone)).rejects.toBeInstanceOf(NotFoundError)
    await expect(withPreconditions(ifMatch('"7"'), () => Promise.resolve(1))).resolves.toBe(1)
  })
})
