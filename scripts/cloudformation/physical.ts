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

/** What Ref and each attribute give, by resource type; a new type in a template is a new entry here. */
const TYPES: Readonly<Record<string, { ref: Identify; attributes: Readonly<Record<string, Identify>> }>> = {
  'AWS::DynamoDB::Table': {
    ref: named('TableName'),
    attributes: {
      Arn: (table) => {
        const { partition, region, account } = table.stack
        return `arn:${partition}:dynamodb:${region}:${account}:table/${named('TableName')(table)}`
      },
    },
  },
  'AWS::IAM::ManagedPolicy': {
    ref: ({ id, stack }) => `arn:${stack.partition}:iam::${stack.account}:policy/${stack.name}-${id}`,
    attributes: {},
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
