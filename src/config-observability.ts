import { Type } from '@sinclair/typebox'

/** The variables of logs, metrics and traces. */
export const observabilityVariables = {
  LOG_BACKEND_CALLS: Type.Optional(
    Type.Boolean({
      description:
        'Backend calls, their time and the capacity they used in the log line of each request; by default on DynamoDB',
    }),
  ),
  METRICS_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description:
        'Serves Prometheus metrics at `/metrics` on this port of `HOST`; 0 for any, none when empty',
    }),
  ),
  EMF_METRICS: Type.Optional(
    Type.Boolean({ description: 'Write CloudWatch’s embedded metrics to the log; by default on Lambda' }),
  ),
  APP_METRIC_NAMESPACE: Type.String({
    default: '',
    description: 'Namespace of the embedded metrics; `{APP_NAMESPACE or app}/{APP_ENV}` when empty',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'Send traces to this collector by OTLP over HTTP; none when empty',
    }),
  ),
}
