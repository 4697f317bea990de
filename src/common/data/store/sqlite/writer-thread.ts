import { Worker } from 'node:worker_threads'

/** The writer stands beside this file, compiled or not. */
const COMPILED = !import.meta.url.endsWith('.ts')
const WRITER_URL = new URL(COMPILED ? './writer.js' : './writer.ts', import.meta.url)

/** Starts the writer thread for a database file. */
export function startWriter(path: string): Worker {
  const options = { workerData: path, name: 'sqlite-writer' }
  if (COMPILED || readsTypeScript()) return new Worker(WRITER_URL, options)
  // Run from source on Node 20: a worker thread does not inherit the TypeScript loader of the main thread.
  const loader = import.meta.resolve('tsx/esm/api')
  const source = `import(${JSON.stringify(loader)}).then((tsx) => {
    tsx.register()
    return import(${JSON.stringify(WRITER_URL.href)})
  })`
  return new Worker(source, { ...options, eval: true })
}

/** Newer Node says so in a feature that the types of Node 20 do not know. */
const readsTypeScript = (): boolean =>
  'typescript' in process.features && Boolean(process.features.typescript)
