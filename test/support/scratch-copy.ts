import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Outcome {
  readonly code: number
  /** Standard output, and behind it standard error. */
  readonly output: string
}

/** A copy of the working tree as it is now, to be changed at will. */
export class ScratchCopy {
  readonly path = mkdtempSync(join(tmpdir(), 'bulkhead-copy-'))

  /** @param only paths of files or folders; without it everything that git knows or would know */
  constructor(only?: readonly string[]) {
    for (const file of only ?? knownFiles()) {
      mkdirSync(dirname(join(this.path, file)), { recursive: true })
      cpSync(join(root, file), join(this.path, file), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(this.path, 'node_modules'))
  }

  /** Runs a tool of `node_modules/.bin`, or `node`. */
  async run(tool: string, ...args: readonly string[]): Promise<Outcome> {
    const command = tool === 'node' ? process.execPath : join(root, 'node_modules/.bin', tool)
    return new Promise((done) => {
      const options = { cwd: this.path, env: environment(), maxBuffer: 64 * 1024 * 1024 }
      execFile(command, [...args], options, (error, stdout, stderr) => {
        done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr })
      })
    })
  }

  /** Every file but those of node_modules, with what is in it. */
  files(): ReadonlyMap<string, string> {
    const paths = execFileSync('find', ['.', '-type', 'f', '-not', '-path', './node_modules/*'], {
      cwd: this.path,
      encoding: 'utf8',
    })
    const names = paths.split('\n').filter((path) => path !== '')
    return new Map(names.sort().map((path) => [path, readFileSync(join(this.path, path), 'latin1')]))
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

function knownFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard']
  const known = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n')
  return known.filter((path) => path !== '' && !path.startsWith('comparison/'))
}

/** Without what Vitest tells the programs that it starts: a Vitest in the copy is one of its own. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_NO_WARNINGS: '1',
})
