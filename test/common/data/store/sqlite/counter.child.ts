import { SqliteStore } from '../../../../../src/common/data/store/sqlite/sqlite-store.ts'
import { countUp, tableName, things } from './things.ts'

/** Counts up in a file that another process writes as well. */
const [, , path = '', times = '0'] = process.argv
const store = SqliteStore.open({ path, tableName })
await countUp(store.table(things), Number(times))
await store.close()
