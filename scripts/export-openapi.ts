import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createDependencies } from '../src/dependencies.ts'

const USAGE = `Usage: npm run openapi:export [-- FILE]

Writes the OpenAPI document that the service serves at /openapi.json to FILE (default dist/openapi.json).`

const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } })
if (values.help) {
  console.log(USAGE)
} else {
  const file = positionals[0] ?? 'dist/openapi.json'
  const config = loadConfig({ SQLITE_PATH: ':memory:' })
  const dependencies = await createDependencies(config)
  const app = await buildApp({ config, dependencies, logger: false })
  const { payload } = await app.inject('/openapi.json')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(JSON.parse(payload), null, 2)}\n`)
  await app.close()
  await dependencies.close()
  console.log(`Wrote ${file}`)
}
