import type { DataContext } from './data-context.ts'
import { ConditionFailedError, ConflictError, DataError } from './errors.ts'
import { EntityWriter } from './entity-writer.ts'
import { allOf, type Condition } from './expressions/condition.ts'
import { positionOf } from './model/key-map.ts'
import { SCHEMA_VERSION, TYPE_MARKER, VERSION, type InputType, type Model } from './model/model.ts'
import type { Key, StoredRecord } from './store/value.ts'

export interface MigrationReport {
  /** Items of an older shape that were met. */
  found: number
  migrated: number
  /** Items that somebody else changed or migrated meanwhile. They are met again by the next run if still old. */
  passed: number
  readonly failed: { readonly key: Key; readonly reason: string }[]
}

export interface MigrationOptions<M extends Model> {
  /** The entity of an old item, from its stored attributes; by default the attributes as they are. */
  readonly upgrade?: ((stored: StoredRecord) => InputType<M>) | undefined
  /** Find and check, write nothing. */
  readonly dryRun?: boolean | undefined
  /** Go on after this position, as an earlier run gave it. */
  readonly after?: Key | undefined
  /** Told after each page: the report so far, and the position to go on from should the run be stopped here. */
  readonly onProgress?: ((report: Readonly<MigrationReport>, position: Key | undefined) => void) | undefined
}

/**
 * Brings the stored items of a model to its present shape, while the service runs: an item is rewritten only if it is
 * still as it was read. An item that cannot be upgraded is named and left as it is. Safe to stop and to repeat.
 *
 * @throws Error for a model without `schemaVersion`
 */
export async function migrate<M extends Model>(
  model: M,
  { store }: DataContext,
  options: MigrationOptions<M> = {},
): Promise<MigrationReport> {
  const { schemaVersion } = model
  if (schemaVersion === undefined)
    throw new Error(`Model ${model.name} does not stamp its items: set schemaVersion`)
  const table = store.table(model.table)
  const writer = new EntityWriter(model, table)
  const report: MigrationReport = { found: 0, migrated: 0, passed: 0, failed: [] }
  const filter = allOf(model.isShared ? { op: 'eq', path: [TYPE_MARKER], value: model.name } : undefined, {
    op: 'ne',
    path: [SCHEMA_VERSION],
    value: schemaVersion,
  })
  let { after } = options
  do {
    const page = await table.scan({ ...(filter && { filter }), ...(after && { after }), consistent: true })
    for (const record of page.records) {
      report.found += 1
      await migrateOne(model, writer, record, options, report)
    }
    after = page.next
    options.onProgress?.(report, after)
  } while (after !== undefined)
  return report
}

async function migrateOne<M extends Model>(
  model: M,
  writer: EntityWriter,
  record: StoredRecord,
  { upgrade = (stored) => attributesOf(model, stored) as InputType<M>, dryRun }: MigrationOptions<M>,
  report: MigrationReport,
): Promise<void> {
  try {
    const version = record[VERSION]
    const input = {
      ...(upgrade(record) as object),
      ...(model.firstVersion && typeof version === 'number' && { version }),
    }
    if (dryRun) writer.planSave(input)
    else await writer.upsert(input, stillAs(model, record))
    report.migrated += 1
  } catch (error) {
    if (error instanceof ConflictError || error instanceof ConditionFailedError) report.passed += 1
    else if (error instanceof DataError || !dryRun) report.failed.push(failure(model, record, error))
    else throw error
  }
}

/** A version says that nothing changed; without one every attribute must be as it was. */
function stillAs(model: Model, record: StoredRecord): Condition | undefined {
  if (model.firstVersion && typeof record[VERSION] === 'number') return undefined
  return allOf(
    ...Object.entries(record).map(([name, value]): Condition => ({ op: 'eq', path: [name], value })),
  )
}

/** The attributes that the model knows, in their entity form and unchecked. */
function attributesOf({ codec }: Model, record: StoredRecord): Record<string, unknown> {
  return Object.fromEntries(
    codec.names.flatMap((name) => {
      const stored = record[codec.storedName(name)]
      const decode = codec.field(name)?.codec?.decode
      return stored === undefined ? [] : [[name, decode ? decode(stored) : stored] as const]
    }),
  )
}

const failure = (model: Model, record: StoredRecord, error: unknown) => ({
  key: positionOf(record, model.table.key),
  reason: error instanceof Error ? error.message : String(error),
})
