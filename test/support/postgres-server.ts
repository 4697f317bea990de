import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

export interface PostgresServer {
  readonly connectionString: string
  stop(): Promise<void>
}

/** A server that a test may end and start again. */
export interface OwnPostgresServer extends PostgresServer {
  readonly port: number
  readonly password: string
  /** Ends it, with its data left behind: at once as in a crash, or in good order. */
  end(manner: 'crash' | 'shutdown'): Promise<void>
  start(): Promise<void>
}

/** The server of `DATABASE_URL`, else one of our own; undefined, with one line that says why, when neither can be had. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const connectionString = process.env.DATABASE_URL
  if (connectionString === undefined || connectionString === '') return startOwnPostgres()
  return { connectionString, stop: async () => undefined }
}

/** A new server on a free port of loopback, with its data in a temporary folder. */
export async function startOwnPostgres(): Promise<OwnPostgresServer | undefined> {
  const programs = findPrograms()
  const user = programs && serverUser()
  if (!user) {
    const reason = programs ? 'it cannot run as root and there is no user postgres' : 'there is no initdb'
    console.info(`Skipping PostgreSQL: DATABASE_URL is not set, and ${reason}`)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-postgres-'))
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid)
  const password = randomBytes(12).toString('hex')
  writeFileSync(join(folder, 'password'), password)
  const options: SpawnOptions = { ...user, cwd: folder, stdio: 'ignore' }
  const data = join(folder, 'data')
  const initdb = [
    '-D',
    data,
    '-U',
    'bulkhead',
    '-A',
    'scram-sha-256',
    `--pwfile=${folder}/password`,
    '-E',
    'UTF8',
  ]
  // A collation that is not that of bytes, as databases have it by default.
  const locale = ['--locale-provider=icu', '--icu-locale=en', '--locale=C.UTF-8', '--no-sync']
  execFileSync(join(programs, 'initdb'), [...initdb, ...locale], { ...options, stdio: 'pipe' })
  const server = new OwnServer(join(programs, 'postgres'), folder, options, password, await freePort())
  await server.start()
  return server
}

class OwnServer implements OwnPostgresServer {
  readonly port: number
  readonly password: string
  readonly connectionString: string
  readonly #program: string
  readonly #folder: string
  readonly #options: SpawnOptions
  #process: ChildProcess | undefined

  constructor(program: string, folder: string, options: SpawnOptions, password: string, port: number) {
    this.#program = program
    this.#folder = folder
    this.#options = options
    this.port = port
    this.password = password
    this.connectionString = `postgres://bulkhead:${password}@127.0.0.1:${port}/postgres`
    process.once('exit', () => this.#process?.kill('SIGQUIT'))
  }

  async start(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'fsync=off',
      'max_connections=120',
    ]
    this.#process = spawn(
      this.#program,
      [
        '-D',
        join(this.#folder, 'data'),
        '-p',
        String(this.port),
        ...settings.flatMap((each) => ['-c', each]),
      ],
      this.#options,
    )
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await answers(this.connectionString)) return
      if (this.#process.exitCode !== null) throw new Error(`postgres stopped with ${this.#process.exitCode}`)
      await sleep(50)
    }
    throw new Error('postgres does not answer')
  }

  async end(manner: 'crash' | 'shutdown'): Promise<void> {
    const server = this.#process
    this.#process = undefined
    if (server?.exitCode !== null || server.signalCode !== null) return
    server.kill(manner === 'crash' ? 'SIGQUIT' : 'SIGINT')
    await once(server, 'exit')
  }

  async stop(): Promise<void> {
    await this.end('crash')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

/** The folder with `initdb` and `postgres`: on the path, or where Debian keeps it. */
function findPrograms(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter)
  return [...onPath, ...debianFolders()].find((folder) =>
    ['initdb', 'postgres'].every((program) => isExecutable(join(folder, program))),
  )
}

function debianFolders(): string[] {
  const root = '/usr/lib/postgresql'
  try {
    return readdirSync(root)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'))
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString())
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
