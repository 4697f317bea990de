import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { GCProfiler } from 'node:v8'

let collections: GCProfiler | undefined
let usedAtStart = 0
let session: Session | undefined

/** What a process under measurement tells of itself. */
export const meters = {
  /** CPU microseconds so far, system time and all threads included. */
  cpuMicros: (): number => {
    const { user, system } = process.cpuUsage()
    return user + system
  },

  startAllocations: (): void => {
    collections = new GCProfiler()
    collections.start()
    usedAtStart = process.memoryUsage().heapUsed
  },

  /**
   * Bytes put on the JavaScript heap of the main thread since the start: what it grew by before, between and after the
   * garbage collections. Buffers outside the heap do not count.
   */
  stopAllocations: (): number => {
    let allocated = 0
    let used = usedAtStart
    const usedNow = process.memoryUsage().heapUsed
    for (const { beforeGC, afterGC } of collections?.stop().statistics ?? []) {
      allocated += beforeGC.heapStatistics.usedHeapSize - used
      used = afterGC.heapStatistics.usedHeapSize
    }
    return allocated + usedNow - used
  },

  startProfile: async (): Promise<void> => {
    session = new Session()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 250 })
    await session.post('Profiler.start')
  },

  /** The profile of the main thread as a file for Chrome's or VS Code's viewer. */
  stopProfile: async (file: string): Promise<void> => {
    const result = await session?.post('Profiler.stop')
    session?.disconnect()
    writeFileSync(file, JSON.stringify(result?.profile))
  },
}
