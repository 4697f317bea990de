import { setTimeout as delay } from 'node:timers/promises'
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { FastifyOtelInstrumentation } from '@fastify/otel'
import type { FastifyPluginCallback } from 'fastify'
import type { StoreCall } from '../data/store/observed-store.ts'

export interface TracingOptions {
  /** Of the collector, without the path of a signal. */
  readonly endpoint: string
  readonly version: string
  readonly environment: string
}

/** What the last spans may take of a shutdown. */
const LAST_SEND_MS = 2000

/** `db.system.name` of the semantic conventions. */
const SYSTEMS = { dynamodb: 'aws.dynamodb', postgres: 'postgresql', sqlite: 'sqlite' } as const

/** Spans of requests and of the store calls within them, sent to a collector by OTLP over HTTP. */
export class Tracing {
  /** Register it before the routes. */
  readonly plugin: FastifyPluginCallback
  readonly #provider: NodeTracerProvider
  readonly #tracer

  constructor({ endpoint, version, environment }: TracingOptions) {
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
    this.#provider = new NodeTracerProvider({
      resource: resourceFromAttributes({
        'service.name': 'bulkhead',
        'service.version': version,
        'deployment.environment.name': environment,
      }),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    })
    // The context of a request and W3C's traceparent.
    this.#provider.register()
    this.#tracer = this.#provider.getTracer('bulkhead')
    const instrumentation = new FastifyOtelInstrumentation({
      registerOnInitialization: false,
      // A span for each hook would be more spans than anybody reads.
      instrumentHooks: false,
      ignorePaths: ({ url }) => url.startsWith('/health/'),
    })
    instrumentation.setTracerProvider(this.#provider)
    this.plugin = instrumentation.plugin()
  }

  /** A span of a call that has just ended, within the request that made it. */
  storeCall({ backend, table, operation, ms, capacity, error }: StoreCall): void {
    const span = this.#tracer.startSpan(table === undefined ? operation : `${operation} ${table}`, {
      kind: SpanKind.CLIENT,
      startTime: Date.now() - ms,
      attributes: {
        'db.system.name': SYSTEMS[backend],
        'db.operation.name': operation,
        ...(table !== undefined && { 'db.collection.name': table }),
        ...(capacity && { 'bulkhead.rcu': capacity.read, 'bulkhead.wcu': capacity.write }),
        ...(error !== undefined && { 'error.type': error }),
      },
    })
    // A condition that did not hold is an answer.
    if (error === 'unavailable' || error === 'throttled' || error === 'unknown')
      span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }

  /** Sends what has not been sent yet. A collector that does not answer is no reason to fail. */
  async stop(): Promise<void> {
    const sent = this.#provider.shutdown().catch(() => undefined)
    await Promise.race([sent, delay(LAST_SEND_MS, undefined, { ref: false })])
    trace.disable()
    context.disable()
    propagation.disable()
  }
}
