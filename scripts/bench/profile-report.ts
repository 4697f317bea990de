import { readFileSync } from 'node:fs'
import { groupOf, IDLE, type CallFrame } from './profile-groups.ts'

interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children?: readonly number[]
}

interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
}

const TOP_FUNCTIONS = 5
/** Groups below this share are left out. */
const MIN_SHARE = 0.003

class Group {
  samples = 0
  readonly functions = new Map<string, number>()

  add(name: string): void {
    this.samples += 1
    this.functions.set(name, (this.functions.get(name) ?? 0) + 1)
  }

  top(total: number): string {
    const sorted = [...this.functions].toSorted(([, a], [, b]) => b - a).slice(0, TOP_FUNCTIONS)
    return sorted.map(([name, samples]) => `${name} ${percent(samples / total)}`).join(', ')
  }
}

/**
 * Self time of a profile by part of the service, the largest first, with its dearest functions. Samples are counted and
 * not weighed by the time since the one before: on a busy machine most of that is time that others had.
 */
export function profileLines(file: string): string[] {
  const groups = selfTimeByGroup(JSON.parse(readFileSync(file, 'utf8')) as Profile)
  groups.delete(IDLE)
  const total = [...groups.values()].reduce((sum, { samples }) => sum + samples, 0)
  return [...groups]
    .filter(([, { samples }]) => samples / total >= MIN_SHARE)
    .toSorted(([, a], [, b]) => b.samples - a.samples)
    .map(
      ([name, group]) =>
        `${percent(group.samples / total).padStart(6)}  ${name.padEnd(30)}${group.top(total)}`,
    )
}

function selfTimeByGroup({ nodes, samples }: Profile): Map<string, Group> {
  const owners = ownersOf(nodes)
  const groups = new Map<string, Group>()
  for (const id of samples) {
    const owner = owners.get(id)
    if (!owner) continue
    const group = groups.get(owner.group) ?? new Group()
    groups.set(owner.group, group)
    group.add(owner.name)
  }
  return groups
}

interface Owner {
  readonly group: string
  readonly name: string
}

/** For each node the part that it belongs to; what is Node's or V8's own counts for the nearest caller with a part. */
function ownersOf(nodes: readonly ProfileNode[]): Map<number, Owner> {
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  )
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const groupAbove = (id: number | undefined): string => {
    const node = id === undefined ? undefined : byId.get(id)
    return node
      ? (groupOf(node.callFrame) ?? groupAbove(parents.get(node.id)))
      : 'native: sockets, event loop'
  }
  return new Map(nodes.map(({ id, callFrame }) => [id, { group: groupAbove(id), name: nameOf(callFrame) }]))
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  // Of a package its name is needed too: half of them keep everything in an index.js.
  const [, inPackage] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? []
  const file = [inPackage, url.split('/').at(-1)]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
  return `${functionName === '' ? '(anonymous)' : functionName}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
