import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadManifest } from '../../../scripts/cloudformation/manifest.ts'
import { TemplateError } from '../../../scripts/cloudformation/template.ts'
import { ScratchCopy } from '../../support/scratch-copy.ts'

let copy: ScratchCopy
let folder: string
beforeEach(() => {
  copy = new ScratchCopy(['cloudformation'])
  folder = join(copy.path, 'cloudformation')
})
afterEach(() => {
  copy.remove()
})

it('names the file that is no JSON', () => {
  writeFileSync(join(folder, 'parameters', 'dev.json'), '{ "common": {}, }')
  expect(() => loadManifest(folder)).toThrow(TemplateError)
  expect(() => loadManifest(folder)).toThrow(/^dev\.json: .*JSON/)
})

it.each(['tiers.json', 'backend/backend.yaml'])('names the file that is missing: %s', (file) => {
  rmSync(join(folder, file))
  expect(() => loadManifest(folder)).toThrow(TemplateError)
  expect(() => loadManifest(folder)).toThrow(new RegExp(`^${file}: ENOENT`))
})
