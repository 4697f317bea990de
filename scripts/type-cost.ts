import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { entitiesSource } from './type-cost/entities.ts'

/** Type instantiations that one more entity may cost. They do not depend on the machine; check times do. */
const BUDGET = 3000
const FEW = 10
const MANY = 60

const USAGE = `Usage: npm run type-cost

What one more entity costs the compiler: declares ${FEW} and ${MANY} entities of 16 attributes and two indexes, each with
its service and one call of get, save, update and query, and counts type instantiations (tsc --extendedDiagnostics).
Exits with 1 when an entity costs more than ${BUDGET}.`

const root = join(import.meta.dirname, '..')

interface Cost {
  readonly instantiations: number
  readonly checkTime: string
}

/** @throws Error with what the compiler says when the entities do not compile */
function compile(folder: string, entities: number): Cost {
  const source = join(root, 'src', 'common', 'data')
  writeFileSync(join(folder, 'entities.ts'), entitiesSource(entities, relative(folder, source)))
  const config = {
    extends: relative(folder, join(root, 'tsconfig.json')),
    include: [],
    files: ['entities.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', folder, '--extendedDiagnostics', '--incremental', 'false'],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${entities} entities do not compile:\n${stdout}`)
  return { instantiations: Number(figure(stdout, 'Instantiations')), checkTime: figure(stdout, 'Check time') }
}

function figure(diagnostics: string, name: string): string {
  const found = new RegExp(`^${name}:\\s+(\\S+)$`, 'm').exec(diagnostics)?.[1]
  if (found === undefined) throw new Error(`The compiler did not tell its ${name}`)
  return found
}

function main(): number {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'type-cost-'))
  try {
    const costs = [0, FEW, MANY].map((entities) => ({ entities, ...compile(folder, entities) }))
    for (const { entities, instantiations, checkTime } of costs) {
      console.log(
        `${String(entities).padStart(3)} entities: ${instantiations} instantiations, checked in ${checkTime}`,
      )
    }
    const [few, many] = [costs.at(1)?.instantiations ?? 0, costs.at(2)?.instantiations ?? 0]
    const each = Math.round((many - few) / (MANY - FEW))
    const isOver = each > BUDGET
    console.log(`One more entity: ${each} instantiations, budget ${BUDGET}${isOver ? ': over' : ''}`)
    return isOver ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = main()
