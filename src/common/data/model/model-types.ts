import type { Static, TObject, TProperties } from '@sinclair/typebox'
import type { TableDefinition } from './table.ts'
import type { Defaulted } from './attributes.ts'

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

/** The template itself when every placeholder may stand in a primary key, else a literal that reads as an error. */
type CheckedKey<T extends string, I> =
  Exclude<Names<T>[number], RequiredScalars<I>> extends never
    ? T
    : `✖ key template uses unknown, optional or non-scalar attribute '${Exclude<Names<T>[number], RequiredScalars<I>>}'`

/** A model's use of one index of its table. */
export interface ModelIndexInput<IndexName extends string = string> {
  readonly index: IndexName
  readonly pk: string
  readonly sk?: string
}

type BadIndexNames<D, I> = Exclude<
  | (D extends { pk: infer A extends string } ? Names<A>[number] : never)
  | (D extends { sk: infer B extends string } ? Names<B>[number] : never),
  Scalars<I>
>
type CheckedIndex<D, I> = [BadIndexNames<D, I>] extends [never]
  ? unknown
  : Record<`✖ index template uses unknown or non-scalar attribute '${BadIndexNames<D, I>}'`, never>

type Simplify<T> = { [K in keyof T]: T[K] }

/** An entity as it is read: every attribute, and the version when the model keeps one. */
export type ItemOf<P extends TProperties, V> = Simplify<
  Static<TObject<P>> & (V extends undefined | false ? unknown : { version: number })
>

type LeavableNames<P extends TProperties> = {
  [K in keyof P]: keyof Defaulted extends keyof P[K] ? K : null extends Static<P[K]> ? K : never
}[keyof P]

/** An entity as it is given: defaulted and nullable attributes may be left out, and so may the version. */
export type InputOf<P extends TProperties, V> = Simplify<
  Omit<Static<TObject<P>>, LeavableNames<P>> &
    Partial<Pick<Static<TObject<P>>, LeavableNames<P> & keyof Static<TObject<P>>>> &
    (V extends undefined | false ? unknown : { version?: number })
>

export type KeyOf<P extends TProperties, PK extends string, SK extends string> = Simplify<
  Pick<Static<TObject<P>>, (Names<PK>[number] | Names<SK>[number]) & keyof Static<TObject<P>>>
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
  PK extends string,
  SK extends string,
  IX,
  V extends VersionOption | undefined,
> {
  /** The entity's name: in error messages (`Passenger not found: 24160`) and, in a shared table, on the item. */
  readonly name: Name
  readonly table: TableDefinition<IndexName>
  readonly attributes: P
  /** Templates of the primary key. `{id}` on a key attribute of the same name is that attribute itself. */
  readonly key: {
    readonly pk: CheckedKey<PK, Static<TObject<P>>>
    readonly sk?: CheckedKey<SK, Static<TObject<P>>>
  }
  readonly indexes?: IX & {
    readonly [K in keyof IX]: ModelIndexInput<IndexName> & CheckedIndex<IX[K], Static<TObject<P>>>
  }
  readonly version?: V
}
