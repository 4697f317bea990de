import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The typed client follows the OpenAPI document; in a process of its own, which reads the sources as they are now. */
export function generateClient(root: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts/generate-client.ts')],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The feature is written, but npm run client:generate failed:\n${stderr}`)
  console.log('  ~ client/api.ts')
}
