import type { StoredRecord } from '../store/value.ts'
import type { Field } from './field.ts'

export type Entity = Record<string, unknown>

/**
 * Reads a record into one object shape. Generated, because an object literal costs a small part of a loop over names and
 * this stands between every stored item and its answer. Names are written as JSON text, never as code.
 */
export function compileReader(
  fields: readonly Field[],
  system: readonly string[],
): (record: StoredRecord) => Entity {
  const always: string[] = []
  const whenPresent: string[] = []
  const codecs: Field['codec'][] = []
  for (const { name, stored, codec, isNullable, isOptional } of fields) {
    const key = JSON.stringify(name)
    const raw = `r[${JSON.stringify(stored)}]`
    const decoder = codec && `c[${codecs.push(codec) - 1}]`
    const value = decoder ? `${decoder}.decode(${raw})` : raw
    if (isOptional) {
      whenPresent.push(`if (${raw} !== undefined) e[${key}] = ${value}`)
    } else if (isNullable) {
      always.push(`${key}: ${raw} === undefined || ${raw} === null ? null : ${value}`)
    } else if (codec) {
      const absent = codec.absent ? `${decoder}.absent()` : 'undefined'
      always.push(`${key}: ${raw} === undefined ? ${absent} : ${value}`)
    } else {
      always.push(`${key}: ${raw}`)
    }
  }
  for (const name of system) always.push(`${JSON.stringify(name)}: r[${JSON.stringify(name)}]`)
  const body = `return (r) => { const e = { ${always.join(', ')} }\n${whenPresent.join('\n')}\nreturn e }`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same technique as Ajv and TypeCompiler
  return (new Function('c', body) as (codecs: readonly Field['codec'][]) => (record: StoredRecord) => Entity)(
    codecs,
  )
}
