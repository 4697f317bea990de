import { entitiesTable } from '../../src/common/data/entities-table.ts'
import { UsageError } from '../command-line.ts'
import { codeOf } from './attribute-types.ts'
import { kebabOf } from './names.ts'
import { reservedWords } from './reserved.ts'
import type { AttributeSpec, IndexSpec } from './spec.ts'

const NAME = /^by[A-Z][A-Za-z0-9]*$/
/** The throttle alarm of a table takes ten metrics: two for the table and two for each index. */
const MAX_INDEXES = 4

interface Given {
  readonly attributes: readonly AttributeSpec[]
  readonly key: readonly string[]
  readonly isShared: boolean
}

/** `byAuthor=author` or `byAuthor=author,publishedAt` each. @throws UsageError that names what is wrong */
export function parseIndexes(texts: readonly string[], given: Given): IndexSpec[] {
  const global = Object.keys(entitiesTable.indexes).filter((name) => name.startsWith('gsi'))
  const most = given.isShared ? global.length : MAX_INDEXES
  if (texts.length > most)
    throw new UsageError(
      `--index: at most ${most} ${given.isShared ? 'on the shared table, which has so many generic ones' : 'here: the throttle alarm of a table takes ten metrics. Add a further one by hand, with an alarm of its own'}`,
    )
  const indexes = texts.map((text, position) =>
    parseIndex(text, given, given.isShared ? global[position] : undefined),
  )
  for (const [position, { name }] of indexes.entries())
    if (indexes.findIndex((each) => each.name === name) !== position)
      throw new UsageError(`--index: there are two named ${name}`)
  return indexes
}

function parseIndex(text: string, { attributes, key }: Given, generic: string | undefined): IndexSpec {
  const argument = `--index ${text}`
  const [, name = '', pkName = '', skName] = /^([^=]*)=([^,]*)(?:,(.*))?$/.exec(text) ?? []
  if (!NAME.test(name) || pkName === '')
    throw new UsageError(
      `${argument}: write NAME=ATTRIBUTE or NAME=ATTRIBUTE,ATTRIBUTE, such as byTitle=title`,
    )
  const find = (wanted: string): AttributeSpec => {
    const found = attributes.find((each) => each.name === wanted)
    if (key.includes(wanted))
      throw new UsageError(`${argument}: ${wanted} is part of the key; an index is on another attribute`)
    if (!found)
      throw new UsageError(`${argument}: there is no attribute ${wanted}; add --attribute ${wanted}:string`)
    if (reservedWords.has(wanted))
      throw new UsageError(
        `${argument}: '${wanted}' is a word of the language; an index is on an attribute of another name`,
      )
    if (codeOf(found).key === undefined)
      throw new UsageError(
        `${argument}: ${wanted} is ${found.type}; a key is a string, integer, number or timestamp`,
      )
    return found
  }
  const pk = find(pkName)
  const sk = skName === undefined ? (key.at(-1) ?? '') : find(skName)
  if (typeof sk !== 'string' && sk.isNullable)
    throw new UsageError(
      `${argument}: ${sk.name} may be null, and items without it would be missing from the index; leave out the ?`,
    )
  if (pkName === skName) throw new UsageError(`${argument}: an index needs two different attributes, or one`)
  const physical = generic ?? `${kebabOf(name).replace(/^by-/, '')}-index`
  return { name, physical, pk, sk }
}
