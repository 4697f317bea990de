import type { Dice } from './dice.ts'
import type { FuzzOperation, Parameter } from './document.ts'
import { type Draft, finish } from './draft.ts'
import type { FuzzRequest } from './request.ts'
import { rightDraft, type Sources } from './right-requests.ts'
import { wrongText } from './text-values.ts'
import type { WrongValues } from './wrong-values.ts'

/** Makes something wrong and says what; undefined where it found nothing that the schema refuses. */
type Spoiler = (draft: Draft) => string | undefined

/** Bodies have most of the schema, so they are spoilt more often than a parameter. */
const BODY_SHARE = 6

/** A request that does not fit its schemas in one place. */
export function wrongRequest(
  operation: FuzzOperation,
  dice: Dice,
  { wrong, ...sources }: Sources & { readonly wrong: WrongValues },
): FuzzRequest {
  const draft = rightDraft(operation, dice, sources)
  const spoilers: Spoiler[] = [
    unknownQuery,
    ...operation.parameters.map((parameter) => wrongParameter(parameter, sources)),
  ]
  for (const [type, schema] of operation.bodies.filter(([name]) => name.endsWith('json'))) {
    const spoil: Spoiler = (each) => {
      if (each.dice.chance(0.03)) return withoutBody(each)
      const value = each.dice.draw(wrong.of(schema))
      if (value === undefined) return undefined
      each.headers['content-type'] = type
      each.body = Buffer.from(JSON.stringify(value))
      return 'the body does not fit'
    }
    spoilers.push(...Array.from({ length: BODY_SHARE }, () => spoil))
  }
  return finish(draft, 'invalid', dice.of(spoilers)(draft) ?? unknownQuery(draft))
}

function wrongParameter({ name, in: place, schema, required }: Parameter, { valid }: Sources): Spoiler {
  return (draft) => {
    const text = draft.dice.draw(wrongText(valid, schema, place))
    if (place === 'query' && (text === undefined || draft.dice.chance(0.1))) {
      draft.query.push([name, '1'], [name, '1'])
      return `query ${name} twice`
    }
    if (text === undefined) return undefined
    if (place === 'path') draft.parameters[name] = text
    else if (place === 'header') draft.headers[name] = text
    else draft.query.push([name, text])
    return `${place} ${name} does not fit${required ? '' : ', though it could be missing'}`
  }
}

function unknownQuery(draft: Draft): string {
  draft.query.push([draft.dice.of(['unknown', '__proto__', 'constructor', 'limit[]', 'page', '']), '1'])
  return 'an unknown query parameter'
}

function withoutBody(draft: Draft): string {
  draft.body = undefined
  delete draft.headers['content-type']
  return 'no body'
}
