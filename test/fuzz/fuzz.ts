import { DocumentSchemas, type OpenApiDocument } from '../app/openapi-document.ts'
import { accessFaults } from './access-check.ts'
import type { Caller, Callers } from './callers.ts'
import { AnswerCheck, closedSchema } from './check.ts'
import { Dice } from './dice.ts'
import { type FuzzOperation, operationsOf } from './document.ts'
import { followUps } from './follow-up.ts'
import { Memory } from './memory.ts'
import { oddRequest, wrongMethod } from './odd-requests.ts'
import type { Answer, FuzzRequest, Kind, Send } from './request.ts'
import { rightRequest } from './right-requests.ts'
import { Tally } from './tally.ts'
import { ValidValues } from './valid-values.ts'
import { wrongRequest } from './wrong-requests.ts'
import { WrongValues } from './wrong-values.ts'

export interface FuzzOptions {
  readonly document: OpenApiDocument
  readonly send: Send
  readonly requests: number
  readonly seed: number
  /** Where the service asks for tokens: who sends the requests. */
  readonly callers?: Callers | undefined
}

/** Of a hundred requests. */
const SHARES: readonly (readonly [Kind, number])[] = [
  ['valid', 45],
  ['invalid', 33],
  ['odd', 18],
  ['method', 4],
]

/**
 * Sends requests that are made from the document of a service and holds each answer against it. The same seed makes the
 * same choices; what they mean depends on the ids that the service has answered.
 */
export async function fuzz({ document, send, requests, seed, callers }: FuzzOptions): Promise<Tally> {
  const operations = operationsOf(document)
  const valid = new ValidValues(document, new DocumentSchemas(document))
  const memory = new Memory(operations.map(({ template }) => template))
  const sources = { valid, memory, wrong: new WrongValues(valid) }
  const check = new AnswerCheck(new DocumentSchemas(closed(document)))
  const tally = new Tally(operations)

  const judge = async (made: FuzzRequest, caller: Caller | undefined): Promise<Answer> => {
    const request = caller ? sentBy(caller, made) : made
    const answer = await send(request)
    const faults = check.faults(request, answer)
    if (caller) faults.push(...accessFaults(request, caller, answer))
    tally.add(request, answer, faults)
    memory.learn(request, answer)
    return answer
  }
  for (let number = 0; tally.requests < requests; number++) {
    const dice = new Dice((seed + number * 7919) | 0)
    const operation = dice.of(operations)
    const request = make(kindOf(dice), operation, dice, sources)
    const answer = await judge(request, await callers?.choose(dice, request))
    for (const next of followUps(request, answer, operations)) {
      if (tally.requests >= requests) break
      const found = await judge(next.request, await callers?.administrator())
      tally.addFaults(next.request, found, next.faults(found))
    }
  }
  return tally
}

function sentBy({ authorization }: Caller, request: FuzzRequest): FuzzRequest {
  if (authorization === undefined) return request
  return { ...request, headers: { ...request.headers, authorization } }
}

interface AllSources {
  readonly valid: ValidValues
  readonly wrong: WrongValues
  readonly memory: Memory
}

function make(kind: Kind, operation: FuzzOperation, dice: Dice, sources: AllSources): FuzzRequest {
  if (kind === 'valid') return rightRequest(operation, dice, sources)
  if (kind === 'invalid') return wrongRequest(operation, dice, sources)
  return kind === 'odd' ? oddRequest(operation, dice, sources) : wrongMethod(operation, dice, sources)
}

function kindOf(dice: Dice): Kind {
  let rest = dice.below(100)
  return SHARES.find(([, share]) => (rest -= share) < 0)?.[0] ?? 'valid'
}

/** The document as its answers are held against: without room for members that it does not name. */
const closed = ({ components, ...document }: OpenApiDocument): OpenApiDocument => ({
  ...document,
  components: {
    ...components,
    schemas: Object.fromEntries(
      Object.entries(components.schemas).map(([name, schema]) => [name, closedSchema(schema)]),
    ),
  },
})
