import fc from 'fast-check'
import type { Dice } from './dice.ts'
import type { FuzzOperation, JsonSchema, Parameter } from './document.ts'
import { type Draft, finish, pathOf } from './draft.ts'
import type { Memory } from './memory.ts'
import type { FuzzRequest } from './request.ts'
import { headerText, validText } from './text-values.ts'
import type { ValidValues } from './valid-values.ts'

export interface Sources {
  readonly valid: ValidValues
  readonly memory: Memory
}

/** A request that the document allows, mostly of a resource that exists. */
export function rightDraft(operation: FuzzOperation, dice: Dice, { valid, memory }: Sources): Draft {
  const draft: Draft = { operation, dice, parameters: {}, query: [], headers: {}, body: undefined }
  const known = dice.chance(0.85) ? memory.resource(operation.template, dice.below(1000)) : undefined
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path')
  for (const { name, schema } of inPath) {
    draft.parameters[name] = known?.[name] ?? dice.draw(validText(valid, schema, 'path'))
  }
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' || !(parameter.required || dice.chance(0.3))) continue
    // Opaque: the only good ones are in the link to the next page.
    if (parameter.name === 'cursor') continue
    const text =
      conventional(parameter, draft, memory) ?? dice.draw(validText(valid, parameter.schema, parameter.in))
    if (parameter.in === 'query') draft.query.push([parameter.name, text])
    else if (parameter.in === 'header') draft.headers[parameter.name] = text
  }
  if (operation.bodies.length > 0) {
    const [type, schema] = dice.of(operation.bodies)
    draft.headers['content-type'] = type
    draft.body = bodyOf(type, schema, draft, valid)
  }
  return draft
}

export function rightRequest(operation: FuzzOperation, dice: Dice, sources: Sources): FuzzRequest {
  const draft = rightDraft(operation, dice, sources)
  const page = dice.chance(0.5) ? sources.memory.nextPage(operation.id, dice.below(1000)) : undefined
  return finish(draft, 'valid', page === undefined ? 'as documented' : 'the next page', page)
}

/** Values of headers whose schema is any text, while HTTP or the service says more of them. */
function conventional({ name, schema }: Parameter, draft: Draft, memory: Memory): string | undefined {
  const { operation, parameters, dice } = draft
  switch (name.toLowerCase()) {
    case 'if-match':
    case 'if-none-match': {
      const current = memory.tag(pathOf(operation, parameters)) ?? '"1"'
      return dice.of([current, current, '*', '"1"', '"2"', 'W/"1"', '"1", "2"', '"nothing"'])
    }
    case 'last-event-id':
    case 'lasteventid':
      // A later one than the stream has reached is refused.
      return dice.of(['0', '1'])
    case 'idempotency-key':
      return `key-${dice.below(200)}`
    default:
      return name.includes('-') && schema.pattern === undefined ? dice.draw(headerText) : undefined
  }
}

const csv = fc
  .array(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 14 }), { maxLength: 6 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'))
  .filter((text) => text.trim() !== '')

function bodyOf(type: string, schema: JsonSchema, { dice, parameters }: Draft, valid: ValidValues): Buffer {
  if (type.endsWith('json')) {
    return Buffer.from(JSON.stringify(agreeing(dice.draw(valid.of(schema)), parameters)))
  }
  if (type === 'text/csv') return Buffer.from(dice.draw(csv))
  return Buffer.from(dice.draw(fc.uint8Array({ minLength: 1, maxLength: 200 })))
}

/** A body that says again what the path says has to say the same. */
function agreeing(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(name in parameters)))
}
