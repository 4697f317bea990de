import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { clientTypes } from './client-types.ts'
import { openApiDocument } from './openapi-document.ts'

const USAGE = `Usage: npm run client:generate [-- --check]

Writes the types of the typed client (client/api.ts) from the OpenAPI document of the service.

  --check  writes nothing, and fails when the file is not what would be written`

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean' } } })
const file = join(import.meta.dirname, '..', 'client', 'api.ts')
if (values.help) {
  console.log(USAGE)
} else {
  const types = await clientTypes(await openApiDocument())
  const isCurrent = (await readFile(file, 'utf8').catch(() => '')) === types
  if (isCurrent) console.log('client/api.ts is what the OpenAPI document says')
  else if (values.check) {
    console.error('client/api.ts is not what the OpenAPI document says: run npm run client:generate')
    process.exitCode = 1
  } else {
    await writeFile(file, types)
    console.log('Wrote client/api.ts')
  }
}
