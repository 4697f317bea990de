import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './driver.ts'
import { CLOSE, type Batch } from './wire.ts'
import { WriteEngine } from './write-engine.ts'

/** The writer thread: one connection, one batch at a time. */
const database = openDatabase(String(workerData))
const engine = new WriteEngine(database)

parentPort?.on('message', (message: Batch | typeof CLOSE) => {
  if (message !== CLOSE) {
    parentPort?.postMessage(engine.run(message))
    return
  }
  database.close()
  parentPort?.close()
})
