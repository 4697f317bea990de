import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { cpus, loadavg, totalmem, type } from 'node:os'

const PACKAGES = ['fastify', '@aws-sdk/client-dynamodb', 'pino'] as const

/** Where and with what the figures were made: without it they say nothing. */
export interface Machine {
  readonly date: string
  readonly commit: string
  readonly machine: string
  readonly load: string
  readonly node: string
  readonly versions: Readonly<Record<string, string>>
}

export function describeMachine(): Machine {
  const [cpu, ...others] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return {
    date: new Date().toISOString(),
    commit: currentCommit(),
    machine: `${type()}, ${others.length + 1} x ${cpu?.model ?? 'unknown processor'}, ${gigabytes} GiB`,
    load: loadavg()
      .map((average) => average.toFixed(2))
      .join(' '),
    node: process.version,
    versions: {
      ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
      sqlite: process.getBuiltinModule('node:sqlite') ? 'node:sqlite' : versionOf('@photostructure/sqlite'),
    },
  }
}

/** The commit of the working folder, marked when something in it was changed since. */
function currentCommit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== ''
    return git('rev-parse', '--short=10', 'HEAD') + (isChanged ? ' with changes' : '')
  } catch {
    return 'unknown'
  }
}

/** Read beside the entry point: not every package lets its package.json be imported. */
export function versionOf(name: string): string {
  const require = createRequire(import.meta.url)
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return (require(`${folder}/${name}/package.json`) as { version: string }).version
    } catch {
      // Not in this folder: on to the next one up.
    }
  }
  return 'unknown'
}
