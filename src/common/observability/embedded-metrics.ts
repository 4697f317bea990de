import type { StoreCall } from '../data/store/observed-store.ts'
import type { Metrics, RequestDone } from './metrics.ts'

export interface EmbeddedMetricsOptions {
  readonly namespace: string
  readonly service: string
  readonly write: (line: string) => void
}

const METRICS = [
  { Name: 'Requests', Unit: 'Count' },
  { Name: 'Latency', Unit: 'Milliseconds' },
  { Name: 'ServerErrors', Unit: 'Count' },
  { Name: 'StoreCalls', Unit: 'Count' },
  { Name: 'StoreLatency', Unit: 'Milliseconds' },
  { Name: 'Throttles', Unit: 'Count' },
  { Name: 'ConditionFailures', Unit: 'Count' },
  { Name: 'ReadCapacityUnits', Unit: 'Count' },
  { Name: 'WriteCapacityUnits', Unit: 'Count' },
] as const

const nothing = () => ({ calls: 0, ms: 0, throttles: 0, conditions: 0, read: 0, write: 0 })

/**
 * CloudWatch's embedded metric format: one line of JSON a request, from which CloudWatch makes metrics by route. It is
 * for a Lambda function, which serves one request at a time: the calls since the last line are those of this one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class EmbeddedMetrics implements Metrics {
  readonly #options: EmbeddedMetricsOptions
  #store = nothing()

  constructor(options: EmbeddedMetricsOptions) {
    this.#options = options
  }

  storeCall({ ms, capacity, error }: StoreCall): void {
    const store = this.#store
    store.calls += 1
    store.ms += ms
    if (error === 'throttled') store.throttles += 1
    if (error === 'condition_failed') store.conditions += 1
    store.read += capacity?.read ?? 0
    store.write += capacity?.write ?? 0
  }

  requestDone({ method, route, status, ms }: RequestDone): void {
    const { namespace, service, write } = this.#options
    const { calls, ms: storeMs, throttles, conditions, read, write: written } = this.#store
    this.#store = nothing()
    const line = {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          { Namespace: namespace, Dimensions: [['service'], ['service', 'route']], Metrics: METRICS },
        ],
      },
      service,
      route: `${method} ${route}`,
      status,
      Requests: 1,
      Latency: ms,
      ServerErrors: status >= 500 ? 1 : 0,
      StoreCalls: calls,
      StoreLatency: storeMs,
      Throttles: throttles,
      ConditionFailures: conditions,
      ReadCapacityUnits: read,
      WriteCapacityUnits: written,
    }
    write(`${JSON.stringify(line)}\n`)
  }

  requestShed(): void {
    // A function serves one request at a time: there is nothing to shed.
  }

  gauge(): void {
    // CloudWatch has the depth of queues and the memory of functions itself.
  }
}
