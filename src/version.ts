import { createRequire } from 'node:module'

/** The version in package.json, found by the package's own name wherever the compiled files lie. */
export function packageVersion(): string {
  const { version } = createRequire(import.meta.url)('bulkhead/package.json') as { version: string }
  return version
}
