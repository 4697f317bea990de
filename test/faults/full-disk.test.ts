import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/common/http/problem.ts'
import { compiled } from '../support/compiled.ts'
import { startServer, temporaryFolder } from '../support/server-process.ts'
import { type Fault, table } from './round.ts'
import { expectBorne, PATIENCE_MS, roundsOf } from './rounds.ts'

const folder = temporaryFolder()
const disk = join(folder.path, 'disk')
mkdirSync(disk)
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0
if (!isMounted) console.info('Skipping the full disk: a small file system cannot be mounted here')
beforeAll(() => {
  compiled()
}, PATIENCE_MS)
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk])
  folder.remove()
})

const filler = join(disk, 'filler')
/** Takes all that is left, to the last block. */
function fill(): void {
  for (const size of [65_536, 4096, 512]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
}
const empty = (): void => {
  rmSync(filler, { force: true })
}

describe.skipIf(!isMounted)('a full disk', { timeout: PATIENCE_MS }, () => {
  it('is answered with 503 by the embedded store, until there is room', async () => {
    const fault: Fault = { name: 'full disk', isTotal: true, begin: fill, end: empty }
    const environment = { SQLITE_PATH: join(disk, 'full.db'), OBJECTS_PATH: join(disk, 'objects') }
    const rounds = await roundsOf(folder.path, environment, [fault, fault])
    console.info(table('SQLite', rounds))
    expectBorne(rounds, [fault, fault], 5000)
  })

  it('is answered with 503 by the local object store, and nothing is left of the file', async () => {
    const server = await startServer(folder.path, {
      SQLITE_PATH: ':memory:',
      OBJECTS_PATH: join(disk, 'files'),
      // Its files would be there, too.
      LOAD_SAMPLE: 'false',
    })
    const upload = () =>
      fetch(`${server.origin}/api/v1/imports/passengers`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: `pclass,survived,name\n${'1,1,somebody\n'.repeat(40_000)}`,
      })
    fill()
    const refused = await upload()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([
      503,
      expect.stringMatching(/^\d+$/),
    ])
    expect(((await refused.json()) as Problem).code).toBe('unavailable')
    const left = readdirSync(join(disk, 'files'), { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([])
    empty()
    expect((await upload()).status).toBe(202)
    const { code, stderr } = await server.program.stop()
    expect([code, stderr]).toEqual([0, ''])
  })
})
