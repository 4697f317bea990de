import { Type } from '@sinclair/typebox'
import type { Evaluation } from './evaluate.ts'
import { resourcesOf } from './resources.ts'

const text = Type.Optional(Type.String())
const Numeric = Type.Union([Type.Number(), Type.String({ pattern: '^\\d+$' })])

const Integration = Type.Object({
  IntegrationType: Type.String(),
  IntegrationUri: Type.String(),
  PayloadFormatVersion: text,
  TimeoutInMillis: Type.Optional(Numeric),
})
const Route = Type.Object({ RouteKey: Type.String(), AuthorizationType: text, Target: text })
const Stage = Type.Object({
  StageName: Type.String(),
  AutoDeploy: Type.Optional(Type.Boolean()),
  DefaultRouteSettings: Type.Optional(
    Type.Object({
      ThrottlingRateLimit: Type.Optional(Numeric),
      ThrottlingBurstLimit: Type.Optional(Numeric),
      DetailedMetricsEnabled: Type.Optional(Type.Boolean()),
    }),
  ),
  AccessLogSettings: Type.Optional(Type.Object({ DestinationArn: Type.String(), Format: Type.String() })),
})
const Permission = Type.Object({
  Action: Type.String(),
  FunctionName: Type.String(),
  Principal: Type.String(),
  SourceArn: text,
  FunctionUrlAuthType: text,
  InvokedViaFunctionUrl: Type.Optional(Type.Boolean()),
})
const Url = Type.Object({ TargetFunctionArn: Type.String(), AuthType: Type.String(), InvokeMode: text })
const Function = Type.Object({ FunctionName: Type.String(), Timeout: Type.Optional(Numeric) })
const LogGroup = Type.Object({ LogGroupName: Type.String(), RetentionInDays: Type.Optional(Numeric) })

/** API Gateway gives up then, whatever is asked. */
const LONGEST_MS = 30_000

/** The house rules for HTTP APIs and function URLs. */
export function apiProblems(evaluation: Evaluation): string[] {
  const functions = resourcesOf(evaluation, 'AWS::Lambda::Function', Function).found
  const permissions = resourcesOf(evaluation, 'AWS::Lambda::Permission', Permission)
  const mayCall = (name: string, fits: (permission: typeof Permission.static) => boolean): boolean =>
    permissions.found.some(({ properties }) => properties.FunctionName === name && fits(properties))
  const functionOf = (arn: string) =>
    functions.find(({ properties }) => arn.endsWith(`:${properties.FunctionName}`))

  const integrations = resourcesOf(evaluation, 'AWS::ApiGatewayV2::Integration', Integration)
  const urls = resourcesOf(evaluation, 'AWS::Lambda::Url', Url)
  return [
    ...permissions.problems,
    ...permissions.found.flatMap(
      ({ id, properties: { Principal, SourceArn, FunctionUrlAuthType, ...rest } }) =>
        SourceArn !== undefined || FunctionUrlAuthType !== undefined || rest.InvokedViaFunctionUrl === true
          ? []
          : [`${id}: ${Principal} may invoke from anywhere`],
    ),
    ...integrations.problems,
    ...integrations.found.flatMap(({ id, properties }) => {
      const target = functionOf(properties.IntegrationUri)
      const waits = Number(properties.TimeoutInMillis ?? LONGEST_MS)
      return [
        ...(properties.PayloadFormatVersion === '2.0' ? [] : [`${id}: PayloadFormatVersion is not 2.0`]),
        ...(waits <= LONGEST_MS ? [] : [`${id}: TimeoutInMillis ${waits} is above ${LONGEST_MS}`]),
        ...(target && Number(target.properties.Timeout ?? 3) * 1000 < waits
          ? []
          : [`${id}: gives up before its function does`]),
        ...(target &&
        mayCall(target.properties.FunctionName, ({ Principal }) => Principal === 'apigateway.amazonaws.com')
          ? []
          : [`${id}: API Gateway may not invoke its function`]),
      ]
    }),
    ...routeProblems(evaluation),
    ...stageProblems(evaluation),
    ...urls.problems,
    ...urls.found.flatMap(({ id, properties }) => {
      const name = functionOf(properties.TargetFunctionArn)?.properties.FunctionName ?? ''
      return [
        ...(properties.InvokeMode === 'RESPONSE_STREAM' ? [] : [`${id}: InvokeMode is not RESPONSE_STREAM`]),
        ...(mayCall(
          name,
          (each) =>
            each.Action === 'lambda:InvokeFunctionUrl' && each.FunctionUrlAuthType === properties.AuthType,
        )
          ? []
          : [`${id}: nobody may call the URL`]),
        ...(mayCall(
          name,
          (each) => each.Action === 'lambda:InvokeFunction' && each.InvokedViaFunctionUrl === true,
        )
          ? []
          : [`${id}: nobody may invoke the function through the URL`]),
      ]
    }),
  ]
}

function routeProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::ApiGatewayV2::Route', Route)
  return [
    ...problems,
    ...found.flatMap(({ id, properties: { RouteKey, Target } }) => [
      // The service itself says what needs a token, and answers everything: preflights and unknown paths too.
      ...(RouteKey === '$default'
        ? []
        : [`${id}: RouteKey is ${RouteKey}, so other paths are not the service's`]),
      ...(Target?.startsWith('integrations/') === true ? [] : [`${id}: Target is no integrations/…`]),
    ]),
  ]
}

function stageProblems(evaluation: Evaluation): string[] {
  const { found, problems } = resourcesOf(evaluation, 'AWS::ApiGatewayV2::Stage', Stage)
  const groups = resourcesOf(evaluation, 'AWS::Logs::LogGroup', LogGroup).found
  return [
    ...problems,
    ...found.flatMap(({ id, properties }) => {
      const {
        ThrottlingRateLimit: rate,
        ThrottlingBurstLimit: burst,
        DetailedMetricsEnabled: detailed,
      } = properties.DefaultRouteSettings ?? {}
      const log = properties.AccessLogSettings
      const group = groups.find(({ properties: { LogGroupName: name } }) =>
        log?.DestinationArn.includes(`:${name}:`),
      )
      return [
        ...(properties.StageName === '$default' ? [] : [`${id}: the stage stands in the path`]),
        ...(properties.AutoDeploy === true ? [] : [`${id}: changes are not deployed`]),
        ...(Number(rate ?? 0) > 0 && Number(burst ?? 0) > 0 ? [] : [`${id}: has no throttling`]),
        ...(detailed === true ? [] : [`${id}: has no detailed metrics`]),
        ...(group?.properties.RetentionInDays === undefined
          ? [`${id}: has no access log in a group of this stack with a retention`]
          : []),
        ...(log && isOneLineOfJson(log.Format) ? [] : [`${id}: the access log is no line of JSON`]),
      ]
    }),
  ]
}

function isOneLineOfJson(format: string): boolean {
  try {
    JSON.parse(format)
  } catch {
    return false
  }
  return !format.includes('\n') && format.includes('$context.requestId')
}
