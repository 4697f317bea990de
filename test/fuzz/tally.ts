import type { FuzzOperation } from './document.ts'
import { mediaType } from './check.ts'
import { type Answer, curlOf, type FuzzRequest, type Kind } from './request.ts'

interface Failure {
  readonly fault: string
  readonly request: FuzzRequest
  readonly answer: Answer
  /** How often the same was seen. */
  count: number
}

interface Row {
  readonly kinds: Map<Kind, number>
  readonly statuses: Map<number, number>
}

/** What a run has sent and met. */
export class Tally {
  requests = 0
  errors = 0
  problems = 0
  readonly kinds = new Map<Kind, number>()
  readonly #rows: Map<string, Row>
  readonly #failures = new Map<string, Failure>()

  constructor(operations: readonly FuzzOperation[]) {
    this.#rows = new Map(operations.map(({ id }) => [id, { kinds: new Map(), statuses: new Map() }]))
  }

  get failures(): readonly Failure[] {
    return [...this.#failures.values()]
  }

  add(request: FuzzRequest, answer: Answer, faults: readonly string[]): void {
    this.requests += 1
    const row = this.#rows.get(request.operation.id)
    for (const kinds of [this.kinds, row?.kinds]) if (kinds) count(kinds, request.kind)
    if (row) count(row.statuses, answer.status)
    if (answer.status >= 400) {
      this.errors += 1
      if (mediaType(answer.headers) === 'application/problem+json') this.problems += 1
    }
    this.addFaults(request, answer, faults)
  }

  addFaults(request: FuzzRequest, answer: Answer, faults: readonly string[]): void {
    for (const fault of faults) {
      const key = `${request.operation.id} ${fault.replace(/instancePath":"[^"]*/, '')}`
      const known = this.#failures.get(key)
      if (known) known.count += 1
      else this.#failures.set(key, { fault, request, answer, count: 1 })
    }
  }

  /** One line an operation: how many requests of each kind, and what was answered. */
  table(): string {
    const lines = [...this.#rows].map(([id, { kinds, statuses }]) => {
      const answered = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}×${times}`)
      const sent = (['valid', 'invalid', 'odd', 'method'] as const).map((kind) =>
        String(kinds.get(kind) ?? 0).padStart(8),
      )
      return `${id.padEnd(28)}${sent.join('')}  ${answered.join(' ')}`
    })
    return [`${'operation'.padEnd(28)}   valid invalid     odd  method  answers`, ...lines].join('\n')
  }

  summary(): string {
    const { kinds, errors, problems, requests } = this
    return (
      `${requests} requests: ${kinds.get('valid') ?? 0} valid, ${kinds.get('invalid') ?? 0} invalid, ` +
      `${kinds.get('odd') ?? 0} odd, ${kinds.get('method') ?? 0} with a method that the path does not have; ` +
      `${problems} of ${errors} errors are application/problem+json; ${this.#failures.size} kinds of fault`
    )
  }

  /** Each kind of fault with the request that met it first. */
  report(origin: string): string {
    return this.failures
      .map(({ fault, request, answer, count: times }) => {
        const head = `${request.operation.id}: ${fault} (${times} times; ${request.kind}: ${request.what})`
        return `${head}\n  ${curlOf(request, origin)}\n  ${answer.status} ${answer.body.toString().slice(0, 600)}`
      })
      .join('\n\n')
  }
}

function count<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}
