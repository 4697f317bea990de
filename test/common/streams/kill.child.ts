import { SqliteStore } from '../../../src/common/data/store/sqlite/sqlite-store.ts'
import { ChangeConsumer } from '../../../src/common/streams/change-consumer.ts'
import { ChangeRouter } from '../../../src/common/streams/change-router.ts'
import { entitiesTable, storyModel } from '../../support/story-model.ts'
import { TableDataService } from '../../../src/common/data/table-data-service.ts'
import { CursorCodec } from '../../../src/common/data/cursor.ts'
import { envTableName } from '../../../src/common/data/table-name.ts'

/**
 * Writes stories, eight at a time and for ever, and prints `written <id> <rank>` once a write is acknowledged; a
 * consumer prints `handled <id> <rank>`, or never gets there when it is told to hang. Somebody kills it.
 */
const [, , path = '', round = '', mode = ''] = process.argv
const store = SqliteStore.open({ path, tableName: envTableName })
await store.createTable(entitiesTable)
const stories = new TableDataService(storyModel, { store, cursors: new CursorCodec(Buffer.alloc(32, 7)) })
const print = (line: string): void => void process.stdout.write(`${line}\n`)

const router = new ChangeRouter({ tableName: envTableName }).on(storyModel, async (event) => {
  if (mode === 'hang') await new Promise(() => undefined)
  if (event.kind !== 'remove') print(`handled ${event.after.storyId} ${event.after.rank}`)
})
new ChangeConsumer({ store, name: 'printer', router, leaseMs: 300 }).start()

async function write(writer: number): Promise<void> {
  for (let next = 0; ; next++) {
    const storyId = `${round}-${writer}-${next}`
    for (const rank of [1, 2]) {
      await stories.save({ owner: 'ada', storyId, rank })
      print(`written ${storyId} ${rank}`)
    }
  }
}

await Promise.all(Array.from({ length: mode === 'hang' ? 1 : 8 }, (_, i) => write(i)))
