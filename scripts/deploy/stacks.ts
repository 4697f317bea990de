import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  SetStackPolicyCommand,
  UpdateTerminationProtectionCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type Change,
  type CreateChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
  type Stack,
  type StackEvent,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeployError } from './plan.ts'

export interface StacksOptions {
  readonly region: string
  /** Between two looks at what is under way; shorter in tests. */
  readonly pollMs?: number
}

/** A change set that is ready, or the news that there is nothing to change. */
export interface ChangeSet {
  readonly id: string
  readonly stackId: string
  readonly changes: readonly Change[]
}

const NOTHING = /didn't contain changes|No updates are to be performed/i
/** Of what failed only because something else did. */
const CANCELLED = /cancelled/i

/** The calls of CloudFormation that a deployment is made of, each waited for. */
export class Stacks {
  readonly #client: CloudFormationClient
  readonly #pollMs: number

  constructor({ region, pollMs = 2_000 }: StacksOptions) {
    this.#client = new CloudFormationClient({ region })
    this.#pollMs = pollMs
  }

  async find(name: string): Promise<Stack | undefined> {
    try {
      const { Stacks: stacks = [] } = await this.#client.send(new DescribeStacksCommand({ StackName: name }))
      return stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
    } catch (error) {
      if (error instanceof Error && /does not exist/i.test(error.message)) return undefined
      throw error
    }
  }

  async template(name: string): Promise<string> {
    const { TemplateBody: body = '' } = await this.#client.send(new GetTemplateCommand({ StackName: name }))
    return body
  }

  async resources(name: string): Promise<readonly StackResourceSummary[]> {
    const found: StackResourceSummary[] = []
    const pages = paginateListStackResources({ client: this.#client }, { StackName: name })
    for await (const { StackResourceSummaries: page = [] } of pages) found.push(...page)
    return found
  }

  /** Undefined when there is nothing to change. */
  async createChangeSet(input: CreateChangeSetCommandInput): Promise<ChangeSet | undefined> {
    const { Id: id = '', StackId: stackId = '' } = await this.#client.send(new CreateChangeSetCommand(input))
    const changes: Change[] = []
    let next: string | undefined
    do {
      const page = await this.#describedChangeSet(id, next)
      if (page.Status === 'FAILED') {
        await this.deleteChangeSet(id)
        if (NOTHING.test(page.StatusReason ?? '')) return undefined
        throw new DeployError(`${input.StackName ?? ''}: ${page.StatusReason ?? 'the change set failed'}`)
      }
      changes.push(...(page.Changes ?? []))
      next = page.NextToken
    } while (next !== undefined)
    return { id, stackId, changes }
  }

  async #describedChangeSet(id: string, next: string | undefined): Promise<DescribeChangeSetCommandOutput> {
    for (;;) {
      const page = await this.#client.send(
        new DescribeChangeSetCommand({ ChangeSetName: id, NextToken: next }),
      )
      if (page.Status === 'CREATE_COMPLETE' || page.Status === 'FAILED') return page
      await sleep(this.#pollMs)
    }
  }

  async deleteChangeSet(id: string): Promise<void> {
    await this.#client.send(new DeleteChangeSetCommand({ ChangeSetName: id }))
  }

  /** @throws DeployError with what failed, when the stack is not complete at the end */
  async execute({ id, stackId }: ChangeSet): Promise<Stack> {
    const before = await this.#newestEvent(stackId)
    await this.#client.send(new ExecuteChangeSetCommand({ ChangeSetName: id }))
    const stack = await this.#settled(stackId)
    const { StackStatus: status = '' } = stack
    if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return stack
    throw new DeployError(
      [`${stack.StackName ?? ''} is ${status}:`, ...(await this.#failures(stackId, before))].join('\n  '),
    )
  }

  async #settled(stackId: string): Promise<Stack> {
    for (;;) {
      const { Stacks: stacks = [] } = await this.#client.send(
        new DescribeStacksCommand({ StackName: stackId }),
      )
      const [stack] = stacks
      if (!stack) throw new DeployError(`${stackId} is gone`)
      if (!(stack.StackStatus ?? '').endsWith('_IN_PROGRESS')) return stack
      await sleep(this.#pollMs)
    }
  }

  async #newestEvent(stackId: string): Promise<string | undefined> {
    const { StackEvents: [newest] = [] } = await this.#client.send(
      new DescribeStackEventsCommand({ StackName: stackId }),
    )
    return newest?.EventId
  }

  /** What failed since an event. The newest come first, and a rollback writes many more than fit on a page. */
  async #failures(stackId: string, since: string | undefined): Promise<string[]> {
    const events: StackEvent[] = []
    const pages = paginateDescribeStackEvents({ client: this.#client }, { StackName: stackId })
    for await (const { StackEvents: page = [] } of pages) {
      const at = page.findIndex(({ EventId }) => EventId === since)
      events.push(...(at === -1 ? page : page.slice(0, at)))
      if (at !== -1) break
    }
    return events
      .filter(({ ResourceStatus: status = '' }) => status.endsWith('_FAILED'))
      .filter(({ ResourceStatusReason: reason = '' }) => !CANCELLED.test(reason))
      .reverse()
      .map(
        (each) =>
          `${each.LogicalResourceId ?? ''}: ${each.ResourceStatusReason ?? each.ResourceStatus ?? ''}`,
      )
  }

  async protect(stack: Stack, { policy, keeps }: { policy: string; keeps: boolean }): Promise<void> {
    const { StackName, EnableTerminationProtection: kept = false } = stack
    await this.#client.send(new SetStackPolicyCommand({ StackName, StackPolicyBody: policy }))
    if (kept === keeps) return
    await this.#client.send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: keeps }),
    )
  }

  /** @throws DeployError when something of it could not be deleted */
  async delete({ StackId: id = '', StackName: name = '' }: Stack): Promise<void> {
    const before = await this.#newestEvent(id)
    await this.#client.send(new DeleteStackCommand({ StackName: id }))
    const { StackStatus: status } = await this.#settled(id)
    if (status !== 'DELETE_COMPLETE') {
      throw new DeployError(
        [`${name} is ${status ?? ''}:`, ...(await this.#failures(id, before))].join('\n  '),
      )
    }
  }
}
