import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiled } from '../support/compiled.ts'
import { aPassenger, PASSENGERS } from '../support/passengers.ts'
import {
  PATIENCE_MS,
  Program,
  startServer,
  temporaryFolder,
  type Environment,
} from '../support/server-process.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  compiled()
  folder = temporaryFolder()
  writeFileSync(join(folder.path, 'text.db'), 'This is no database. '.repeat(500))
}, PATIENCE_MS)
afterAll(() => {
  folder.remove()
})

/** Starts what should not start. */
const refused = (environment: Environment, cwd = folder.path) =>
  new Program('src/server.js', [], cwd, environment).exit

const countAt = async (origin: string): Promise<number> => {
  const page = (await (await fetch(`${origin}${PASSENGERS}?limit=2000`)).json()) as { items: unknown[] }
  return page.items.length
}

describe.concurrent('a first start', { timeout: PATIENCE_MS }, () => {
  it('makes the store, loads the sample, and says where everything is; a second keeps what is there', async () => {
    const first = await startServer(folder.path, { SQLITE_PATH: 'deep/down/here.db' })
    expect(existsSync(join(folder.path, 'deep/down/here.db'))).toBe(true)
    expect(first.program.stdout).toContain('sample data loaded')
    expect(first.program.stdout).toContain(`Docs: ${first.origin}/docs`)
    expect(await countAt(first.origin)).toBeGreaterThanOrEqual(60)
    const post = await fetch(first.origin + PASSENGERS, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aPassenger({ ticket: 'KEPT' })),
    })
    expect(post.status).toBe(201)
    const deleted = await fetch(`${first.origin}${PASSENGERS}/24160`, { method: 'DELETE' })
    expect([204, 404]).toContain(deleted.status)
    const left = await countAt(first.origin)
    expect((await first.program.stop()).code).toBe(0)

    const second = await startServer(folder.path, { SQLITE_PATH: 'deep/down/here.db' })
    expect(second.program.stdout).not.toContain('sample')
    expect(await countAt(second.origin)).toBe(left)
    const kept = await fetch(`${second.origin}${PASSENGERS}/KEPT`)
    expect(kept.status).toBe(200)
    expect(kept.headers.get('etag')).toBe(post.headers.get('etag'))
    expect((await second.program.stop()).code).toBe(0)
  })

  it('loads no sample where LOAD_SAMPLE is off', async () => {
    const { program, origin } = await startServer(folder.path, {
      SQLITE_PATH: 'bare.db',
      LOAD_SAMPLE: 'false',
    })
    expect(await countAt(origin)).toBe(0)
    await program.stop()
  })

  it('serves the docs, its health and its version', async () => {
    const { program, origin } = await startServer(folder.path, {
      SQLITE_PATH: ':memory:',
      BUILD_VERSION: 'b7',
    })
    expect(await (await fetch(`${origin}/health/ready`)).json()).toEqual({ status: 'ready' })
    expect(await (await fetch(`${origin}/version`)).json()).toMatchObject({ build: 'b7' })
    expect((await fetch(`${origin}/docs`)).headers.get('content-type')).toContain('text/html')
    await program.stop()
  })

  it('reads .env, but the real environment wins', async () => {
    const own = temporaryFolder()
    writeFileSync(
      join(own.path, '.env'),
      'BUILD_VERSION=from-file\nAPP_VERSION=9.9.9\nSQLITE_PATH=:memory:\n',
    )
    const { program, origin } = await startServer(own.path, {
      SQLITE_PATH: ':memory:',
      BUILD_VERSION: 'real',
    })
    expect(await (await fetch(`${origin}/version`)).json()).toEqual({ version: '9.9.9', build: 'real' })
    await program.stop()
    own.remove()
  })
})

describe.concurrent('a start that cannot be', { timeout: PATIENCE_MS }, () => {
  it('says that the port is in use, and which variable to set', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const { code, stderr } = await refused({ PORT: port, SQLITE_PATH: ':memory:' })
    taken.close()
    expect(stderr).toBe(`Port ${port} of 127.0.0.1 is in use: set PORT to another one\n`)
    expect(code).toBe(1)
  })

  it.each<[string, Environment, RegExp]>([
    [
      'a port that is no number',
      { PORT: 'eighty' },
      /^Bad configuration:\n {2}PORT: 'eighty' is not a whole number/,
    ],
    [
      'an unknown backend',
      { DATA_BACKEND: 'oracle' },
      /^Bad configuration:\n {2}DATA_BACKEND: 'oracle' is not one of/,
    ],
    [
      'a shared backend outside dev without a cursor secret',
      { DATA_BACKEND: 'dynamodb', APP_ENV: 'prod', DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' },
      /^Bad configuration:\n {2}CURSOR_SECRET: needed with DATA_BACKEND=dynamodb and APP_ENV=prod\n$/,
    ],
    [
      'an address of another machine',
      { HOST: '192.0.2.1' },
      /^HOST 192\.0\.2\.1 is no address of this machine\n$/,
    ],
    ['a folder for the store file', { SQLITE_PATH: '/' }, /^The data store cannot be used: .*SQLITE_PATH/],
    [
      'a store file that is something else',
      { SQLITE_PATH: 'text.db' },
      /^The data store cannot be used: .*SQLITE_PATH/,
    ],
    [
      'a store server that does not answer',
      { DATA_BACKEND: 'dynamodb', DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' },
      /^The data store cannot be used: .*DYNAMODB_ENDPOINT/,
    ],
  ])('with %s is one clear sentence and exit code 1', async (_, environment, message) => {
    const { code, stdout, stderr } = await refused({ PORT: '0', SQLITE_PATH: ':memory:', ...environment })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(stdout).not.toContain('Accepting connections')
    expect(code).toBe(1)
  })
})
