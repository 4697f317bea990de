import type { Static, TOptional, TProperties, TSchema } from '@sinclair/typebox'
import type { TableDefinition } from './table.ts'
import type { Defaulted } from './attributes.ts'
import type { JoinedAttribute } from './field.ts'
import type { KeyFunction } from './key-function.ts'

/*
 * The types that a declaration gives. They are computed once, in `defineModel`, and carried as plain type parameters:
 * interfaces are cached by the compiler, mapped aliases are worked out again at every use.
 */

type Scalar = string | number | bigint | boolean

/** `rank:int` → `rank` */
type BareName<S extends string> = S extends `${infer Name}:${string}` ? Name : S

/** Placeholder names in order: `A#{x}#{y:int}` → `['x', 'y']`. */
export type Names<
  S extends string,
  Found extends readonly string[] = [],
> = S extends `${string}{${infer Name}}${infer Rest}` ? Names<Rest, [...Found, BareName<Name>]> : Found

type OptionalNames<P> = { [K in keyof P]: P[K] extends TOptional<TSchema> ? K : never }[keyof P]

/** What TypeBox's `Static<TObject<P>>` gives for attributes of which none is `Readonly`, at half the compiler's work. */
type Attributes<P extends TProperties> = Simplify<
  { [K in Exclude<keyof P, OptionalNames<P>>]: P[K]['static'] } & { [K in OptionalNames<P>]?: P[K]['static'] }
>

type RequiredScalars<I> = {
  [K in keyof I]-?: undefined extends I[K]
    ? never
    : null extends I[K]
      ? never
      : I[K] extends Scalar
        ? K
        : never
}[keyof I] &
  string
type Scalars<I> = { [K in keyof I]-?: NonNullable<I[K]> extends Scalar ? K : never }[keyof I] & string

/** The attributes that a key is made of. */
type KeyNames<T> = T extends string ? Names<T>[number] : T extends KeyFunction<infer Name> ? Name : never

/** The template itself when every placeholder may stand in a primary key, else a literal that reads as an error. */
type CheckedKey<T, I> =
  Exclude<KeyNames<T>, RequiredScalars<I>> extends never
    ? T
    : `✖ key template uses unknown, optional or non-scalar attribute '${Exclude<KeyNames<T>, RequiredScalars<I>>}'`

/** A model's use of one index of its table. */
export interface ModelIndexInput<IndexName extends string = string> {
  readonly index: IndexName
  readonly pk: string | KeyFunction
  readonly sk?: string | KeyFunction
}

type BadIndexNames<D, I, J> = Exclude<
  (D extends { pk: infer A } ? KeyNames<A> : never) | (D extends { sk: infer B } ? KeyNames<B> : never),
  Scalars<I> | keyof J
>
type CheckedIndex<D, I, J> = [BadIndexNames<D, I, J>] extends [never]
  ? unknown
  : Record<
      `✖ index template uses unknown or non-scalar attribute '${BadIndexNames<D, I, J> & string}'`,
      never
    >

type Simplify<T> = { [K in keyof T]: T[K] }

/** Attributes that the data layer keeps itself. */
export interface Timestamps {
  /** UTC, set once. */
  createdAt: string
  /** UTC, moved by every write. */
  updatedAt: string
}

type Kept<V, T> = (V extends undefined | false ? unknown : { version: number }) &
  (T extends true ? Timestamps : unknown)

/** An entity as it is read: every attribute, joined ones, and what the data layer keeps. */
export type ItemOf<P extends TProperties, J, V, T> = Simplify<
  Attributes<P> & { readonly [K in keyof J]: string } & Kept<V, T>
>

type LeavableNames<P extends TProperties> = {
  [K in keyof P]: keyof Defaulted extends keyof P[K] ? K : null extends Static<P[K]> ? K : never
}[keyof P]

/**
 * An entity as it is given: defaulted and nullable attributes may be left out, and so may what the data layer keeps.
 * Joined attributes may be carried along from an entity that was read; they are computed anew.
 */
export type InputOf<P extends TProperties, J, V, T> = Simplify<
  Omit<Attributes<P>, LeavableNames<P>> &
    Partial<Pick<Attributes<P>, LeavableNames<P> & keyof Attributes<P>>> & {
      readonly [K in keyof J]?: string
    } & Partial<Kept<V, T>>
>

export type KeyOf<P extends TProperties, PK, SK> = Simplify<
  Pick<Attributes<P>, (KeyNames<PK> | KeyNames<SK>) & keyof Attributes<P>>
>

/**
 * Optimistic versions: every write adds one, and a write that carries a version succeeds only over that version.
 * A new item starts at a random number, so that an item deleted and made again is never taken for the old one;
 * `start` gives a fixed first number instead, for items that are never made again under the same key.
 */
export type VersionOption = boolean | { readonly start: number }

export interface ModelInput<
  Name extends string,
  P extends TProperties,
  IndexName extends string,
  PK,
  SK,
  IX,
  J,
  V extends VersionOption | undefined,
  T extends boolean | undefined,
> {
  /** The entity's name: in error messages (`Passenger not found: 24160`) and, in a shared table, on the item. */
  readonly name: Name
  /** Names that the model had: in a shared table, items that still bear one of them are its own. */
  readonly formerNames?: readonly string[]
  readonly table: TableDefinition<IndexName>
  readonly attributes: P
  /**
   * Templates of the primary key. `{id}` on a key attribute of the same name is that attribute itself. In a table with
   * a sort key, a model without one gets the constant `METADATA`.
   */
  readonly key: {
    readonly pk: CheckedKey<PK, Attributes<P>>
    readonly sk?: CheckedKey<SK, Attributes<P>>
  }
  readonly indexes?: IX & {
    readonly [K in keyof IX]: ModelIndexInput<IndexName> & CheckedIndex<IX[K], Attributes<P>, J>
  }
  readonly version?: V
  /** Keeps `createdAt` and `updatedAt`. */
  readonly timestamps?: T
  /** Texts of several attributes joined into one that is stored and can be a key: kept right by every write. */
  readonly joined?: J & {
    readonly [K in keyof J]: JoinedAttribute & { readonly of: readonly (keyof P & string)[] }
  }
  /** Attributes that keep their first value. */
  readonly immutable?: readonly (keyof P & string)[]
  /** Attributes that `toJson` and the response schemas leave out. */
  readonly hidden?: readonly (keyof P & string)[]
  /** Applied to every value that is given, before it is checked: `{ email: (email) => email.toLowerCase() }`. */
  readonly mutate?: { readonly [K in keyof P]?: (value: NonNullable<Static<P[K]>>) => Static<P[K]> }
  /** Names in the record, where they differ. */
  readonly storedAs?: { readonly [K in keyof P]?: string }
  /** False leaves out of the record what its keys hold already; it is read back from them. */
  readonly storeAliases?: boolean
  /** Stamps every item with the fingerprint of the model's shape, so that old items can be found and migrated. */
  readonly schemaVersion?: boolean
}
