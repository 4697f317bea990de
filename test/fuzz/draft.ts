import type { Dice } from './dice.ts'
import type { FuzzOperation } from './document.ts'
import type { FuzzRequest, Kind } from './request.ts'

/** A request while it is put together. */
export interface Draft {
  readonly operation: FuzzOperation
  readonly dice: Dice
  readonly parameters: Record<string, string>
  readonly query: (readonly [string, string])[]
  readonly headers: Record<string, string>
  body: Buffer | undefined
}

export const pathOf = ({ template }: FuzzOperation, parameters: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encoded(parameters[name] ?? ''))

/** Lone surrogates are no text: what a client would send for them is the replacement character. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString())

/** @param url path and query, where they are not those of the draft */
export function finish(draft: Draft, kind: Kind, what: string, url?: string): FuzzRequest {
  const { operation, parameters, query, headers, body } = draft
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')
  return {
    operation,
    kind,
    what,
    method: operation.method,
    url: url ?? pathOf(operation, parameters) + (search && `?${search}`),
    headers,
    parameters,
    ...(body && { body }),
  }
}
