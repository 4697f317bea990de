import { join } from 'node:path'
import { parseOptions, refuseArguments, runCommand } from './command-line.ts'
import { packageFunctions, START_BUDGET, type LambdaPackage } from './lambda/package.ts'

const USAGE = `Usage: npm run build:lambda [-- --out FOLDER] [-- --help]

Bundles each Lambda function with all that it needs and zips it, the same bytes for the same sources. Writes
{api,worker,stream}/, their .zip files and manifest.json with the hash and the sizes of each package.

  --out   where to, instead of dist/lambda
  --help  this text

Exit code: 0, or 1 when a function reads more code at its start than its budget allows.`

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`

function line({ name, sha256, startBytes, zipBytes }: LambdaPackage): string {
  const budget = START_BUDGET[name]
  const verdict = startBytes > budget ? 'OVER BUDGET' : 'within'
  const size = `${kilobytes(startBytes)} at the start (${verdict}, ${kilobytes(budget)})`
  return `${name}.zip  ${sha256.slice(0, 16)}  ${kilobytes(zipBytes)} zipped, ${size}`
}

await runCommand(async (args) => {
  const { values, positionals } = parseOptions(
    args,
    { out: { type: 'string' }, help: { type: 'boolean' } },
    USAGE,
  )
  if (values.help === true) {
    console.log(USAGE)
    return 0
  }
  refuseArguments(positionals, USAGE)
  const packages = await packageFunctions(values.out ?? join(import.meta.dirname, '..', 'dist', 'lambda'))
  for (const each of packages) console.log(line(each))
  return packages.some(({ name, startBytes }) => startBytes > START_BUDGET[name]) ? 1 : 0
})
