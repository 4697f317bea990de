import { ValidationError } from '../errors.ts'
import type { KeyFormula, KeyPart, TemplateValues } from './key-formula.ts'
import {
  decodeFloat,
  decodeInteger,
  decodeText,
  encodeFloat,
  encodeInteger,
  encodeText,
} from './key-codec.ts'

/** How a placeholder writes its value: `{name}` text or boolean, `{rank:int}` integer, `{price:num}` any number. */
export type PlaceholderFormat = 'text' | 'int' | 'num'

interface Placeholder {
  readonly name: string
  readonly format: PlaceholderFormat
}

type Part = string | Placeholder

const FORMATS: ReadonlySet<string> = new Set(['text', 'int', 'num'])

/**
 * A key template such as `USER#{owner}` or `RANK#{rank:int}#{storyId}`: literal text and placeholders.
 * Values are escaped (`key-codec.ts`), literals are written as they are.
 */
export class KeyTemplate implements KeyFormula {
  readonly source: string
  readonly isExact = true
  /** Placeholder names in order. */
  readonly names: readonly string[]
  readonly #parts: readonly Part[]

  /** @throws Error when the template is malformed, or two placeholders touch without a literal between them. */
  constructor(source: string) {
    this.source = source
    this.#parts = parseTemplate(source)
    this.names = this.#parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name]))
  }

  /** The formats of the placeholders in order. */
  get formats(): readonly PlaceholderFormat[] {
    return this.#parts.flatMap((part) => (typeof part === 'string' ? [] : [part.format]))
  }

  /** The literal that follows the placeholder at this position among the placeholders. */
  literalAfter(position: number): string {
    const at = this.#parts.findIndex((part) => typeof part !== 'string' && part.name === this.names[position])
    const following = this.#parts[at + 1]
    return typeof following === 'string' ? following : ''
  }

  /** The whole key, or undefined when a value is absent or null: such an item is not in the index. */
  render(values: TemplateValues): string | undefined {
    let text = ''
    for (const part of this.#parts) {
      if (typeof part === 'string') {
        text += part
        continue
      }
      const value = values[part.name]
      if (value === undefined || value === null) return undefined
      text += encodePart(part, value)
    }
    return text
  }

  /** Literals and values up to the first placeholder without a value: what all such keys begin with. */
  prefix(values: TemplateValues): string {
    let text = ''
    for (const part of this.#parts) {
      if (typeof part === 'string') {
        text += part
        continue
      }
      const value = values[part.name]
      if (value === undefined || value === null) return text
      text += encodePart(part, value)
    }
    return text
  }

  /** The placeholder values of a key text, or undefined when it was not made by this template. */
  parse(text: string): Record<string, KeyPart> | undefined {
    const values: Record<string, KeyPart> = {}
    let at = 0
    for (const [index, part] of this.#parts.entries()) {
      if (typeof part === 'string') {
        if (!text.startsWith(part, at)) return undefined
        at += part.length
        continue
      }
      const following = this.#parts[index + 1]
      const end = typeof following === 'string' ? text.indexOf(following, at) : text.length
      if (end <= at) return undefined
      const value = decodePart(part, text.slice(at, end))
      if (value === undefined || (part.name in values && values[part.name] !== value)) return undefined
      values[part.name] = value
      at = end
    }
    return at === text.length ? values : undefined
  }
}

function parseTemplate(source: string): Part[] {
  const parts = splitTemplate(source)
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue
    if (typeof part !== 'string' && typeof parts[index - 1] !== 'string') {
      throw new Error(`Key template '${source}': put a literal such as '#' between two placeholders`)
    }
    // A literal that starts above the escape range could be mistaken for a part of the value before it.
    if (typeof part === 'string' && !part.startsWith('#')) {
      throw new Error(`Key template '${source}': the literal after a placeholder must start with '#'`)
    }
  }
  return parts
}

function splitTemplate(source: string): Part[] {
  const parts: Part[] = []
  for (const piece of source.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue
    const placeholder = /^\{([^:{}]+)(?::([a-z]+))?\}$/.exec(piece)
    if (!placeholder) {
      if (/[{}]/.test(piece)) throw new Error(`Key template '${source}': unbalanced or empty braces`)
      parts.push(piece)
      continue
    }
    const [, name = '', format = 'text'] = placeholder
    if (!FORMATS.has(format)) {
      throw new Error(
        `Key template '${source}': unknown format '${format}' (use :int or :num, or none for text)`,
      )
    }
    parts.push({ name, format: format as PlaceholderFormat })
  }
  return parts
}

function encodePart({ name, format }: Placeholder, value: unknown): string {
  if (format !== 'text') {
    if (typeof value !== 'number') throw invalid(name, `must be a number for a key, not ${typeof value}`)
    try {
      return format === 'int' ? encodeInteger(value) : encodeFloat(value)
    } catch (error) {
      throw invalid(name, error instanceof Error ? error.message : 'is not a key number')
    }
  }
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value !== 'string') throw invalid(name, `must be text for a key, not ${typeof value}`)
  if (value === '') throw invalid(name, 'must not be empty: it is part of a key')
  return encodeText(value)
}

function decodePart({ format }: Placeholder, text: string): KeyPart | undefined {
  if (format === 'int') return decodeInteger(text)
  if (format === 'num') return decodeFloat(text)
  // Encoded text holds nothing below '$': such a character belongs to another template.

  return /[\u0000-\u0023]/.test(text) ? undefined : decodeText(text)
}

const invalid = (name: string, message: string): ValidationError =>
  new ValidationError(`${name} ${message}`, [{ path: `/${name}`, message }])
