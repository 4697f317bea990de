import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Evaluation } from '../../../scripts/cloudformation/evaluate.ts'
import { answerXml, errorXml, parseQuery, QueryError, type QueryInput } from './query-protocol.ts'
import {
  changesTo,
  destroy,
  evaluated,
  execute,
  given,
  newStack,
  type EngineStack,
  type Provisioner,
} from './stack-engine.ts'

interface PendingChangeSet {
  readonly id: string
  readonly stack: EngineStack
  readonly next: {
    template: string
    parameters: EngineStack['parameters']
    evaluation: Evaluation
    isImport: boolean
  }
}

export interface CloudFormationServer {
  readonly endpoint: string
  /** By name; those deleted are not there. */
  readonly stacks: ReadonlyMap<string, EngineStack>
  /** The calls that were made, in order. */
  readonly calls: readonly string[]
  stop(): Promise<void>
}

/** Nothing is made: for tests of what is asked. */
export const NOTHING: Provisioner = {
  create: () => Promise.resolve(undefined),
  remove: () => Promise.resolve(),
}

/**
 * CloudFormation at its HTTP boundary, as far as a deployment asks: change sets that are judged when they are made,
 * stacks, events, policies. What templates mean is the evaluator's word, what is made the provisioner's.
 */
export async function startCloudFormation(provisioner: Provisioner = NOTHING): Promise<CloudFormationServer> {
  const stacks = new Map<string, EngineStack>()
  const changeSets = new Map<string, PendingChangeSet>()
  const gone = new Map<string, EngineStack>()
  const calls: string[] = []

  const stackOf = (input: QueryInput): EngineStack => {
    const name = given(input, 'StackName')
    const found = stacks.get(name) ?? gone.get(name) ?? [...stacks.values()].find(({ id }) => id === name)
    if (found) return found
    throw new QueryError('ValidationError', `Stack with id ${name} does not exist`)
  }
  const changeSetOf = (input: QueryInput): PendingChangeSet => {
    const found = changeSets.get(given(input, 'ChangeSetName'))
    if (found) return found
    throw new QueryError('ChangeSetNotFound', `ChangeSet [${given(input, 'ChangeSetName')}] does not exist`)
  }
  const settle = (stack: EngineStack): void => {
    if (stack.status !== 'DELETE_COMPLETE') return
    stacks.delete(stack.name)
    gone.set(stack.id, stack)
  }

  const actions: Readonly<Record<string, (input: QueryInput) => object | Promise<object>>> = {
    DescribeStacks: (input) => ({ Stacks: [described(stackOf(input))] }),
    GetTemplate: (input) => ({ TemplateBody: stackOf(input).template }),
    DescribeStackEvents: (input) => paged('StackEvents', stackOf(input).events, input),
    ListStackResources: (input) => {
      const resources = Object.entries(stackOf(input).resources).map(
        ([LogicalResourceId, { Type, Properties }]) => ({
          LogicalResourceId,
          ResourceType: Type,
          PhysicalResourceId: Properties.TableName ?? Properties.BucketName ?? LogicalResourceId,
          ResourceStatus: 'CREATE_COMPLETE',
          LastUpdatedTimestamp: new Date(),
        }),
      )
      return paged('StackResourceSummaries', resources, input)
    },
    CreateChangeSet: async (input) => {
      const name = given(input, 'StackName')
      const type = given(input, 'ChangeSetType')
      const found = stacks.get(name)
      if (type === 'CREATE' && found)
        throw new QueryError('AlreadyExistsException', `Stack [${name}] already exists`)
      const stack = found ?? newStack(name)
      const template = await templateOf(input)
      const parameters = parametersOf(input, stack)
      const evaluation = evaluated(template, parameters, name)
      stacks.set(name, stack)
      const id = `arn:aws:cloudformation:us-east-1:123456789012:changeSet/${given(input, 'ChangeSetName')}/${randomUUID()}`
      changeSets.set(id, {
        id,
        stack,
        next: { template, parameters, evaluation, isImport: type === 'IMPORT' },
      })
      return { Id: id, StackId: stack.id }
    },
    DescribeChangeSet: (input) => {
      const { id, stack, next } = changeSetOf(input)
      const changes = changesTo(stack.resources, next.evaluation.resources)
      const isSame = changes.length === 0 && stack.template === next.template
      return {
        ChangeSetId: id,
        Status: isSame ? 'FAILED' : 'CREATE_COMPLETE',
        StatusReason: isSame ? "The submitted information didn't contain changes." : undefined,
        Changes: changes.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })),
      }
    },
    DeleteChangeSet: (input) => {
      changeSets.delete(given(input, 'ChangeSetName'))
      return {}
    },
    ExecuteChangeSet: async (input) => {
      const { stack, next } = changeSetOf(input)
      await execute(stack, next, provisioner)
      settle(stack)
      return {}
    },
    SetStackPolicy: (input) => {
      stackOf(input).policy = given(input, 'StackPolicyBody')
      return {}
    },
    UpdateTerminationProtection: (input) => {
      stackOf(input).isKept = given(input, 'EnableTerminationProtection') === 'true'
      return {}
    },
    DeleteStack: async (input) => {
      const stack = stackOf(input)
      await destroy(stack, provisioner)
      settle(stack)
      return {}
    },
  }

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
    })
  })
  async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { action, input } = parseQuery(Buffer.concat(chunks).toString())
    calls.push(`${action} ${given(input, 'StackName')}`.trim())
    try {
      const act = actions[action]
      if (!act) throw new QueryError('InvalidAction', `${action} is not known here`)
      return { status: 200, body: answerXml(action, await act(input)) }
    } catch (error) {
      const known = error instanceof QueryError ? error : new QueryError('ValidationError', String(error))
      return { status: 400, body: errorXml(known) }
    }
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stacks,
    calls,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const described = (stack: EngineStack) => ({
  StackName: stack.name,
  StackId: stack.id,
  CreationTime: new Date(),
  StackStatus: stack.status,
  EnableTerminationProtection: stack.isKept,
  Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
  Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
})

/** Short pages, so that whoever reads only the first one is found out; the real ones have a hundred. */
const PAGE = 2
function paged(name: string, all: readonly object[], input: QueryInput): object {
  const from = Number(given(input, 'NextToken') || 0)
  const next = from + PAGE < all.length ? String(from + PAGE) : undefined
  return { [name]: all.slice(from, from + PAGE), NextToken: next }
}

/** In the request, or where it says, within the limits of each. */
async function templateOf(input: QueryInput): Promise<string> {
  const [body, url] = [given(input, 'TemplateBody'), given(input, 'TemplateURL')]
  if (body.length > 51_200) {
    throw new QueryError(
      'ValidationError',
      "Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    )
  }
  if (url === '') return body
  const answer = await fetch(url)
  if (!answer.ok) throw new QueryError('ValidationError', `S3 error: ${answer.status} for ${url}`)
  const text = await answer.text()
  if (text.length > 1_000_000)
    throw new QueryError('ValidationError', 'Template may not exceed 1000000 bytes in size.')
  return text
}

function parametersOf(input: QueryInput, stack: EngineStack): Record<string, string> {
  // An empty list arrives as empty text.
  const list = (Array.isArray(input.Parameters) ? input.Parameters : []) as readonly Readonly<
    Record<string, string>
  >[]
  return Object.fromEntries(
    list.map(({ ParameterKey = '', ParameterValue = '', UsePreviousValue }) => [
      ParameterKey,
      UsePreviousValue === 'true' ? (stack.parameters[ParameterKey] ?? '') : ParameterValue,
    ]),
  )
}
