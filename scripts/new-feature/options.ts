import { parseOptions, UsageError } from '../command-line.ts'
import { namesOf, singularOf, type FeatureNames } from './names.ts'
import { attributeName, parseAttribute } from './parse-attribute.ts'
import { parseIndexes } from './parse-index.ts'
import { quoted } from './quoted.ts'
import { reservedWords, takenNames } from './reserved.ts'
import { keyConstant, type AttributeSpec, type FeatureSpec } from './spec.ts'

export const USAGE = `Usage: npm run new:feature -- NAME [options]

Writes a feature with its model, service, DTOs, operations, routes, README and tests, registers it in src/app.ts and
src/tables.ts, and adds its table to the CloudFormation template of its tier. Without a name it asks, on a terminal.

  NAME                       plural, in lower case: books, library-books
  --singular NAME            where the plural is irregular: people --singular person
  --key ATTRIBUTE            what names an item (default id); or two: --key owner,bookId. Keys are text
  --attribute NAME:TYPE      any number. Types: string, integer, number, boolean, timestamp, string[];
                             with ? it may be null; with =VALUE the documentation shows this example
  --index NAME=ATTRIBUTE     any number: byAuthor=author, or byAuthor=author,publishedAt to sort by a second one
  --table own | entities     a table of its own (default), or the one that single-table features share
  --tier NAME                the CloudFormation tier of a table of its own (default backend)
  --ttl NAME                 an attribute with the time at which an item vanishes, in epoch seconds
  --version, --no-version    items carry a version, which is their ETag (default), or not
  --dry-run                  says what would be written, and writes nothing
  --help                     this text

Example:
  npm run new:feature -- books --attribute title:string=Moby-Dick --attribute pages:integer? --index byTitle=title`

const OPTIONS = {
  singular: { type: 'string' },
  key: { type: 'string', default: 'id' },
  attribute: { type: 'string', multiple: true },
  index: { type: 'string', multiple: true },
  table: { type: 'string', default: 'own' },
  tier: { type: 'string', default: 'backend' },
  ttl: { type: 'string' },
  version: { type: 'boolean', default: false },
  'no-version': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export interface Request {
  readonly spec: FeatureSpec
  readonly isDryRun: boolean
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** What is asked for, checked; undefined when it is the help. @throws UsageError that names the argument and the fix */
export function parseRequest(args: readonly string[]): Request | undefined {
  const { positionals, values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) return undefined
  const [name, ...rest] = positionals
  if (name === undefined)
    throw new UsageError(`NAME is missing: what shall the feature be called?\n\n${USAGE}`)
  if (rest.length > 0) throw new UsageError(`One NAME only, and then options: '${rest.join(' ')}' is neither`)
  if (values.version && values['no-version']) throw new UsageError('--version and --no-version: choose one')
  if (values.table !== 'own' && values.table !== 'entities')
    throw new UsageError(`--table ${values.table}: it is own, or entities for the shared one`)
  const isShared = values.table === 'entities'
  const key = keyOf(values.key)
  const attributes = attributesOf(values.attribute ?? [], key, values.ttl, isShared)
  const spec = {
    names: featureNames(name, values.singular),
    key,
    attributes,
    indexes: parseIndexes(values.index ?? [], { attributes, key, isShared }),
    isShared,
    tier: values.tier,
    ttl: values.ttl,
    isVersioned: !values['no-version'],
    command: `npm run new:feature -- ${args
      .filter((each) => each !== '--dry-run')
      .map(quoted)
      .join(' ')}`,
  }
  checkNames(spec)
  return { spec, isDryRun: values['dry-run'] }
}

function featureNames(name: string, singular = singularOf(name)): FeatureNames {
  for (const each of [name, singular])
    if (!KEBAB.test(each))
      throw new UsageError(`'${each}' is no name; write it in lower case: books, library-books`)
  if (singular === name)
    throw new UsageError(
      `'${name}' has no plural that can be seen; say --singular, such as people --singular person`,
    )
  return { many: namesOf(name), one: namesOf(singular) }
}

function keyOf(text: string): FeatureSpec['key'] {
  const [first = '', second, ...more] = text
    .split(',')
    .map((each) => attributeName(each.trim(), `--key ${text}`))
  if (more.length > 0) throw new UsageError(`--key ${text}: a key has one attribute, or two`)
  if (first === second) throw new UsageError(`--key ${text}: the two have to differ`)
  return second === undefined ? [first] : [first, second]
}

function attributesOf(
  texts: readonly string[],
  key: FeatureSpec['key'],
  ttl: string | undefined,
  isShared: boolean,
): AttributeSpec[] {
  const given = texts.map(parseAttribute)
  // A key may be declared too; it is text either way.
  const attributes = given.filter(({ name }) => !(key as readonly string[]).includes(name))
  for (const { name, type, isNullable } of given)
    if (!attributes.some((each) => each.name === name) && (type !== 'string' || isNullable))
      throw new UsageError(
        `--attribute ${name}:${type}: ${name} is part of the key, so it is a string and never null`,
      )
  if (attributes.length === 0)
    throw new UsageError('--attribute is missing: something beside the key, such as --attribute title:string')
  const twice = attributes.find(({ name }, at) => attributes.findIndex((each) => each.name === name) !== at)
  if (twice) throw new UsageError(`--attribute ${twice.name}: it is there twice`)
  if (ttl === undefined) return attributes
  attributeName(ttl, '--ttl')
  if (isShared && ttl !== 'expiresAt')
    throw new UsageError(`--ttl ${ttl}: on the shared table it is called expiresAt`)
  if ([...attributes.map(({ name }) => name), ...key].includes(ttl))
    throw new UsageError(`--ttl ${ttl}: leave out --attribute ${ttl}, it comes with --ttl`)
  return [...attributes, { name: ttl, type: 'expiry', isNullable: true, example: 4_102_444_800 }]
}

/** The code that is written names variables after the feature and its keys. */
function checkNames(spec: FeatureSpec): void {
  const { one, many } = spec.names
  const bad =
    [one, many].find(({ kebab, camel }) => takenNames.has(kebab) || takenNames.has(camel))?.kebab ??
    spec.key.find((name) => reservedWords.has(name))
  if (bad !== undefined)
    throw new UsageError(`'${bad}' has a meaning in the code that would be written; choose another name`)
  const constants = spec.key.map((each) => keyConstant(spec, each))
  if (new Set(constants).size < constants.length || constants.includes(one.camel))
    throw new UsageError(`--key ${spec.key.join(',')}: choose names that differ more from '${one.camel}'`)
}
