import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll } from 'vitest'
import { compiled } from './compiled.ts'

export type Environment = Readonly<Record<string, string>>

/** Time for a test that starts processes, on a machine that has much else to do. */
export const PATIENCE_MS = 120_000

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder that is gone when `remove` is called. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** For a file that starts programs: a folder of its own that goes with it, and the program compiled before the first test. */
export function programFolder(): { readonly path: string } {
  const folder = temporaryFolder()
  beforeAll(() => {
    compiled()
  }, PATIENCE_MS)
  afterAll(() => {
    folder.remove()
  })
  return folder
}

/** A program of ours as a process, with these variables and no others of the configuration. */
export class Program {
  readonly child: ChildProcess
  readonly exit: Promise<Exit>
  #stdout = ''
  #stderr = ''

  /** @param script below the root, compiled, or the path of a TypeScript file; `cwd` has to be without a `.env` */
  constructor(script: string, args: readonly string[], cwd: string, environment: Environment) {
    const program = script.endsWith('.ts')
      ? ['--import', import.meta.resolve('tsx'), script]
      : [join(compiled(), 'dist', script)]
    this.child = spawn(process.execPath, [...program, ...args], {
      cwd,
      // Without the warnings of Node and of the AWS SDK about the version of Node.
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.exit = once(this.child, 'close').then(([code, signal]: unknown[]) => ({
      code: code as number | null,
      signal: signal as string | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }))
  }

  get stdout(): string {
    return this.#stdout
  }

  /** Waits for a line of standard output and returns what it matched. */
  async until(pattern: RegExp, milliseconds = 60_000): Promise<RegExpExecArray> {
    for (let waited = 0; waited < milliseconds; waited += 5) {
      const found = pattern.exec(this.#stdout)
      if (found) return found
      if (this.child.exitCode !== null || this.child.signalCode !== null) break
      await sleep(5)
    }
    this.child.kill('SIGKILL')
    throw new Error(`No ${String(pattern)} in:\n${this.#stdout}${this.#stderr}`)
  }

  /** Ends the process, politely unless told otherwise. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.child.kill(signal)
    return this.exit
  }
}

export interface RunningServer {
  readonly program: Program
  /** `http://127.0.0.1:12345` */
  readonly origin: string
  readonly port: number
}

/** The service as `npm start` runs it, on a free port; ready to answer. */
export async function startServer(cwd: string, environment: Environment = {}): Promise<RunningServer> {
  const program = new Program('src/server.js', [], cwd, {
    PORT: '0',
    SQLITE_PATH: 'data/test.db',
    ...environment,
  })
  const [, origin = '', port = ''] = await program.until(/"API: {2}(http:\/\/127\.0\.0\.1:(\d+))\//)
  return { program, origin, port: Number(port) }
}
