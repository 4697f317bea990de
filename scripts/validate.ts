import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { tables } from '../src/tables.ts'
import { runCfnLint } from './cloudformation/cfn-lint.ts'
import { checkManifest } from './cloudformation/check.ts'
import { loadManifest, type Manifest } from './cloudformation/manifest.ts'
import { reportLines } from './cloudformation/report.ts'
import { TemplateError } from './cloudformation/template.ts'

const HELP = `Usage: npm run validate [-- --help] [-- --no-lint]

Evaluates every tier of cloudformation/ for every environment and every combination of flags (of more than ten flags:
every pair), offline, and holds the result against the tables that the code declares and the house rules. Then runs
cfn-lint when it is on PATH.

  --no-lint  leave cfn-lint out
  --help     this text

Exit code: 0 when all is well, 1 with every difference printed, 2 for a wrong option.`

/** Validates the templates in a folder and prints the report; gives the exit code. */
function validate(directory: string, lint: boolean): number {
  let manifest: Manifest
  try {
    manifest = loadManifest(directory)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    console.error(error.message)
    return 1
  }
  const report = checkManifest(manifest, tables)
  for (const line of reportLines(report)) console.log(line)
  return lintTemplates(directory, manifest, lint) && report.problems.size === 0 ? 0 : 1
}

function lintTemplates(directory: string, { tiers }: Manifest, lint: boolean): boolean {
  const result = lint ? runCfnLint(tiers.map(({ template }) => join(directory, template))) : 'left out'
  if (typeof result === 'string') {
    console.log(`cfn-lint: ${result === 'absent' ? 'skipped, it is not on PATH' : result}`)
    return true
  }
  console.log(`cfn-lint:\n${result.findings}`)
  return false
}

function main(): number {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'no-lint': { type: 'boolean' } } })
    if (values.help === true) {
      console.log(HELP)
      return 0
    }
    return validate(join(import.meta.dirname, '..', 'cloudformation'), values['no-lint'] !== true)
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    console.error(`${error.message}\n\n${HELP}`)
    return 2
  }
}

process.exitCode = main()
