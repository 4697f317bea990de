import { CursorCodec } from '../../../src/common/data/cursor.ts'
import type { Store } from '../../../src/common/data/store/store.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import type { PlannedGet } from '../../../src/common/data/transaction.ts'
import { noticeModel, profileModel, readingModel, storyModel } from '../models.ts'
import type { GuardHint } from '../operations.ts'
import type { Filter } from '../plain/filter.ts'
import type { PlainPatch } from '../plain/patch.ts'
import { PlainModel, type Guard } from '../plain/plain-model.ts'
import type { Entity, ModelName } from '../plain/specs.ts'
import type { Quirk } from '../quirks.ts'

export interface AnyPage {
  readonly items: readonly Entity[]
  readonly nextCursor: string | null
  readonly rejected: readonly unknown[]
}

export interface AskOptions {
  readonly index?: string | undefined
  readonly reverse?: boolean | undefined
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

type Planned = ReturnType<TableDataService<typeof storyModel>['planDelete']>

/** A data service without the types of its model: programs are made at random, also of what the types would refuse. */
export interface AnyService {
  create(input: Entity): Promise<Entity>
  save(input: Entity, options: { if?: Filter | undefined }): Promise<Entity>
  upsert(input: Entity, options: { if?: Filter | undefined }): Promise<{ entity: Entity; created: boolean }>
  update(id: Entity, patch: PlainPatch, guard: Guard): Promise<Entity>
  updateFrom(before: Entity, after: Entity): Promise<Entity>
  delete(id: Entity, guard: Guard): Promise<boolean>
  get(id: Entity): Promise<Entity | null>
  getOrThrow(id: Entity): Promise<Entity>
  exists(id: Entity): Promise<boolean>
  planGet(id: Entity, options: { select: readonly string[] }): PlannedGet<Entity>
  batchGet(ids: readonly Entity[], options?: { select: readonly string[] }): Promise<(Entity | null)[]>
  batchExists(ids: readonly Entity[]): Promise<boolean[]>
  prepare(input: Entity): never
  batchWrite(prepared: readonly never[]): Promise<void>
  batchDelete(ids: readonly Entity[]): Promise<void>
  list(options: AskOptions): Promise<AnyPage>
  query(filter: Filter, options: AskOptions): Promise<AnyPage>
  first(filter: Filter, options: AskOptions): Promise<Entity | null>
  last(filter: Filter, options: AskOptions): Promise<Entity | null>
  count(filter: Filter): Promise<number>
  scan(filter: Filter, options: { segments: number }): AsyncGenerator<Entity, void>
  explain(filter: Filter, options: { index?: string | undefined }): Explained
  planCreate(input: Entity): Planned
  planSave(input: Entity, options: { if?: Filter | undefined }): Planned
  planUpdate(id: Entity, patch: PlainPatch, guard: Guard): Planned
  planDelete(id: Entity, guard: Guard): Planned
  planCheck(id: Entity, guard: Guard): Planned
}

export interface Explained {
  readonly kind: 'get' | 'range' | 'scan'
  readonly index?: { readonly name: string } | undefined
}

/** One program's world: the services under test on one store, and the plain model beside them. */
export class World {
  readonly store: Store
  readonly quirks: ReadonlySet<Quirk>
  readonly services: Readonly<Record<ModelName, AnyService>>
  plain = new PlainModel()
  /** Operations done, by kind. */
  readonly done = new Map<string, number>()

  constructor(store: Store, quirks: ReadonlySet<Quirk> = new Set()) {
    const context = { store, cursors: new CursorCodec(Buffer.alloc(32, 7)) }
    this.store = store
    this.quirks = quirks
    this.services = {
      story: new TableDataService(storyModel, context) as unknown as AnyService,
      profile: new TableDataService(profileModel, context) as unknown as AnyService,
      notice: new TableDataService(noticeModel, context) as unknown as AnyService,
      reading: new TableDataService(readingModel, context) as unknown as AnyService,
    }
  }

  note(kind: string): void {
    this.done.set(kind, (this.done.get(kind) ?? 0) + 1)
  }

  /** A guard with the version that the program means: the entity's own, or one that it has no more. */
  guard(model: ModelName, id: Entity, { if: condition, version }: GuardHint): Guard {
    const current = this.plain.live(model, id)?.version
    const known = typeof current === 'number' ? current : 1
    return {
      ...(condition && { if: condition }),
      ...(version && { version: version === 'current' ? known : known === 1 ? 2 : known - 1 }),
    }
  }
}
