import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseOptions, runCommand, UsageError } from './command-line.ts'

const USAGE = `Usage: npm run openapi:compatibility [-- --base FILE --revision FILE]

Says what in the OpenAPI document of the service breaks clients that were written for openapi.json, the contract of the
last release, and fails unless each such change is declared in openapi-breaking.txt: a line with method, path and the
words of the message. Needs oasdiff (go install github.com/oasdiff/oasdiff@v1.18.1).

  --base FILE      the contract (default openapi.json)
  --revision FILE  what is to be compared with it (default dist/openapi.json, which npm run openapi:export writes)
  --help           this text

At a release: npm run openapi:export -- openapi.json, and empty openapi-breaking.txt.`

const DECLARED = 'openapi-breaking.txt'

/** Where `go install` puts programs, and where they lie otherwise. */
function oasdiff(): string {
  const folders = [join(homedir(), 'go/bin'), ...(process.env.PATH ?? '').split(':')]
  const found = folders.map((folder) => join(folder, 'oasdiff')).find((path) => existsSync(path))
  if (found === undefined)
    throw new UsageError('oasdiff is not here: go install github.com/oasdiff/oasdiff@v1.18.1')
  return found
}

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(
    args,
    {
      base: { type: 'string', default: 'openapi.json' },
      revision: { type: 'string', default: 'dist/openapi.json' },
      help: { type: 'boolean' },
    } as const,
    USAGE,
  )
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const { base, revision } = values
  const declared = existsSync(DECLARED) ? ['--err-ignore', DECLARED] : []
  const command = ['breaking', base, revision, '--fail-on', 'ERR', ...declared]
  const { status, stdout, stderr } = spawnSync(oasdiff(), command, { encoding: 'utf8' })
  console.log((stdout + stderr).trim())
  if (status === 0) return 0
  console.error(
    `\nThis breaks clients. Keep what they use, or declare it in ${DECLARED} and in CHANGELOG.md.`,
  )
  return 1
}

await runCommand(main)
