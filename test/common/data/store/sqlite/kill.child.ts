import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { tableName, things } from './things.ts'

/**
 * Writes pairs of items in transactions, 32 at a time and for ever, and prints the id of each pair once it is
 * acknowledged. Somebody kills it.
 */
const [, , path = '', round = ''] = process.argv
const store = SqliteStore.open({ path, tableName })
let next = 0

async function writePairs(): Promise<void> {
  for (;;) {
    const id = `${round}-${next++}`
    await store.transact(
      ['left', 'right'].map((sk) => ({
        type: 'put',
        table: things,
        record: { pk: id, sk, group: sk, rank: next, round },
      })),
    )
    process.stdout.write(`${id}\n`)
  }
}

await Promise.all(Array.from({ length: 32 }, writePairs))
