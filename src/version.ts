import { createRequire } from 'node:module'

/** The version in package.json, found by the package's own name wherever the compiled files lie. */
function packageVersion(): string {
  const { version } = createRequire(import.meta.url)('bulkhead/package.json') as { version: string }
  return version
}

/** What the service says its version is. */
export const versionOf = ({ APP_VERSION }: { readonly APP_VERSION: string }): string =>
  APP_VERSION === '' ? packageVersion() : APP_VERSION
