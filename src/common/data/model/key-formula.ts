/** A value as it is read back from a key. */
export type KeyPart = string | number | boolean

/** Attribute values by name. */
export type TemplateValues = Readonly<Record<string, unknown>>

/** How the text of a key comes from the attributes of an entity. */
export interface KeyFormula {
  /** For messages. */
  readonly source: string
  /** The attributes that it uses, in order. */
  readonly names: readonly string[]
  /** Values can be read back, and a prefix of the values is a prefix of the key. */
  readonly isExact: boolean
  /** The whole key, or undefined when a value is absent or null: such an item is not in the index. */
  render(values: TemplateValues): string | undefined
  /** What all keys with these values begin with, up to the first value that is missing. */
  prefix(values: TemplateValues): string
  /** The values of a key text, or undefined when it was not made by this formula. */
  parse(text: string): Readonly<Record<string, KeyPart>> | undefined
  /** The literal that follows the value at this position. */
  literalAfter(position: number): string
}
