import { Child } from './child.ts'
import type { MemorySample, ScanCalls } from './scan.ts'

/** Two of these are called the same. */
const LEEWAY_MEGABYTES = 8
const SAMPLES = 10

/**
 * Walks a table of so many items on SQLite and prints what memory it takes on the way. True when it is flat: the heap,
 * after a garbage collection, is at the end what it was after the first tenth.
 */
export async function measureScanMemory(sqlitePath: string, items: number): Promise<boolean> {
  const child = new Child<ScanCalls>('scan')
  try {
    const scan = await child.call('scan', { sqlitePath, items, samples: SAMPLES })
    console.log(`Scan of ${scan.items} passengers on SQLite, ${micros(scan)} us of CPU each. Megabytes:`)
    console.log(line(['items', 'heap after gc', 'heap peak', 'private']))
    for (const { items: at, heap, peak, private: own } of scan.samples) {
      console.log(line([String(at), heap.toFixed(1), peak.toFixed(1), own.toFixed(1)]))
    }
    const isFlat = growth(scan.samples) <= LEEWAY_MEGABYTES
    console.log(`The heap grew by ${growth(scan.samples).toFixed(1)} MB: ${isFlat ? 'flat' : 'not flat'}`)
    return isFlat
  } finally {
    await child.stop()
  }
}

const micros = ({ cpuMicros, items }: { cpuMicros: number; items: number }): string =>
  (cpuMicros / items).toFixed(2)

const growth = (samples: readonly MemorySample[]): number =>
  (samples.at(-1)?.heap ?? Infinity) - (samples[0]?.heap ?? 0)

const line = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(15)).join('')
