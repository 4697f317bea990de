import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { openApiDocument } from './openapi-document.ts'

const USAGE = `Usage: npm run openapi:export [-- FILE]

Writes the OpenAPI document that the service serves at /openapi.json to FILE (default dist/openapi.json).`

const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } })
if (values.help) {
  console.log(USAGE)
} else {
  const file = positionals[0] ?? 'dist/openapi.json'
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(await openApiDocument(), null, 2)}\n`)
  console.log(`Wrote ${file}`)
}
