import type { JsonObject } from './json.ts'
import { TemplateError } from './template.ts'

/** Where the evaluated stack is imagined to run. */
export interface StackIdentity {
  readonly partition: string
  readonly region: string
  readonly account: string
  readonly name: string
}

export const SAMPLE_STACK: StackIdentity = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  name: 'stack',
}

/** Values of the pseudo parameters. */
export const pseudoParameters = ({ partition, region, account, name }: StackIdentity) => ({
  'AWS::Partition': partition,
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': name,
  'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/00000000`,
})

interface ResourceIdentity {
  readonly id: string
  readonly properties: JsonObject
  readonly stack: StackIdentity
}

type Identify = (resource: ResourceIdentity) => string

const named =
  (property: string): Identify =>
  ({ id, properties }) => {
    const name = properties[property]
    if (typeof name !== 'string') throw new TemplateError(`${id} has no ${property} to refer to`)
    return name
  }

/** `arn:aws:SERVICE:REGION:ACCOUNT:` and the name, with what the service puts before it. */
const arnOf =
  (service: string, property: string, prefix = ''): Identify =>
  (resource) => {
    const { partition, region, account } = resource.stack
    return `arn:${partition}:${service}:${region}:${account}:${prefix}${named(property)(resource)}`
  }

/** A name that CloudFormation makes from the stack and the logical id. */
const generated: Identify = ({ id, stack }) => `${stack.name}-${id}`

/** What Ref and each attribute give, by resource type; a new type in a template is a new entry here. */
const TYPES: Readonly<Record<string, { ref: Identify; attributes: Readonly<Record<string, Identify>> }>> = {
  'AWS::DynamoDB::Table': {
    ref: named('TableName'),
    attributes: {
      Arn: arnOf('dynamodb', 'TableName', 'table/'),
      StreamArn: (table) =>
        `${arnOf('dynamodb', 'TableName', 'table/')(table)}/stream/2026-11-21T00:00:00.000`,
    },
  },
  'AWS::IAM::ManagedPolicy': {
    ref: (policy) => `arn:${policy.stack.partition}:iam::${policy.stack.account}:policy/${generated(policy)}`,
    attributes: {},
  },
  'AWS::IAM::Role': {
    ref: generated,
    attributes: {
      Arn: (role) => `arn:${role.stack.partition}:iam::${role.stack.account}:role/${generated(role)}`,
    },
  },
  'AWS::SQS::Queue': {
    ref: (queue) =>
      `https://sqs.${queue.stack.region}.amazonaws.com/${queue.stack.account}/${named('QueueName')(queue)}`,
    attributes: { Arn: arnOf('sqs', 'QueueName'), QueueName: named('QueueName') },
  },
  'AWS::Lambda::Function': {
    ref: named('FunctionName'),
    attributes: { Arn: arnOf('lambda', 'FunctionName', 'function:') },
  },
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName'),
    attributes: { Arn: (group) => `${arnOf('logs', 'LogGroupName', 'log-group:')(group)}:*` },
  },
  'AWS::S3::Bucket': {
    ref: named('BucketName'),
    attributes: { Arn: (bucket) => `arn:${bucket.stack.partition}:s3:::${named('BucketName')(bucket)}` },
  },
  'AWS::SNS::Topic': { ref: arnOf('sns', 'TopicName'), attributes: {} },
  'AWS::SecretsManager::Secret': {
    ref: (secret) =>
      `arn:${secret.stack.partition}:secretsmanager:${secret.stack.region}:${secret.stack.account}:secret:${generated(secret)}`,
    attributes: {},
  },
  'AWS::Lambda::Url': {
    ref: generated,
    attributes: {
      FunctionUrl: ({ id, stack }) => `https://${id.toLowerCase()}.lambda-url.${stack.region}.on.aws/`,
    },
  },
  'AWS::ApiGatewayV2::Api': {
    ref: ({ id }) => id.toLowerCase(),
    attributes: {
      ApiEndpoint: ({ id, stack }) => `https://${id.toLowerCase()}.execute-api.${stack.region}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Integration': { ref: ({ id }) => id.toLowerCase(), attributes: {} },
  'AWS::Cognito::UserPool': {
    ref: ({ stack }) => `${stack.region}_Example`,
    attributes: {
      Arn: ({ stack }) =>
        `arn:${stack.partition}:cognito-idp:${stack.region}:${stack.account}:userpool/${stack.region}_Example`,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: ({ id }) => id.toLowerCase(), attributes: {} },
  'AWS::Cognito::UserPoolDomain': { ref: named('Domain'), attributes: {} },
  'AWS::Events::Rule': {
    ref: generated,
    attributes: {
      Arn: (rule) =>
        `arn:${rule.stack.partition}:events:${rule.stack.region}:${rule.stack.account}:rule/${generated(rule)}`,
    },
  },
}

/** What Ref gives for a resource. */
export function physicalId(type: string, resource: ResourceIdentity): string {
  const identify = TYPES[type]?.ref
  if (!identify) throw new TemplateError(`Ref of ${resource.id}: type ${type} is not known to the evaluator`)
  return identify(resource)
}

/** What GetAtt gives for an attribute of a resource. */
export function physicalAttribute(type: string, attribute: string, resource: ResourceIdentity): string {
  const identify = TYPES[type]?.attributes[attribute]
  if (!identify) {
    throw new TemplateError(
      `GetAtt of ${resource.id}.${attribute}: not known to the evaluator for type ${type}`,
    )
  }
  return identify(resource)
}
