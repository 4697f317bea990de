import {
  ConditionFailedError,
  TooLargeError,
  TransactionFailedError,
  UnavailableError,
  ValidationError,
  type DataError,
  type ValidationIssue,
} from '../../errors.ts'
import { decodeRecord, encodeRecord } from '../record-codec.ts'
import type { StoredRecord } from '../value.ts'

/** An error of the taxonomy as plain data; a structured clone would lose its class. */
export interface WireError {
  readonly code: DataError['code']
  readonly message: string
  readonly issues?: readonly ValidationIssue[]
  readonly current?: string
  readonly reasons?: readonly (WireError | null)[]
}

export function toWireError(error: DataError): WireError {
  const { code, message } = error
  if (error instanceof ValidationError) return { code, message, issues: error.issues }
  if (error instanceof ConditionFailedError && error.current !== undefined) {
    return { code, message, current: encodeRecord(error.current as StoredRecord) }
  }
  if (error instanceof TransactionFailedError) {
    return { code, message, reasons: error.reasons.map((reason) => reason && toWireError(reason)) }
  }
  return { code, message }
}

export function fromWireError({ code, message, issues, current, reasons }: WireError): DataError {
  switch (code) {
    case 'validation':
      return new ValidationError(message, issues)
    case 'condition_failed':
      return new ConditionFailedError(
        message,
        current === undefined ? {} : { current: decodeRecord(current) },
      )
    case 'transaction_failed':
      return new TransactionFailedError((reasons ?? []).map((reason) => reason && fromWireError(reason)))
    case 'too_large':
      return new TooLargeError(message)
    default:
      return new UnavailableError(message)
  }
}
