import type { ValidationIssue } from '../errors.ts'
import type { Key, StoredRecord } from '../store/value.ts'
import { typeOf } from '../store/value.ts'
import type { ChangeKind, ChangeRecord } from './change-record.ts'
import { malformed, MalformedRecordError } from './malformed-record-error.ts'
import { decodeImage, isObject } from './stream-image.ts'

/** What is used of a DynamoDB stream record, as Lambda delivers it. Everything is checked: it comes from outside. */
export interface LambdaStreamRecord {
  readonly eventID?: string | undefined
  /** `INSERT`, `MODIFY` or `REMOVE`. */
  readonly eventName?: string | undefined
  /** `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL` */
  readonly eventSourceARN?: string | undefined
  readonly userIdentity?: unknown
  readonly dynamodb?: LambdaStreamImages | undefined
}

interface LambdaStreamImages {
  /** Seconds since 1970. */
  readonly ApproximateCreationDateTime?: number | Date | undefined
  readonly SequenceNumber?: string | undefined
  readonly Keys?: object | undefined
  readonly OldImage?: object | undefined
  readonly NewImage?: object | undefined
}

const KINDS: ReadonlyMap<unknown, ChangeKind> = new Map([
  ['INSERT', 'insert'],
  ['MODIFY', 'modify'],
  ['REMOVE', 'remove'],
])

/** @throws MalformedRecordError with everything that is missing or wrong */
export function changeOfStreamRecord(record: LambdaStreamRecord): ChangeRecord {
  const given = fields(record)
  const data = fields(given.dynamodb)
  const issues: ValidationIssue[] = []
  const check = <T>(read: () => T): T | undefined => collected(issues, read)

  const id = check(() => text(given, 'eventID'))
  const kind = check(
    () => KINDS.get(given.eventName) ?? absentOr(given, 'eventName', 'is not a kind of change'),
  )
  const table = check(() => tableOfArn(text(given, 'eventSourceARN')))
  const sequence = check(() => digits(data))
  const keys = check(() => keysOf(data.Keys))
  const before = check(() => image(data, 'OldImage'))
  const after = check(() => image(data, 'NewImage'))
  // Each is undefined only with an issue; the compiler is told so.
  if (issues.length > 0 || !id || !kind || !table || !sequence || !keys) {
    throw new MalformedRecordError(issues, id)
  }
  const approximateTime = isoTime(data.ApproximateCreationDateTime)
  return {
    id,
    table,
    sequence,
    kind,
    keys,
    ...(approximateTime !== undefined && { approximateTime }),
    ...(before && { before }),
    ...(after && { after }),
    ...(kind === 'remove' && isTimeToLive(given.userIdentity) && { isExpiry: true }),
  }
}

function collected<T>(issues: ValidationIssue[], read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof MalformedRecordError)) throw error
    issues.push(...error.issues)
    return undefined
  }
}

const fields = (given: unknown): Readonly<Record<string, unknown>> => (isObject(given) ? given : {})

function absentOr(from: Readonly<Record<string, unknown>>, name: string, wrong: string, path = ''): never {
  throw malformed(`${path}/${name}`, from[name] === undefined ? 'is missing' : wrong)
}

function text(from: Readonly<Record<string, unknown>>, name: string, path = ''): string {
  const value = from[name]
  return typeof value === 'string' && value !== '' ? value : absentOr(from, name, 'is not text', path)
}

const ARN = /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([A-Za-z0-9_.-]{3,255})(?:\/|$)/

function tableOfArn(arn: string): string {
  const [, table] = ARN.exec(arn) ?? []
  if (table === undefined) throw malformed('/eventSourceARN', 'does not name a table')
  return table
}

function digits(data: Readonly<Record<string, unknown>>): string {
  const sequence = text(data, 'SequenceNumber', '/dynamodb')
  if (!/^\d{1,40}$/.test(sequence)) throw malformed('/dynamodb/SequenceNumber', 'is not a number')
  return sequence
}

function keysOf(given: unknown): Key {
  const path = '/dynamodb/Keys'
  if (given === undefined) throw malformed(path, 'is missing')
  const keys = decodeImage(given, path)
  const values = Object.values(keys)
  if (values.length < 1 || values.length > 2) throw malformed(path, 'is not one or two attributes')
  const isKey = values.every((value) => ['S', 'N', 'B'].includes(typeOf(value)))
  if (!isKey) throw malformed(path, 'has a value that cannot be a key')
  return keys as Key
}

/** Absent images are no mistake here: which ones there are is the stream's setting. */
function image(data: Readonly<Record<string, unknown>>, name: string): StoredRecord | undefined {
  const given = data[name]
  return given === undefined || given === null ? undefined : decodeImage(given, `/dynamodb/${name}`)
}

/** A hint for people: one that cannot be read is left out. */
function isoTime(given: unknown): string | undefined {
  const time = given instanceof Date ? given : new Date(typeof given === 'number' ? given * 1000 : Number.NaN)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

/**
 * Removals by time to live bear the service's own identity, in the region that expired the item; in a replica of a
 * global table they are deletions like any other.
 */
function isTimeToLive(identity: unknown): boolean {
  const { principalId, PrincipalId } = fields(identity)
  return (principalId ?? PrincipalId) === 'dynamodb.amazonaws.com'
}
