import type { FeatureSpec } from '../spec.ts'

/** `service/book-data-service.ts` */
export function serviceFile({ names: { one } }: FeatureSpec): string {
  return `import type { DataContext } from '../../../common/data/data-context.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { ${one.camel}Model } from '../model/${one.kebab}-table.ts'

export class ${one.pascal}DataService extends TableDataService<typeof ${one.camel}Model> {
  constructor(context: DataContext) {
    super(${one.camel}Model, context)
  }
}
`
}
