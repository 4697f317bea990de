import { Buffer } from 'node:buffer'
import type { ItemType } from '../../../src/common/data/model/model.ts'
import { toAttributeMap } from '../../../src/common/data/store/dynamodb/attribute-value.ts'
import type { StoredRecord, StoredValue } from '../../../src/common/data/store/value.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { envTableName } from '../../../src/common/data/table-name.ts'
import type { ChangeKind, ChangeRecord } from '../../../src/common/data/changes/change-record.ts'
import type { LambdaStreamRecord } from '../../../src/common/data/changes/dynamodb-stream-record.ts'
import type { EntityEvent } from '../../../src/common/streams/entity-event.ts'
import { memoryContext } from '../../support/data-context.ts'
import { entitiesTable, profileModel, storyModel } from '../../support/story-model.ts'

export type Story = ItemType<typeof storyModel>
export type Profile = ItemType<typeof profileModel>
export type StoryEvent = EntityEvent<Story>

export const tableName = (base: string): string => envTableName(base, { namespace: 'test' })
export const ENTITIES = tableName('entities')

/** Items as the data layer really stores them. */
export async function storedItems(): Promise<{
  story: (owner: string, storyId: string, rank?: number) => Promise<StoredRecord>
  profile: (owner: string) => Promise<StoredRecord>
}> {
  const context = await memoryContext(entitiesTable)
  const stories = new TableDataService(storyModel, context)
  const profiles = new TableDataService(profileModel, context)
  const read = async (key: { pk: string; sk: string }): Promise<StoredRecord> => {
    const record = await context.store.table(entitiesTable).get(key)
    if (!record) throw new Error('not stored')
    return record
  }
  const textKey = (key: Readonly<Record<string, unknown>>): { pk: string; sk: string } => ({
    pk: String(key.pk),
    sk: String(key.sk),
  })
  return {
    story: async (owner, storyId, rank = 1) => {
      await stories.save({ owner, storyId, rank })
      return read(textKey(storyModel.keys.key({ owner, storyId })))
    },
    profile: async (owner) => {
      await profiles.save({ owner, email: `${owner.length}@example.org` })
      return read(textKey(profileModel.keys.key({ owner })))
    },
  }
}

interface Images {
  readonly before?: StoredRecord | undefined
  readonly after?: StoredRecord | undefined
}

let sequence = 100

const text = (value: StoredValue | undefined): string => (typeof value === 'string' ? value : '')

const kindOf = ({ before, after }: Images): ChangeKind => (before ? (after ? 'modify' : 'remove') : 'insert')

/** A change with both images as given; its key is that of the image. */
export function change({ before, after }: Images, overrides: Partial<ChangeRecord> = {}): ChangeRecord {
  const { pk, sk } = after ?? before ?? {}
  sequence += 1
  return {
    id: `event-${sequence}`,
    table: ENTITIES,
    sequence: String(sequence),
    kind: kindOf({ before, after }),
    keys: { pk: text(pk), sk: text(sk) },
    ...(before && { before }),
    ...(after && { after }),
    ...overrides,
  }
}

const EVENT_NAMES = { insert: 'INSERT', modify: 'MODIFY', remove: 'REMOVE' } as const

/** The JSON that Lambda delivers: bytes are base64 text. */
export const lambdaImage = (record: StoredRecord): object =>
  JSON.parse(
    JSON.stringify(toAttributeMap(record), (_name, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  ) as object

export function streamRecord(images: Images, overrides: object = {}): LambdaStreamRecord {
  const record = change(images)
  return {
    eventID: record.id,
    eventName: EVENT_NAMES[record.kind],
    eventSourceARN: `arn:aws:dynamodb:eu-west-1:123456789012:table/${ENTITIES}/stream/2026-11-20T10:00:00.000`,
    dynamodb: {
      ApproximateCreationDateTime: 1_790_000_000,
      SequenceNumber: record.sequence,
      Keys: lambdaImage(record.keys),
      ...(images.before && { OldImage: lambdaImage(images.before) }),
      ...(images.after && { NewImage: lambdaImage(images.after) }),
    },
    ...overrides,
  }
}
