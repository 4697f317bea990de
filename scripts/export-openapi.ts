import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { openApiDocument, SECURED } from './openapi-document.ts'

const USAGE = `Usage: npm run openapi:export [-- FILE] [-- --secured]

Writes the OpenAPI document that the service serves at /openapi.json to FILE (default dist/openapi.json).

  --secured  as a service serves it that asks for tokens (default dist/openapi-secured.json)`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, secured: { type: 'boolean' } },
})
if (values.help) {
  console.log(USAGE)
} else {
  const file = positionals[0] ?? (values.secured ? 'dist/openapi-secured.json' : 'dist/openapi.json')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(await openApiDocument(values.secured ? SECURED : {}), null, 2)}\n`)
  console.log(`Wrote ${file}`)
}
