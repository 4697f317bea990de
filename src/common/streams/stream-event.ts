import type { ChangeRecord } from '../data/changes/change-record.ts'
import { changeOfStreamRecord, type LambdaStreamRecord } from '../data/changes/dynamodb-stream-record.ts'
import { malformed, MalformedRecordError } from '../data/changes/malformed-record-error.ts'
import { isObject } from '../data/changes/stream-image.ts'

/** What Lambda calls a function with for a batch of a DynamoDB stream. */
export interface LambdaStreamEvent {
  readonly Records: readonly LambdaStreamRecord[]
}

export interface StreamBatch {
  /** In stream order. */
  readonly changes: readonly ChangeRecord[]
  /** Records that cannot be read: to be set aside. They must not be reported as failures, or they block the shard. */
  readonly malformed: readonly MalformedRecordError[]
}

/** The changes of a batch. @throws MalformedRecordError when it is no batch at all */
export function readStreamEvent(event: LambdaStreamEvent): StreamBatch {
  const records = isObject(event) ? (event.Records as unknown) : undefined
  if (!Array.isArray(records)) throw malformed('/Records', 'is missing or not a list')
  const changes: ChangeRecord[] = []
  const rejected: MalformedRecordError[] = []
  for (const record of records as readonly LambdaStreamRecord[]) {
    try {
      changes.push(changeOfStreamRecord(record))
    } catch (error) {
      if (!(error instanceof MalformedRecordError)) throw error
      rejected.push(new MalformedRecordError(error.issues, error.id, JSON.stringify(record)))
    }
  }
  return { changes, malformed: rejected }
}
