import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './dynamodb-servers.ts'

export interface VersityServer {
  readonly endpoint: string
  stop(): Promise<void>
}

/** S3 as a gateway to a folder, which checks signatures and policies; undefined, with a line that says why, without it. */
export async function startVersity(): Promise<VersityServer | undefined> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-versity-'))
  const credentials = ['--access', 'local', '--secret', 'local', '--region', 'us-east-1']
  const child = spawn('versitygw', [...credentials, '--port', `127.0.0.1:${port}`, 'posix', folder], {
    stdio: 'ignore',
  })
  const endpoint = `http://127.0.0.1:${port}`
  const failed = once(child, 'error').then(() => 'failed' as const)
  if ((await Promise.race([failed, untilAnswers(endpoint)])) === 'failed') {
    rmSync(folder, { recursive: true })
    console.info(
      'Skipping versitygw: it is not installed (go install github.com/versity/versitygw/cmd/versitygw)',
    )
    return undefined
  }
  return {
    endpoint,
    async stop() {
      child.kill()
      await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const isThere = await fetch(endpoint).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await sleep(50)
  }
  throw new Error(`Nothing answers at ${endpoint}`)
}
