import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandOf, environmentOf, lastOf, stagesOf, type Instruction } from './dockerfile.ts'
import { buildImage, inFolder, packagesOf, sizeOf } from './image-build.ts'

const context = join(import.meta.dirname, '..', '..')
const stages = stagesOf(join(context, 'Dockerfile'))
const isRoot = process.getuid?.() === 0
/** Somebody who owns nothing of the image: `nobody` where the test may choose. */
const user = isRoot ? { uid: 65_534, gid: 65_534 } : {}
const owner = isRoot ? '65534:65534' : `${process.getuid?.() ?? ''}:${process.getgid?.() ?? ''}`

let scratch = ''
let image = ''
let env: Readonly<Record<string, string>> = {}

const instruction = (name: string): Instruction => {
  const found = lastOf(stages, name)
  if (!found) throw new Error(`The image has no ${name}`)
  return found
}

/** A command of the image in its folder, as that user, with its variables and no others. */
function run(command: readonly string[]) {
  const [program = '', ...args] = command
  return {
    program: program === 'node' ? process.execPath : program,
    args,
    options: { cwd: join(image, 'app'), env, ...user },
  }
}

const health = (): number | null => {
  const { program, args, options } = run(commandOf(instruction('HEALTHCHECK')))
  return spawnSync(program, args, options).status
}

/** Newest change of anything in a folder. */
const changedAt = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.includes('node_modules/'))
      .map((name) => statSync(join(folder, name)).ctimeMs),
  )

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'bulkhead-image-'))
  chmodSync(scratch, 0o755)
  image = buildImage(stages, { context, scratch, owner })
  const port = String(20_000 + (process.pid % 20_000))
  const variables = Object.entries(environmentOf(stages)).map(([name, text]) => [name, inFolder(text, image)])
  env = { ...(Object.fromEntries(variables) as Record<string, string>), PORT: port, HOST: '127.0.0.1' }
  if (!isRoot) spawnSync('chmod', ['-R', 'a-w', join(image, 'app')])
}, 400_000)

afterAll(() => {
  if (!isRoot) spawnSync('chmod', ['-R', 'u+w', scratch])
  rmSync(scratch, { recursive: true, force: true })
}, 200_000)

describe('the image, built by hand', () => {
  it('holds what runs and nothing that builds or tests', () => {
    const app = join(image, 'app')
    expect(readdirSync(app).sort()).toEqual([
      '.npmrc',
      'dist',
      'node_modules',
      'package-lock.json',
      'package.json',
    ])
    const packages = packagesOf(app)
    for (const name of ['typescript', 'vitest', 'eslint', 'tsx', '@dynoxide'])
      expect(packages).not.toContain(name)
    expect(packages).toContain('fastify')
    console.info(`The image adds ${sizeOf(app)} MB to its base`)
    expect(sizeOf(app)).toBeLessThan(150)
  })

  it('starts as an unprivileged user on a folder that it cannot write, is healthy, and stops on SIGTERM', async () => {
    expect(health()).toBe(1)
    const before = changedAt(join(image, 'app'))
    const { program, args, options } = run(commandOf(instruction('CMD')))
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    const ended = once(child, 'exit')
    for (let tries = 0; tries < 100 && child.exitCode === null && health() !== 0; tries++) await sleep(100)
    expect(health(), output).toBe(0)
    const base = `http://127.0.0.1:${env.PORT ?? ''}`
    const { items } = (await (await fetch(`${base}/api/v1/passengers?limit=3`)).json()) as { items: object[] }
    expect(items).toHaveLength(3)
    expect((await fetch(`${base}/docs/`)).status).toBe(200)
    expect((await fetch(base, { headers: { accept: 'text/html' } })).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended, output).toEqual([0, null])
    expect(existsSync(join(image, 'data', 'bulkhead.db'))).toBe(true)
    expect(changedAt(join(image, 'app'))).toBe(before)
  })

  it('has a worker that starts and stops the same way', async () => {
    const { program, args, options } = run(['node', '--enable-source-maps', 'dist/src/worker.js'])
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
