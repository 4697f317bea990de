import { DatabaseError } from 'pg'
import { describe, expect, test } from 'vitest'
import {
  ConflictError,
  TooLargeError,
  UnavailableError,
  ValidationError,
} from '../../../../../src/common/data/errors.ts'
import {
  isConnectionLoss,
  isContention,
  toDataError,
} from '../../../../../src/common/data/store/postgres/postgres-errors.ts'

function sqlError(code: string): DatabaseError {
  const error = new DatabaseError('a message', 10, 'error')
  return Object.assign(error, { code, detail: 'Key (pk)=(personal data) exists' })
}

describe('errors of PostgreSQL', () => {
  test.each([
    ['08006', UnavailableError],
    ['22021', ValidationError],
    ['22P05', ValidationError],
    ['23505', ConflictError],
    ['25006', UnavailableError],
    ['28P01', UnavailableError],
    ['3D000', UnavailableError],
    ['40001', ConflictError],
    ['40P01', ConflictError],
    ['42501', UnavailableError],
    ['42601', UnavailableError],
    ['42703', UnavailableError],
    ['42P01', UnavailableError],
    ['53100', UnavailableError],
    ['53300', UnavailableError],
    ['54000', TooLargeError],
    ['55P03', ConflictError],
    ['57014', UnavailableError],
    ['57P01', UnavailableError],
    ['57P03', UnavailableError],
    ['58030', UnavailableError],
    ['XX000', UnavailableError],
  ])('%s', (code, expected) => {
    const mapped = toDataError(sqlError(code), 'dev_things')
    expect(mapped).toBeInstanceOf(expected)
    expect(JSON.stringify([mapped.message, mapped.cause, (mapped.cause as Error).stack])).not.toContain(
      'personal',
    )
  })

  test('what is no answer of the server means that there was none', () => {
    for (const error of [
      new Error('Connection terminated unexpectedly'),
      new AggregateError([new Error('refused')]),
      'text',
    ]) {
      const mapped = toDataError(error)
      expect(mapped).toBeInstanceOf(UnavailableError)
      expect(mapped.message.length).toBeGreaterThan('PostgreSQL did not answer: '.length)
      expect(isConnectionLoss(error)).toBe(true)
      expect(isContention(error)).toBe(false)
    }
  })

  test('an error of the taxonomy stays as it is', () => {
    const error = new TooLargeError('too large')
    expect(toDataError(error)).toBe(error)
    expect(isConnectionLoss(error)).toBe(false)
  })

  test.each(['57P01', '57P02', '08003'])('after %s nobody knows what was done', (code) => {
    expect(isConnectionLoss(sqlError(code))).toBe(true)
  })
})
