import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Instruction, Stage } from './dockerfile.ts'

export interface BuildOptions {
  /** What would be sent to the engine. */
  readonly context: string
  /** Each stage becomes a folder in it, which is the root of that stage. */
  readonly scratch: string
  /** Who owns what an image would give to its own user. */
  readonly owner: string
}

/**
 * Does what an engine does with our Dockerfile, each stage in a folder of its own: COPY copies what `.dockerignore`
 * lets through, RUN runs the same commands with the Node that is here. Absolute paths below `/app` and `/data` are those
 * of the stage's folder. Returns the folder of the last stage.
 */
export function buildImage(stages: readonly Stage[], options: BuildOptions): string {
  const folders = new Map<string, string>()
  let root = ''
  for (const [at, stage] of stages.entries()) {
    root = join(options.scratch, String(at))
    mkdirSync(root, { recursive: true })
    const parent = folders.get(stage.from)
    if (parent !== undefined) cpSync(parent, root, { recursive: true, verbatimSymlinks: true })
    for (const instruction of stage.instructions) apply(instruction, root, folders, options)
    folders.set(stage.name, root)
  }
  chmodSync(root, 0o755)
  return root
}

function apply(
  { name, args, flags }: Instruction,
  root: string,
  folders: ReadonlyMap<string, string>,
  { context, owner }: BuildOptions,
): void {
  const app = join(root, 'app')
  if (name === 'WORKDIR') mkdirSync(join(root, args), { recursive: true })
  if (name === 'RUN') run(inFolder(args.replaceAll('1000:1000', owner), root), app)
  if (name !== 'COPY') return
  const paths = args.split(/\s+/)
  const target = paths.pop() ?? ''
  const from = flags.from === undefined ? undefined : folders.get(flags.from)
  if (flags.from !== undefined && from === undefined) throw new Error(`No stage is called ${flags.from}`)
  for (const path of paths) {
    if (from === undefined && !isSent(path, context)) throw new Error(`.dockerignore holds ${path} back`)
    const to = join(app, target.endsWith('/') ? join(target, path) : target)
    // Nothing is taken from a stage twice, and packages are thousands of files.
    if (from === undefined) cpSync(join(context, path), to, { recursive: true, verbatimSymlinks: true })
    else renameSync(join(from, path), to)
  }
}

function run(command: string, cwd: string): void {
  const { PATH, HOME, npm_config_cache: cache } = process.env
  const env = { PATH, HOME, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd,
    env: cache === undefined ? env : { ...env, npm_config_cache: cache },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`RUN ${command} ended with ${String(status)}:\n${stdout}${stderr}`)
}

/** Paths of an image as they are in the folder of a stage. */
export const inFolder = (text: string, root: string): string =>
  text.replace(
    /(^|[\s=:])(\/(?:app|data)\b)/g,
    (_whole, before: string, path: string) => before + root + path,
  )

/** As `.dockerignore` has it: everything is held back but the names with an exclamation mark. */
export function isSent(path: string, context: string): boolean {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n')
  const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'))
  if (patterns[0] !== '*' || !patterns.slice(1).every((each) => /^![\w.-]+$/.test(each)))
    throw new Error('.dockerignore is more than a list of what is sent')
  return patterns.includes(`!${path}`) && existsSync(join(context, path))
}

/** Megabytes of all files. */
export function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.round(files.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0) / 1e6)
}

export const packagesOf = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
