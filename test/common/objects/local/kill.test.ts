import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { LocalObjectStore } from '../../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../../src/common/objects/local/signed-url.ts'
import { read } from '../../../../src/common/objects/testing/object-conformance-case.ts'

const ROUNDS = 10
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))

/** Runs the writing child and kills it a random moment after its first line; what it has acknowledged. */
async function killedWriter(path: string, round: number): Promise<[key: string, etag: string][]> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * 150)
  })
  await once(child, 'close')
  // The last line may be cut off.
  const lines = output.split('\n').slice(0, -1)
  return lines.map((line) => line.split(' ') as [string, string])
}

test(`kill -9 in ${ROUNDS} rounds loses no acknowledged object and tears none`, async () => {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-kill-'))
  const store = new LocalObjectStore({ path, urls: new SignedUrls(Buffer.from('a secret of the test'), '') })
  let acknowledged = 0
  for (let round = 0; round < ROUNDS; round++) {
    const lines = await killedWriter(path, round)
    expect(lines.length).toBeGreaterThan(0)
    acknowledged += lines.length
    for (const [key, etag] of lines) {
      const bytes = await read(await store.get(key))
      expect(bytes).toHaveLength(50_000)
      const found = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
      expect((await store.head(key))?.etag).toBe(found)
      if (key.startsWith('fresh/')) expect(found).toBe(etag)
    }
  }
  const left = readdirSync(join(path, 'temp')).length
  await store.sweep(Date.now() + 2 * 60 * 60 * 1000)
  expect(readdirSync(join(path, 'temp'))).toEqual([])
  await store.close()
  rmSync(path, { recursive: true })
  console.log(
    `kill -9: ${ROUNDS} rounds, ${acknowledged} acknowledged objects, none lost, none torn; ${left} swept`,
  )
}, 90_000)
