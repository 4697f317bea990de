import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What becomes of a text that was `base` when its owner began to change it, when `base` becomes `next`: both changes, by
 * git. Undefined where they are about the same lines, or there is no git.
 */
export function merged(present: string, base: string, next: string): string | undefined {
  if (present === base) return next
  if (present === next) return present
  const folder = mkdtempSync(join(tmpdir(), 'merge-'))
  try {
    const paths = Object.entries({ present, base, next }).map(([name, text]) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    })
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...paths], { encoding: 'utf8' })
    return status === 0 ? stdout : undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
}
