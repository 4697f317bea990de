import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Metafile } from 'esbuild'
import { zipSync, type Zippable } from 'fflate'
import { bundle, ENTRIES, type FunctionName } from './bundle.ts'
import { compileSchemas } from './compile-schemas.ts'

/** A package as it is uploaded: the key changes exactly when its content does. */
export interface LambdaPackage {
  readonly name: FunctionName
  /** `packages/api/0123….zip` */
  readonly key: string
  readonly sha256: string
  /** Code that each start reads; what is loaded when it is asked for is not in it. */
  readonly startBytes: number
  readonly zipBytes: number
}

/** Code that a start may read, in bytes: each 100 kB are about 3 ms of a cold start. */
export const START_BUDGET: Readonly<Record<FunctionName, number>> = {
  api: 1_300_000,
  worker: 1_000_000,
  stream: 650_000,
}

export const functionNames = Object.keys(ENTRIES) as FunctionName[]

/** Bundles and zips every function into a folder; `manifest.json` there says what there is. */
export async function packageFunctions(folder: string): Promise<LambdaPackage[]> {
  mkdirSync(folder, { recursive: true })
  const packages: LambdaPackage[] = []
  for (const name of functionNames) {
    const metafile = await bundleFunction(name, join(folder, name))
    const content = zip(join(folder, name))
    writeFileSync(join(folder, `${name}.zip`), content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const key = `packages/${name}/${sha256}.zip`
    packages.push({ name, key, sha256, startBytes: startBytes(metafile), zipBytes: content.length })
  }
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(packages, null, 2)}\n`)
  return packages
}

/** Bundles a function; the API with what its schemas are compiled to. */
export async function bundleFunction(name: FunctionName, folder: string): Promise<Metafile> {
  const metafile = await bundle(name, ENTRIES[name], folder)
  if (name === 'api') await compileSchemas(join(folder, 'schemas'))
  return metafile
}

/** The oldest time that an archive can say, and one mode: the same files are the same archive, byte for byte. */
const MTIME = new Date(1980, 0, 1)
const REGULAR_FILE = 0o100_644 * 0x1_00_00
const UNIX = 3

function zip(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort()
  const content: Zippable = {}
  for (const file of files) content[file.split(sep).join('/')] = readFileSync(join(folder, file))
  return zipSync(content, { level: 9, mtime: MTIME, os: UNIX, attrs: REGULAR_FILE })
}

/** The entry and what it imports outright, and so on. */
function startBytes({ outputs }: Metafile): number {
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint?.startsWith('src/lambda/'))
  const seen = new Set<string>()
  const open = entry === undefined ? [] : [entry]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[next]) open.push(next)
    }
  }
  return [...seen].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0)
}
