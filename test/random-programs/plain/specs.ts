import * as kinds from './kinds.ts'
import type { Kind } from './kinds.ts'

export type Entity = Record<string, unknown>
export type ModelName = 'story' | 'profile' | 'notice' | 'reading'

export interface Attribute {
  readonly kind: Kind
  /** What an entity has that was given none: its default, null, nothing at all, or the empty set. */
  readonly whenAbsent: 'refused' | 'default' | 'null' | 'nothing' | 'empty set'
  readonly initial?: unknown
}

/** One partition after another, and within it by these attributes. An item that lacks one of them is not in it. */
export interface Order {
  readonly partition: readonly string[]
  readonly sort: readonly string[]
}

/** A model in the plain model's own words: what the declarations of `models.ts` promise, said a second time. */
export interface Spec {
  readonly name: ModelName
  readonly keyNames: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly joined: Readonly<Record<string, (entity: Entity) => string>>
  readonly mutate: Readonly<Record<string, (value: string) => string>>
  readonly immutable: readonly string[]
  readonly isVersioned: boolean
  readonly tableOrder: Order
  readonly indexes: Readonly<Record<string, Order>>
}

const required = (kind: Kind): Attribute => ({ kind, whenAbsent: 'refused' })
const optional = (kind: Kind): Attribute => ({ kind, whenAbsent: 'nothing' })
const nullable = (kind: Kind): Attribute => ({ kind, whenAbsent: 'null' })
const defaulted = (kind: Kind, initial: unknown): Attribute => ({ kind, whenAbsent: 'default', initial })

const status = kinds.oneOf('draft', 'live')
const name = kinds.text({ min: 1 })

const story: Spec = {
  name: 'story',
  keyNames: ['owner', 'id'],
  attributes: {
    owner: required(name),
    id: required(name),
    status: defaulted(status, 'draft'),
    rank: required(kinds.integer()),
    title: optional(kinds.text()),
    tags: optional(kinds.texts({ maxItems: 4 })),
    labels: { kind: kinds.textSet, whenAbsent: 'empty set' },
    numbers: optional(kinds.numberSet),
    score: optional(kinds.number({ max: 100 })),
    views: defaulted(kinds.integer(), 0),
    big: optional(kinds.bigInteger),
    price: optional(kinds.decimal),
    note: nullable(kinds.keyText),
    origin: optional(kinds.text()),
    data: optional(kinds.data),
    expiresAt: optional(kinds.integer({ min: 0, max: 32_503_680_000 })),
  },
  joined: {
    search: (entity) => `${String(entity.status)}~${typeof entity.note === 'string' ? entity.note : ''}`,
  },
  mutate: {},
  immutable: ['origin'],
  isVersioned: true,
  tableOrder: { partition: ['owner'], sort: ['id'] },
  indexes: {
    byStatus: { partition: ['status'], sort: ['rank', 'owner', 'id'] },
    bySearch: { partition: ['search'], sort: ['owner', 'id'] },
    byNote: { partition: ['owner'], sort: ['note'] },
  },
}

const profile: Spec = {
  name: 'profile',
  keyNames: ['owner'],
  attributes: {
    owner: required(name),
    email: required(kinds.text()),
    level: defaulted(kinds.integer(), 0),
    status: nullable(status),
  },
  joined: {},
  mutate: { email: (value) => value.toLowerCase() },
  immutable: [],
  isVersioned: false,
  tableOrder: { partition: ['owner'], sort: [] },
  indexes: { byStatus: { partition: ['status'], sort: ['level', 'owner'] } },
}

const notice: Spec = {
  name: 'notice',
  keyNames: ['owner', 'id'],
  attributes: {
    owner: required(name),
    id: required(name),
    time: defaulted(kinds.integer({ min: 0 }), 9),
    topic: required(kinds.letters),
    title: required(name),
    number: required(kinds.integer({ min: 1 })),
    readAt: nullable(kinds.text()),
    views: defaulted(kinds.integer(), 0),
    tags: defaulted(kinds.texts({ minLength: 1 }), []),
    labels: defaulted(kinds.labels, {}),
  },
  joined: {
    search: ({ topic, title, time }) => [topic, title, time].map(String).join('~'),
  },
  mutate: { topic: (value) => value.toUpperCase(), title: (value) => value.trim() },
  immutable: ['time', 'number'],
  isVersioned: true,
  tableOrder: { partition: ['owner'], sort: ['id'] },
  indexes: {
    byTime: { partition: ['owner'], sort: ['time', 'id'] },
    byNumber: { partition: ['owner'], sort: ['number'] },
    bySearch: { partition: ['owner'], sort: ['search'] },
    byTopic: { partition: ['topic'], sort: ['time', 'owner', 'id'] },
    byTitle: { partition: ['title'], sort: ['owner', 'time', 'id'] },
  },
}

const reading: Spec = {
  name: 'reading',
  keyNames: ['sensor', 'at'],
  attributes: {
    sensor: required(name),
    at: required(kinds.integer()),
    unit: optional(kinds.keyText),
    value: optional(kinds.number()),
  },
  joined: {},
  mutate: {},
  immutable: [],
  isVersioned: true,
  tableOrder: { partition: ['sensor'], sort: ['at'] },
  indexes: { byValue: { partition: ['unit'], sort: ['value'] } },
}

export const specs: Readonly<Record<ModelName, Spec>> = { story, profile, notice, reading }

/** Null, a value that was left out and an empty set are stored by absence, and are absent to every test. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (value instanceof Set && value.size === 0)

export function kindOf(spec: Spec, attribute: string): Kind | undefined {
  if (attribute in spec.joined) return kinds.text()
  if (attribute === 'version' && spec.isVersioned) return kinds.integer({ min: 1 })
  return spec.attributes[attribute]?.kind
}
