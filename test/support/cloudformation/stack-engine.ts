import { randomUUID } from 'node:crypto'
import {
  evaluate,
  type EvaluatedResource,
  type Evaluation,
} from '../../../scripts/cloudformation/evaluate.ts'
import { SAMPLE_STACK } from '../../../scripts/cloudformation/physical.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'
import { QueryError, type QueryInput } from './query-protocol.ts'

/** Makes and unmakes what a template says; gives what Ref would be, where that is not what the evaluator thinks. */
export interface Provisioner {
  create(type: string, id: string, properties: EvaluatedResource['Properties']): Promise<string | undefined>
  remove(type: string, id: string, properties: EvaluatedResource['Properties']): Promise<void>
}

interface StackEvent {
  readonly EventId: string
  readonly Timestamp: Date
  readonly LogicalResourceId: string
  readonly ResourceStatus: string
  readonly ResourceStatusReason?: string | undefined
}

export interface EngineStack {
  readonly name: string
  readonly id: string
  status: string
  template: string
  parameters: Readonly<Record<string, string>>
  resources: Readonly<Record<string, EvaluatedResource>>
  outputs: Readonly<Record<string, string>>
  isKept: boolean
  policy: string | undefined
  /** What the evaluator thinks Ref is, and what it is. */
  readonly physical: Map<string, string>
  readonly events: StackEvent[]
}

const RETAINED = new Set(['Retain', 'RetainExceptOnCreate'])
/** What the engine knows: a change of these makes another resource. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueName'],
}

export const newStack = (name: string): EngineStack => ({
  name,
  id: `arn:aws:cloudformation:us-east-1:123456789012:stack/${name}/${randomUUID()}`,
  status: 'REVIEW_IN_PROGRESS',
  template: '',
  parameters: {},
  resources: {},
  outputs: {},
  isKept: false,
  policy: undefined,
  physical: new Map(),
  events: [],
})

export interface Change {
  readonly Action: string
  readonly LogicalResourceId: string
  readonly ResourceType: string
  readonly Replacement?: string
}

/** What a template makes of these parameters, as CloudFormation would judge when a change set is made. */
export function evaluated(
  template: string,
  parameters: Readonly<Record<string, string>>,
  name: string,
): Evaluation {
  const evaluation = evaluate(parseTemplate(template, name), parameters, { ...SAMPLE_STACK, name })
  const [problem] = [...evaluation.invalidParameters, ...evaluation.brokenRules]
  if (problem !== undefined) throw new QueryError('ValidationError', problem)
  return evaluation
}

export function changesTo(before: EngineStack['resources'], after: EngineStack['resources']): Change[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return ids.flatMap((id): Change[] => {
    const [was, is] = [before[id], after[id]]
    const change = { LogicalResourceId: id, ResourceType: (is ?? was)?.Type ?? '' }
    if (!was) return [{ Action: 'Add', ...change }]
    if (!is) return [{ Action: 'Remove', ...change }]
    if (JSON.stringify(was.Properties) === JSON.stringify(is.Properties)) return []
    const isReplaced = (KEYS[is.Type] ?? []).some(
      (name) => JSON.stringify(was.Properties[name]) !== JSON.stringify(is.Properties[name]),
    )
    return [{ Action: 'Modify', ...change, Replacement: isReplaced ? 'True' : 'False' }]
  })
}

interface Next {
  readonly template: string
  readonly parameters: EngineStack['parameters']
  readonly evaluation: Evaluation
  readonly isImport: boolean
}

/** Executes a change set: creates, then removes; what fails is undone, and the events say what it was. */
export async function execute(stack: EngineStack, next: Next, provisioner: Provisioner): Promise<void> {
  const isNew = stack.template === ''
  const { resources: after, outputs } = next.evaluation
  if (!next.isImport && !(await createAll(stack, after, provisioner))) {
    stack.status = isNew ? 'DELETE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE'
    return
  }
  for (const [id, resource] of Object.entries(stack.resources)) {
    if (!after[id]) await removeOne(id, resource, provisioner)
  }
  const verb = isNew ? 'CREATE' : 'UPDATE'
  Object.assign(stack, {
    template: next.template,
    parameters: next.parameters,
    resources: after,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, real(stack, after, value as string)]),
    ),
    status: `${next.isImport ? 'IMPORT' : verb}_COMPLETE`,
  })
}

/** False when one could not be made; what was made before it is gone again. */
async function createAll(stack: EngineStack, after: EngineStack['resources'], provisioner: Provisioner) {
  const created: string[] = []
  for (const [id, { Type, Properties }] of Object.entries(after)) {
    if (stack.resources[id]) continue
    try {
      const physical = await provisioner.create(Type, id, Properties)
      if (physical !== undefined) stack.physical.set(id, physical)
      created.push(id)
      record(stack, id, 'CREATE_COMPLETE')
    } catch (error) {
      record(stack, id, 'CREATE_FAILED', error instanceof Error ? error.message : undefined)
      for (const made of created) {
        await provisioner.remove(after[made]?.Type ?? '', made, after[made]?.Properties ?? {})
        record(stack, made, 'DELETE_COMPLETE')
      }
      return false
    }
  }
  return true
}

async function removeOne(id: string, resource: EvaluatedResource, provisioner: Provisioner): Promise<void> {
  if (RETAINED.has(resource.DeletionPolicy ?? '')) return
  await provisioner.remove(resource.Type, id, resource.Properties)
}

/** The outputs say what was made, where that has a name of its own. */
function real(stack: EngineStack, after: EngineStack['resources'], value: string): string {
  for (const [id, physical] of stack.physical) {
    const name = after[id]?.Properties.QueueName
    if (typeof name === 'string' && value.startsWith('https://sqs.') && value.endsWith(`/${name}`))
      return physical
  }
  return value
}

export async function destroy(stack: EngineStack, provisioner: Provisioner): Promise<void> {
  if (stack.isKept)
    throw new QueryError(
      'ValidationError',
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    )
  for (const [id, resource] of Object.entries(stack.resources)) await removeOne(id, resource, provisioner)
  stack.status = 'DELETE_COMPLETE'
}

export function record(stack: EngineStack, id: string, status: string, reason?: string): void {
  const event = {
    EventId: randomUUID(),
    Timestamp: new Date(),
    LogicalResourceId: id,
    ResourceStatus: status,
  }
  stack.events.unshift({ ...event, ResourceStatusReason: reason })
}

export const given = (input: QueryInput, name: string): string => {
  const value = input[name]
  return typeof value === 'string' ? value : ''
}
