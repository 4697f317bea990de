import { UsageError } from '../command-line.ts'
import { addGrants, removeGrants } from './register/grants.ts'
import { addFlag, removeFlag } from './register/parameters.ts'
import { addRow, removeRow } from './register/parameters-table.ts'
import {
  addImport,
  addRegistration,
  addToArray,
  addToSet,
  removeFromArrays,
  removeImport,
  removeRegistration,
} from './register/source.ts'
import { addTable, removeTable } from './register/template.ts'
import { hasFind, isOwned, type FeatureSpec } from './spec.ts'
import type { Tree } from './tree.ts'

/** A file of the house that knows its features, with one more of them and with one less. */
interface Registry {
  readonly path: string
  readonly add: (text: string) => string
  readonly remove: (text: string) => string
}

const APP = 'src/app.ts'
const TABLES = 'src/tables.ts'
const SESSIONS = 'test/app/openapi.test.ts'
const TOKENS = 'test/app/authentication.test.ts'
const PARAMETERS = 'cloudformation/parameters'

function appRegistry({ names: { many } }: FeatureSpec): Registry {
  const from = `./features/${many.kebab}/index.ts`
  const tag = `${many.camel}Tag`
  return {
    path: APP,
    add: (text) => {
      const statement = `import { ${many.camel}, ${tag} } from '${from}'`
      const imported = addImport(text, statement, from, './features/')
      return addRegistration(addToArray(imported, APP, tag, /Tag$/), APP, many.camel)
    },
    remove: (text) => removeRegistration(removeFromArrays(removeImport(text, from), tag), many.camel),
  }
}

function sessionRegistry({ names: { one } }: FeatureSpec): Registry {
  const from = `./sessions/${one.kebab}-session.ts`
  const session = `${one.camel}Session`
  return {
    path: SESSIONS,
    add: (text) => {
      const imported = addImport(text, `import { ${session} } from '${from}'`, from, './sessions/')
      return addToArray(imported, SESSIONS, session, /Session$/)
    },
    remove: (text) => removeFromArrays(removeImport(text, from), session),
  }
}

/** Operations that look beyond one account are known to the test of the tokens. */
function adminRegistry({ names: { many } }: FeatureSpec): Registry {
  const operation = `'find${many.pascal}'`
  return {
    path: TOKENS,
    add: (text) => addToSet(text, TOKENS, 'FOR_ADMINS', operation),
    remove: (text) => removeFromArrays(text, operation),
  }
}

function tablesRegistry({ names: { one, many } }: FeatureSpec): Registry {
  const from = `./features/${many.kebab}/model/${one.kebab}-table.ts`
  const table = `${many.camel}Table`
  return {
    path: TABLES,
    add: (text) => {
      const imported = addImport(text, `import { ${table} } from '${from}'`, from, './features/')
      return addToArray(imported, TABLES, table, /Table$/)
    },
    remove: (text) => removeFromArrays(removeImport(text, from), table),
  }
}

interface TierEntry {
  readonly name: string
  readonly template: string
  readonly packages?: Readonly<Record<string, string>>
}
const TABLE_TYPE = 'Type: AWS::DynamoDB::Table'

function cloudFormationRegistries(spec: FeatureSpec, tree: Tree): Registry[] {
  const { tier, names } = spec
  const { pascal, words } = names.many
  const tiers = JSON.parse(tree.read('cloudformation/tiers.json')) as TierEntry[]
  const pathOf = ({ template }: TierEntry): string => `cloudformation/${template}`
  const withTables = tiers.filter((each) => tree.read(pathOf(each)).includes(TABLE_TYPE))
  const found = withTables.find(({ name }) => name === tier)
  if (!found)
    throw new UsageError(`--tier ${tier}: tables are in ${withTables.map(({ name }) => name).join(', ')}`)
  const path = pathOf(found)
  const api = tiers.filter(({ packages }) => packages?.CodeKey === 'api').map(pathOf)
  return [
    { path, add: (text) => addTable(text, spec, path), remove: (text) => removeTable(text, spec, path) },
    ...api.map((template) => ({
      path: template,
      add: (text: string) => addGrants(text, spec, template),
      remove: (text: string) => removeGrants(text, spec, template),
    })),
    {
      path: 'cloudformation/README.md',
      add: (text) => addRow(text, tier, pascal, words),
      remove: (text) => removeRow(text, pascal),
    },
    ...tree.files(PARAMETERS).map((file) => ({
      path: file,
      add: (text: string) => addFlag(text, tier, pascal),
      remove: (text: string) => removeFlag(text, pascal),
    })),
  ]
}

/** The files that have to know the feature. */
export function registriesOf(spec: FeatureSpec, tree: Tree): readonly Registry[] {
  return [
    appRegistry(spec),
    sessionRegistry(spec),
    ...(isOwned(spec) && hasFind(spec) ? [adminRegistry(spec)] : []),
    ...(spec.isShared ? [] : [tablesRegistry(spec), ...cloudFormationRegistries(spec, tree)]),
  ]
}
