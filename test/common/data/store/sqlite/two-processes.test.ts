import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { openStore, temporaryFile } from './fixture.ts'
import { COUNTER, countUp, tableName } from './things.ts'

const CHILD = fileURLToPath(new URL('./counter.child.ts', import.meta.url))

test('two processes count to 1000 in one file without losing a step', async () => {
  const path = temporaryFile()
  const { table } = await openStore(path)
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, path, '500'], { stdio: 'inherit' })
  const ended = once(child, 'close')
  await countUp(table, 500)
  expect(await ended).toEqual([0, null])
  expect(await table.get(COUNTER)).toEqual({ ...COUNTER, value: 1000 })
})

test('two stores on one file share their secrets', async () => {
  const path = temporaryFile()
  const { store } = await openStore(path)
  const other = SqliteStore.open({ path, tableName })
  expect(other.secret('cursor')).toEqual(store.secret('cursor'))
  await other.close()
})
