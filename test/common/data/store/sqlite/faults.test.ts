import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { UnavailableError } from '../../../../../src/common/data/errors.ts'
import { openDatabase } from '../../../../../src/common/data/store/sqlite/driver.ts'
import { encodeWrite } from '../../../../../src/common/data/store/sqlite/write-encoder.ts'
import { layoutTable } from '../../../../../src/common/data/store/sqlite/layout.ts'
import type { Job } from '../../../../../src/common/data/store/sqlite/wire.ts'
import { WriteEngine } from '../../../../../src/common/data/store/sqlite/write-engine.ts'
import { WorkerCommitter } from '../../../../../src/common/data/store/sqlite/writer-client.ts'
import { temporaryFile } from './fixture.ts'
import { things } from './things.ts'

const name = 'dev_things'
const tables = [{ id: 0, name, definition: things }]
const known = { id: 0, layout: layoutTable(name, things) }

const put = (sk: string, text = ''): Job => ({
  kind: 'write',
  write: encodeWrite(known, { type: 'put', record: { pk: 'p', sk, text } }),
})

test('a full disk fails the whole group, and later groups are written when there is room', () => {
  const database = openDatabase(':memory:')
  const engine = new WriteEngine(database)
  engine.run({ tables, jobs: [{ kind: 'create', table: 0 }] })
  database.exec('PRAGMA max_page_count = 40')
  const replies = engine.run({ tables: [], jobs: [put('small'), put('large', 'x'.repeat(300_000))] })
  expect(replies.map(({ error }) => error?.code)).toEqual(['unavailable', 'unavailable'])
  expect(replies[0]?.error?.message).toContain('disk is full')
  const count = database.prepare(`SELECT count(*) FROM ${name}`)
  expect(count.get([])).toEqual([0])

  expect(engine.run({ tables: [], jobs: [put('small')] })).toEqual([{}])
  expect(count.get([])).toEqual([1])
  database.close()
})

test('a writer that cannot work fails its writes, and the next write starts another', async () => {
  const path = temporaryFile()
  mkdirSync(path, { recursive: true }) // A folder is no database.
  const committer = new WorkerCommitter(path, tables)
  const jobs: Job[] = [{ kind: 'create', table: 0 }]
  await expect(committer.commit(jobs)).rejects.toThrow(UnavailableError)

  rmdirSync(path)
  mkdirSync(dirname(path), { recursive: true })
  expect(await committer.commit(jobs)).toEqual([{ created: true }])
  expect(await committer.commit([put('a'), put('b')])).toEqual([{}, {}])
  await committer.close()
})
