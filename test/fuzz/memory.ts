import { patternOf } from './document.ts'
import type { Answer, FuzzRequest } from './request.ts'

const CAPACITY = 300

/** A bounded list of what was seen lately. */
class Recent<T> {
  readonly #items: T[] = []

  add(item: T): void {
    this.#items.push(item)
    if (this.#items.length > CAPACITY) this.#items.splice(0, CAPACITY / 3)
  }

  pick(number: number): T | undefined {
    return this.#items[number % Math.max(1, this.#items.length)]
  }
}

/** What earlier answers have named: resources that exist, their tags, and pages that follow. */
export class Memory {
  /** Values of path parameters that were answered together, by the end of their template: `/stories/{owner}/{storyId}`. */
  readonly #resources = new Map<string, Recent<Readonly<Record<string, string>>>>()
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
      names: [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    }))
  }

  learn({ operation, url, parameters, kind }: FuzzRequest, answer: Answer): void {
    if (answer.status >= 300 || kind === 'odd') return
    const path = url.split('?', 1)[0] ?? ''
    const { etag, link, location } = answer.headers
    if (etag !== undefined) this.#tags.set(location ?? path, etag)
    const next = /^<([^>]+)>; *rel="next"/.exec(link ?? '')?.[1]
    if (next !== undefined) recentOf(this.#nextPages, operation.id).add(next)
    if (location !== undefined) this.#learnPath(location)
    else if (operation.method !== 'DELETE' && Object.keys(parameters).length > 0) this.#learnPath(path)
    for (const item of itemsOf(answer).slice(0, 5)) this.#learnItem(operation.template, parameters, item)
  }

  /** Path parameters of a resource that exists, or did. */
  resource(template: string, pick: number): Readonly<Record<string, string>> | undefined {
    return (this.#resources.get(template) ?? this.#resources.get(keyOf(template)))?.pick(pick)
  }

  tag(path: string): string | undefined {
    return this.#tags.get(path)
  }

  nextPage(operationId: string, pick: number): string | undefined {
    return this.#nextPages.get(operationId)?.pick(pick)
  }

  #learnPath(path: string): void {
    for (const { template, pattern, names } of this.#templates) {
      const values = pattern.exec(path)?.slice(1)
      if (!values || names.length === 0) continue
      this.#keep(
        template,
        Object.fromEntries(names.map((name, index) => [name, decoded(values[index] ?? '')])),
      )
    }
  }

  /** An item of the list at `/stories/{owner}` is one of `/stories/{owner}/{storyId}`. */
  #learnItem(
    list: string,
    parameters: Readonly<Record<string, string>>,
    item: Readonly<Record<string, unknown>>,
  ): void {
    for (const { template, names } of this.#templates) {
      const name = names.at(-1)
      if (name === undefined || template !== `${list}/{${name}}`) continue
      const id = item[name] ?? item.id
      if (typeof id === 'string') this.#keep(template, { ...parameters, [name]: id })
    }
  }

  #keep(template: string, values: Readonly<Record<string, string>>): void {
    recentOf(this.#resources, template).add(values)
    if (keyOf(template) !== template) recentOf(this.#resources, keyOf(template)).add(values)
  }
}

/** Resources are known by their parameters where the paths differ: `/jobs/{jobId}/cancel` and `/jobs/{jobId}`. */
const keyOf = (template: string): string => [...template.matchAll(/\{\w+\}/g)].join('/')

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
