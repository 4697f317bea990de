import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { StoreCall } from '../data/store/observed-store.ts'
import type { Metrics, RequestDone } from './metrics.ts'

/** As the semantic conventions of OpenTelemetry have them, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

/** Metrics in this process, for a scraper to read; event loop, memory and garbage collection are among them. */
export class PrometheusMetrics implements Metrics {
  readonly #registry = new Registry()
  readonly #requests
  readonly #calls
  readonly #throttled
  readonly #conditions
  readonly #capacity
  readonly #shed

  constructor() {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry })
    this.#requests = new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Requests by route, and how long they took',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    })
    this.#calls = new Histogram({
      name: 'store_call_duration_seconds',
      help: 'Calls of the data store, and how long they took with their retries',
      labelNames: ['backend', 'table', 'operation', 'outcome'],
      buckets: BUCKETS,
      registers,
    })
    this.#throttled = new Counter({
      name: 'store_throttled_total',
      help: 'Calls that the store refused because there were too many, after all retries',
      labelNames: ['table', 'reason'],
      registers,
    })
    this.#conditions = new Counter({
      name: 'store_condition_failed_total',
      help: 'Writes whose condition did not hold',
      labelNames: ['table'],
      registers,
    })
    this.#capacity = new Counter({
      name: 'store_consumed_capacity_units_total',
      help: 'Capacity units that the store says were used',
      labelNames: ['table', 'kind'],
      registers,
    })
    this.#shed = new Counter({
      name: 'http_requests_shed_total',
      help: 'Requests refused because the process was late',
      registers,
    })
  }

  requestDone({ method, route, status, ms }: RequestDone): void {
    this.#requests.observe({ method, route, status }, ms / 1000)
  }

  storeCall({ backend, table = 'none', operation, ms, capacity, error, reason }: StoreCall): void {
    this.#calls.observe({ backend, table, operation, outcome: error ?? 'ok' }, ms / 1000)
    if (error === 'throttled') this.#throttled.inc({ table, reason: reason ?? 'unknown' })
    if (error === 'condition_failed') this.#conditions.inc({ table })
    if (capacity) {
      this.#capacity.inc({ table, kind: 'read' }, capacity.read)
      this.#capacity.inc({ table, kind: 'write' }, capacity.write)
    }
  }

  requestShed(): void {
    this.#shed.inc()
  }

  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        // A gauge that cannot be read is left out rather than failing the others.
        try {
          this.set(await read())
        } catch {
          this.remove()
        }
      },
    })
  }

  /** The exposition, and its media type. */
  async expose(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() }
  }
}
