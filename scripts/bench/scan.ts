import { readFileSync } from 'node:fs'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDatabase } from '../../src/common/data/store/sqlite/driver.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import { passengersTable } from '../../src/features/passengers/model/passenger-table.ts'
import { PassengerDataService } from '../../src/features/passengers/service/passenger-data-service.ts'
import { createParts } from './app-dependencies.ts'
import { answerParent } from './child-calls.ts'
import { meters } from './meters.ts'
import { scalePassengers } from './scale-passengers.ts'

/** The process that walks a table much larger than its heap. */
interface ScanOptions {
  readonly sqlitePath: string
  readonly items: number
  /** How often memory is looked at on the way. */
  readonly samples: number
}

export interface MemorySample {
  readonly items: number
  /** Megabytes on the JavaScript heap after a full garbage collection. */
  readonly heap: number
  /** Most that was seen on it since the sample before, garbage included. */
  readonly peak: number
  /** Megabytes of private memory: without the pages of the file, which the system maps and takes back as it likes. */
  readonly private: number
}

export interface Scan {
  readonly samples: readonly MemorySample[]
  readonly cpuMicros: number
  readonly items: number
}

const MEGABYTE = 2 ** 20
/** Looking at the heap is cheap, but not free. */
const PEAK_EVERY = 500

const calls = {
  scan: async ({ sqlitePath, items, samples }: ScanOptions): Promise<Scan> => {
    const { dependencies } = await createParts('sqlite', sqlitePath)
    multiply(sqlitePath, items)
    const taken: MemorySample[] = []
    let walked = 0
    let peak = 0
    const before = meters.cpuMicros()
    for await (const { id } of new PassengerDataService(dependencies.data).scan()) {
      walked += Number(id !== '')
      if (walked % PEAK_EVERY === 0) peak = Math.max(peak, getHeapStatistics().used_heap_size / MEGABYTE)
      if (walked % Math.floor(items / samples) !== 0) continue
      collectGarbage()
      const heap = getHeapStatistics().used_heap_size / MEGABYTE
      taken.push({ items: walked, heap, peak, private: privateMegabytes() })
      peak = 0
    }
    return { samples: taken, cpuMicros: meters.cpuMicros() - before, items: walked }
  },
}

/** Copies of the passengers under other ids, made by the database itself: a service would take minutes for a million. */
function multiply(path: string, items: number): void {
  const database = openDatabase(path)
  const table = `"${envTableName(passengersTable.base)}"`
  const columns = database.prepare(`SELECT name FROM pragma_table_info('${table.slice(1, -1)}')`).all([])
  const names = columns.map(([name]) => String(name))
  const id = `pk || '-' || copy`
  const values = names.map((name) => {
    if (name === 'pk') return id
    return name === 'data' ? `json_set(data, '$.id', ${id})` : `"${name}"`
  })
  const quoted = names.map((name) => `"${name}"`).join(', ')
  const copies = `WITH RECURSIVE n(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM n)`
  const rest = Math.max(items - scalePassengers.length, 0)
  database.exec(`${copies} INSERT INTO ${table} (${quoted}) SELECT * FROM
    (SELECT ${values.join(', ')} FROM n, (SELECT * FROM ${table}) LIMIT ${rest})`)
  database.close()
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function privateMegabytes(): number {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kilobytes !== undefined) return Number(kilobytes) / 1024
  } catch {
    // Not Linux: with the pages of the file, then.
  }
  return process.memoryUsage.rss() / MEGABYTE
}

export type ScanCalls = typeof calls

answerParent(calls)
