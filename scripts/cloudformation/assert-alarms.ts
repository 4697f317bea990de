import type { Evaluation } from './evaluate.ts'
import { AlarmProperties, resourcesOf, tablesOf } from './resources.ts'

const METRICS = ['ReadThrottleEvents', 'WriteThrottleEvents']

/** Every alarm reaches someone, and there is none unless alarms are asked for. */
export function alarmProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::CloudWatch::Alarm', AlarmProperties)
  const on = evaluation.parameters.EnableAlarms === 'true'
  for (const { id, properties } of found) {
    const actions = (properties.AlarmActions ?? []).filter((arn) => arn !== '')
    if (!on) problems.push(`${id}: exists although EnableAlarms is not 'true'`)
    if (actions.length === 0) problems.push(`${id}: has no action`)
    if (properties.TreatMissingData !== 'notBreaching') {
      problems.push(`${id}: TreatMissingData is not notBreaching`)
    }
  }
  return on ? [...problems, ...unwatchedThrottles(evaluation, found)] : problems
}

/** DynamoDB counts the throttles of each index apart from those of its table, so each needs its own metrics. */
function unwatchedThrottles(
  evaluation: Evaluation,
  alarms: readonly { properties: AlarmProperties }[],
): string[] {
  const watched = new Set(
    alarms.flatMap(({ properties: { Metrics = [] } }) => {
      // A metric that no expression of its alarm uses is collected but never raises it.
      const used = Metrics.map(({ Expression = '' }) => Expression).join(' ')
      return Metrics.flatMap(({ Id, MetricStat }) =>
        MetricStat && new RegExp(`\\b${Id}\\b`).test(used)
          ? [
              source(
                MetricStat.Metric.MetricName,
                MetricStat.Metric.Dimensions.map(({ Value }) => Value),
              ),
            ]
          : [],
      )
    }),
  )
  return tablesOf(evaluation).found.flatMap(({ id, properties }) => {
    const indexes = (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)
    const targets = [[properties.TableName], ...indexes.map((index) => [properties.TableName, index])]
    return targets.flatMap((target) =>
      METRICS.filter((metric) => !watched.has(source(metric, target))).map(
        (metric) => `${id}: no alarm watches ${source(metric, target)}`,
      ),
    )
  })
}

const source = (metric: string, target: readonly string[]) => `${metric} of ${target.join('/')}`
