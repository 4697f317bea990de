import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../../../src/common/data/store/sqlite/driver.ts'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { openStore, temporaryFile } from './fixture.ts'
import { tableName, things } from './things.ts'

const ROUNDS = 20
const CHILD = fileURLToPath(new URL('./kill.child.ts', import.meta.url))

/** Runs the writing child, kills it a random moment after its first acknowledgement; the ids it has acknowledged. */
async function killedWriter(path: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * 150)
  })
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  // The last line may be cut off.
  return output.split('\n').slice(0, -1)
}

test(`kill -9 in ${ROUNDS} rounds loses no acknowledged write and tears none`, async () => {
  const path = temporaryFile()
  const { store: first } = await openStore(path)
  await first.close()
  let acknowledged = 0
  for (let round = 0; round < ROUNDS; round++) {
    const ids = await killedWriter(path, round)
    acknowledged += ids.length
    expect(ids.length).toBeGreaterThan(0)

    const store = SqliteStore.open({ path, tableName })
    const table = store.table(things)
    const sides = await Promise.all([allWritten(store, 'left'), allWritten(store, 'right')])
    expect(sides[0]).toEqual(sides[1])
    expect(ids.filter((id) => !sides[0].has(id))).toEqual([])
    expect((await table.count({ index: 'byGroup' })).matched).toBeGreaterThan(0)
    await store.close()
  }
  const database = openDatabase(path)
  expect(database.prepare('PRAGMA integrity_check').all([])).toEqual([['ok']])
  database.close()
  console.log(`kill -9: ${ROUNDS} rounds, ${acknowledged} acknowledged transactions, none lost, none torn`)
}, 60_000)

/** The pairs of which a side is there, by the index. */
async function allWritten(store: SqliteStore, side: string): Promise<Set<unknown>> {
  const table = store.table(things)
  const ids = new Set<unknown>()
  let page = await table.range({ pk: side, index: 'byGroup' })
  for (;;) {
    for (const { pk } of page.records) ids.add(pk)
    if (!page.next) return ids
    page = await table.range({ pk: side, index: 'byGroup', after: page.next })
  }
}
