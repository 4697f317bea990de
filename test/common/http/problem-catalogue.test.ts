import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from '@sinclair/typebox/value'
import { FormatRegistry } from '@sinclair/typebox'
import { describe, expect, it } from 'vitest'
import { HttpProblem } from '../../../src/common/http/http-error.ts'
import {
  PROBLEM_CATALOGUE,
  type ProblemCode,
  problemType,
} from '../../../src/common/http/problem-catalogue.ts'
import { problem, problemContext, ProblemSchema } from '../../../src/common/http/problem.ts'

const source = join(import.meta.dirname, '../../../src')
const codes = Object.keys(PROBLEM_CATALOGUE) as ProblemCode[]

const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('problem-catalogue.ts'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n')

FormatRegistry.Set('uri-reference', (value) => !/[\s<>"{}|\\^`[\]]|%(?![0-9A-Fa-f]{2})/.test(value))

describe('the catalogue', () => {
  // The other direction is the compiler's: a code that is not in the catalogue has no type.
  it.each(codes)('%s is used somewhere', (code) => {
    expect(text).toMatch(new RegExp(`'${code}'`))
  })

  it.each(codes)('%s has a title and a description of its own, and an error status', (code) => {
    const { status, title, description } = PROBLEM_CATALOGUE[code]
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(codes.filter((other) => PROBLEM_CATALOGUE[other].title === title)).toEqual([code])
    expect(description).toMatch(/^[A-Z].*\.$/)
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })

  it.each(codes)('%s makes a document that fits the schema', (code) => {
    const document = problem(
      code,
      { instance: '/x', requestId: 'r' },
      { errors: [{ pointer: '#/a', detail: 'd' }] },
    )
    expect([...Value.Errors(ProblemSchema, document)]).toEqual([])
    expect(document.type).toBe(problemType(code))
    expect(new HttpProblem(code).statusCode).toBe(document.status)
  })
})

describe('problem()', () => {
  it('takes the description where there is no detail, and leaves out an empty list of errors', () => {
    const document = problem('not_found', { instance: '/x', requestId: 'r' }, { errors: [] })
    expect(document).toEqual({
      type: '/problems/not-found',
      title: 'Not found',
      status: 404,
      detail: 'The resource does not exist.',
      instance: '/x',
      code: 'not_found',
      requestId: 'r',
    })
  })

  it.each([
    ['/a/b?secret=1', '/a/b'],
    ['/%E0%A4%A', '/%E0%A4%25A'],
    ['/a|b"<c>', '/a%7Cb%22%3Cc%3E'],
    ['/\u00e9', '/%E9'],
    ['/\u{1f600}', '/%F0%9F%98%80'],
  ])('names the path %s as the URI reference %s', (originalUrl, instance) => {
    expect(problemContext({ originalUrl, id: 'r' })).toEqual({ instance, requestId: 'r' })
  })
})
