import { patternOf } from './document.ts'
import type { Answer, FuzzRequest } from './request.ts'

const CAPACITY = 300

type Parameters = Readonly<Record<string, string>>

/** A bounded list of what was seen lately. */
class Recent<T> {
  readonly #items: T[] = []

  add(item: T): void {
    this.#items.push(item)
    if (this.#items.length > CAPACITY) this.#items.splice(0, CAPACITY / 3)
  }

  remove(isGone: (item: T) => boolean): void {
    const kept = this.#items.filter((item) => !isGone(item))
    this.#items.splice(0, this.#items.length, ...kept)
  }

  pick(number: number): T | undefined {
    return this.#items[number % Math.max(1, this.#items.length)]
  }
}

/** What earlier answers have named: resources that exist, their tags, and pages that follow. */
export class Memory {
  /** Path parameters that were answered together, by their names. */
  readonly #resources = new Map<string, Recent<Parameters>>()
  readonly #tags = new Map<string, string>()
  readonly #nextPages = new Map<string, Recent<string>>()

  /** Templates that a path may be of. */
  readonly #templates: readonly {
    readonly template: string
    readonly pattern: RegExp
    readonly names: string[]
  }[]

  constructor(templates: readonly string[]) {
    this.#templates = [...new Set(templates)].map((template) => ({
      template,
      pattern: patternOf(template),
      names: namesOf(template),
    }))
  }

  learn({ operation, url, parameters, kind }: FuzzRequest, answer: Answer): void {
    if (answer.status >= 300 || kind === 'odd') return
    if (operation.method === 'DELETE') {
      this.#forget(parameters)
      return
    }
    const path = url.split('?', 1)[0] ?? ''
    const { etag, link, location } = answer.headers
    if (etag !== undefined) this.#tags.set(location ?? path, etag)
    const next = /^<([^>]+)>; *rel="next"/.exec(link ?? '')?.[1]
    if (next !== undefined) recentOf(this.#nextPages, operation.id).add(next)
    if (location !== undefined) this.#learnPath(location)
    else if (Object.keys(parameters).length > 0) this.#learnPath(path)
    for (const item of itemsOf(answer).slice(0, 5)) this.#learnItem(operation.template, parameters, item)
  }

  /** Path parameters of a resource that exists, or did; where none is known, those of what it would be a part of. */
  resource(template: string, pick: number): Parameters | undefined {
    for (let names = namesOf(template); names.length > 0; names = names.slice(0, -1)) {
      const found = this.#resources.get(keyOf(names))?.pick(pick)
      if (found) return found
    }
    return undefined
  }

  tag(path: string): string | undefined {
    return this.#tags.get(path)
  }

  nextPage(operationId: string, pick: number): string | undefined {
    return this.#nextPages.get(operationId)?.pick(pick)
  }

  #learnPath(path: string): void {
    // The most literal one: `/todos/batch` is no todo.
    const [best] = this.#templates
      .filter(({ pattern }) => pattern.test(path))
      .sort((one, other) => one.names.length - other.names.length)
    const values = best?.pattern.exec(path)?.slice(1)
    if (!best || !values || values.length === 0) return
    this.#keep(Object.fromEntries(best.names.map((name, index) => [name, decoded(values[index] ?? '')])))
  }

  /** An item of the list at `/stories/{owner}` is one of `/stories/{owner}/{storyId}`. */
  #learnItem(list: string, parameters: Parameters, item: Readonly<Record<string, unknown>>): void {
    for (const { template, names } of this.#templates) {
      const name = names.at(-1)
      if (name === undefined || template !== `${list}/{${name}}`) continue
      const id = item[name] ?? item.id
      if (typeof id === 'string') this.#keep({ ...parameters, [name]: id })
    }
  }

  #keep(values: Parameters): void {
    recentOf(this.#resources, keyOf(Object.keys(values))).add(values)
  }

  /** What was deleted, and all that was a part of it. */
  #forget(gone: Parameters): void {
    const entries = Object.entries(gone)
    for (const resources of this.#resources.values()) {
      resources.remove((values) => entries.every(([name, value]) => values[name] === value))
    }
  }
}

/** Resources are known by the names of their parameters: `/jobs/{jobId}/cancel` is of the same ones as `/jobs/{jobId}`. */
const keyOf = (names: readonly string[]): string => names.join('/')

const namesOf = (template: string): string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

function recentOf<T>(map: Map<string, Recent<T>>, key: string): Recent<T> {
  let recent = map.get(key)
  if (!recent) map.set(key, (recent = new Recent<T>()))
  return recent
}

type Item = Readonly<Record<string, unknown>>

function itemsOf({ json }: Answer): readonly Item[] {
  const { items } = (json ?? {}) as { readonly items?: unknown }
  return isList(items) ? items : []
}

const isList = (items: unknown): items is readonly Item[] => Array.isArray(items)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
