import { UsageError } from '../command-line.ts'
import { ATTRIBUTE_TYPE_NAMES, ATTRIBUTE_TYPES, type AttributeType } from './attribute-types.ts'
import { sentenceOf } from './names.ts'
import type { AttributeSpec } from './spec.ts'

const NAME = /^[a-z][A-Za-z0-9]*$/
/** What the data layer keeps itself, or reads in filters; and the parameters of a list. */
const RESERVED = new Set(['and', 'or', 'not', 'version', 'prototype', 'limit', 'cursor'])
/** Values that a reader of the documentation expects behind such names. */
const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'Ann Example',
  title: 'The Lighthouse',
  author: 'Ann Example',
  owner: 'johndoe',
  email: 'ann@example.com',
  url: 'https://example.com/',
  phone: '+44 20 7946 0000',
  city: 'Southampton',
  country: 'GB',
  currency: 'GBP',
  colour: 'green',
  status: 'open',
}

/** @throws UsageError unless it is the name of an attribute */
export function attributeName(name: string, argument: string): string {
  if (!NAME.test(name))
    throw new UsageError(`${argument}: '${name}' is no name of an attribute; write it as publishedAt`)
  // Every object has the names of its prototype.
  if (RESERVED.has(name) || name in Object.prototype)
    throw new UsageError(`${argument}: '${name}' has a meaning already; choose another name`)
  return name
}

/** `title:string`, `pages:integer?`, `title:string=Moby-Dick` @throws UsageError that names what is wrong */
export function parseAttribute(text: string): AttributeSpec {
  const argument = `--attribute ${text}`
  const [, name = '', type = '', mark, example] = /^([^:=]*):([^?=]*)(\?)?(?:=(.*))?$/.exec(text) ?? []
  if (name === '' || type === '')
    throw new UsageError(`${argument}: write NAME:TYPE, such as title:string or pages:integer?`)
  attributeName(name, argument)
  if (!isType(type))
    throw new UsageError(`${argument}: '${type}' is no type; there are ${ATTRIBUTE_TYPE_NAMES.join(', ')}`)
  return { name, type, isNullable: mark !== undefined, example: exampleOf(name, type, example, argument) }
}

const isType = (type: string): type is AttributeType =>
  (ATTRIBUTE_TYPE_NAMES as readonly string[]).includes(type)

function exampleOf(
  name: string,
  type: AttributeType,
  given: string | undefined,
  argument: string,
): AttributeSpec['example'] {
  if (given === undefined)
    return type === 'string' ? (EXAMPLES[name] ?? sentenceOf(name)) : ATTRIBUTE_TYPES[type].example
  const value = valueOf(type, given)
  if (value === undefined) throw new UsageError(`${argument}: the example '${given}' is no ${type}`)
  return value
}

function valueOf(type: AttributeType, text: string): AttributeSpec['example'] | undefined {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'timestamp': {
      const time = new Date(text)
      return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
    }
    case 'string[]':
      return text.split(',')
    default:
      return text === '' ? undefined : text
  }
}
