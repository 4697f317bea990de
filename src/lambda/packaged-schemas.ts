import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { FindCompiled } from '../common/http/compiled-schemas.ts'

const load = createRequire(import.meta.url)
/** Beside the bundle, where the build puts it; there is none beside the sources. */
const folder = join(import.meta.dirname, 'schemas')

/** Finds what the build has compiled, a file for each schema. */
export const findPackaged: FindCompiled = (key) => {
  const file = join(folder, `${key}.cjs`)
  return existsSync(file) ? load(file) : undefined
}
