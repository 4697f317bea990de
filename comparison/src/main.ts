import { describeMachine, versionOf } from '../../scripts/bench/machine.ts'
import { markdownDetails, markdownMatrix, textReport } from './failures/report.ts'
import { runCases } from './failures/run.ts'
import { libraries } from './libraries.ts'
import { documentClientLibrary } from './libraries/document-client.ts'
import { readOptions, type Options } from './options.ts'
import { measure, type Schedule } from './speed/measure.ts'
import { markdownSpeed, spreadLines, textSpeed } from './speed/report.ts'

function environmentLines(): string[] {
  const { date, commit, machine, load, node } = describeMachine()
  const packages = [...libraries, documentClientLibrary].map(({ package: name }) => name)
  const versions = packages.filter((name) => name !== undefined).map((name) => `${name} ${versionOf(name)}`)
  return [
    `${date.slice(0, 10)}, commit ${commit}, Node ${node}, ${machine}, load ${load}`,
    versions.join(', '),
  ]
}

/** @returns false when ours is not right in every case */
async function failures(isMarkdown: boolean): Promise<boolean> {
  const results = await runCases(libraries)
  if (isMarkdown) console.log('\n## Twelve failures')
  console.log(`\nAgainst ${results.server}.\n`)
  const details = '## What happened where it was not right'
  if (isMarkdown) console.log(`${markdownMatrix(results)}\n\n${details}\n\n${markdownDetails(results)}`)
  else console.log(textReport(results))
  return results.results.every(
    ({ library, outcome }) => library.name !== 'Bulkhead' || outcome.verdict === 'right',
  )
}

async function speed(isMarkdown: boolean, schedule: Schedule): Promise<void> {
  const cells = await measure(schedule, (text) => {
    console.error(`measuring ${text}`)
  })
  const { rounds, roundMs } = schedule
  if (isMarkdown) console.log('\n## Speed')
  console.log(
    `\nCPU time an operation, network stubbed; medians of ${rounds} interleaved rounds of ${roundMs} ms of CPU time.\n`,
  )
  console.log(isMarkdown ? markdownSpeed(cells) : textSpeed(cells))
  console.log('\nRatios of single rounds, smallest to largest:\n')
  for (const line of spreadLines(cells)) console.log(isMarkdown ? `- ${line}` : `  ${line}`)
}

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof TypeError ? `${error.message}\nSee --help.` : error)
    process.exit(2)
  }
}

const { parts, isMarkdown, schedule } = optionsOrExit()
if (isMarkdown) console.log('# Results\n')
console.log(environmentLines().join(isMarkdown ? '\n\n' : '\n'))
if (parts.has('failures') && !(await failures(isMarkdown))) {
  console.error('\nBulkhead is not right in every case.')
  process.exitCode = 1
}
if (parts.has('speed')) await speed(isMarkdown, schedule)
