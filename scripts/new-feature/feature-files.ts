import type { FeatureSpec } from './spec.ts'
import { doorFile } from './templates/door.ts'
import { dtoFile } from './templates/dto.ts'
import { modelFile } from './templates/model.ts'
import { operationsFile } from './templates/operations.ts'
import { pathFile } from './templates/path.ts'
import { readmeFile } from './templates/readme.ts'
import { routesTestFile } from './templates/routes-test.ts'
import { readRoutesFile, routesFile } from './templates/routes.ts'
import { serviceFile } from './templates/service.ts'
import { serviceTestFile } from './templates/service-test.ts'
import { sessionFile } from './templates/session.ts'
import { writeRoutesFile } from './templates/write-routes.ts'
import type { Tree } from './tree.ts'

export const featureFolder = (spec: Pick<FeatureSpec, 'names'>): string =>
  `src/features/${spec.names.many.kebab}`
export const testFolder = (spec: Pick<FeatureSpec, 'names'>): string =>
  `test/features/${spec.names.many.kebab}`

/** Every file of the feature by its path, formatted. */
export async function featureFiles(spec: FeatureSpec, tree: Tree): Promise<ReadonlyMap<string, string>> {
  const { one } = spec.names
  const [src, test] = [featureFolder(spec), testFolder(spec)]
  const files: readonly (readonly [path: string, text: string])[] = [
    [`${src}/README.md`, readmeFile(spec)],
    [`${src}/index.ts`, doorFile(spec)],
    [`${src}/model/${one.kebab}-table.ts`, modelFile(spec)],
    [`${src}/service/${one.kebab}-data-service.ts`, serviceFile(spec)],
    [`${src}/routes/${one.kebab}-dto.ts`, dtoFile(spec)],
    [`${src}/routes/${one.kebab}-operations.ts`, operationsFile(spec)],
    [`${src}/routes/${one.kebab}-path.ts`, pathFile(spec)],
    [`${src}/routes/${one.kebab}-routes.ts`, routesFile(spec)],
    [`${src}/routes/read-${one.kebab}-routes.ts`, readRoutesFile(spec)],
    [`${src}/routes/write-${one.kebab}-routes.ts`, writeRoutesFile(spec)],
    [`${test}/routes/${one.kebab}-routes.test.ts`, routesTestFile(spec)],
    [`${test}/service/${one.kebab}-data-service.test.ts`, serviceTestFile(spec)],
    [`test/app/sessions/${one.kebab}-session.ts`, sessionFile(spec)],
  ]
  const formatted = await Promise.all(
    files.map(async ([path, text]) => [path, await tree.format(path, text)] as const),
  )
  return new Map(formatted)
}
