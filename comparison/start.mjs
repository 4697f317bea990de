import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Installs what is missing, compiles, runs: plain JavaScript, because nothing may be installed yet. */

const USAGE = `Usage: npm run comparison [-- [PART …] [OPTIONS]]

Bulkhead's data layer beside ElectroDB, DynamoDB-Toolbox, Dynamoose, OneTable, TypeDORM and aws-lite, whose versions
are pinned in comparison/package.json and installed at the first run (a minute, 150 MB, in comparison/node_modules).

Parts:
  failures     twelve failures that users have met, run with every library on a local DynamoDB server (the default);
               exits with 1 when Bulkhead is not right in all of them
  speed        CPU time an operation, network stubbed, beside AWS's DocumentClient (about ten minutes)

Options:
  --markdown   tables in Markdown
  --quick      speed: fewer and shorter rounds, rough figures in a minute
  --help       this text

What each library is made to do is in comparison/src/libraries/, one file each.`

const here = import.meta.dirname
const root = join(here, '..')

function run(command, args, folder) {
  const { status, error } = spawnSync(command, args, {
    cwd: folder,
    stdio: ['inherit', 'inherit', 'inherit'],
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

const args = process.argv.slice(2)
if (args.includes('--help')) {
  console.log(USAGE)
  process.exit(0)
}
for (const folder of [root, here]) {
  if (existsSync(join(folder, 'node_modules'))) continue
  console.error(`Installing what ${folder} needs`)
  run('npm', ['ci', '--no-audit', '--no-fund'], folder)
}
const tsc = createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc')
run(process.execPath, [tsc, '-p', here], here)
const main = join(here, 'dist', 'comparison', 'src', 'main.js')
run(process.execPath, ['--no-warnings', '--enable-source-maps', main, ...args], root)
