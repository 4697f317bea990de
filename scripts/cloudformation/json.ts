/** What JSON and a parsed template can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Array.isArray narrows a readonly array to any[]; this one keeps the element type.
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** One value or a list of them, as a list: both are legal in many places of a template. */
export const asList = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T]
