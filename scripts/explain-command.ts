import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Model } from '../src/common/data/model/model.ts'
import { planQuery, type Plan } from '../src/common/data/planner.ts'
import type { SortCondition } from '../src/common/data/store/store.ts'
import type { KeyValue } from '../src/common/data/store/value.ts'
import { parseOptions, UsageError } from './command-line.ts'

const USAGE = `Usage: npm run explain -- MODEL [--ATTRIBUTE VALUE]... [--ATTRIBUTE[OPERATOR] VALUE]... [--index NAME]

Says how a query of a model is answered: which key or index serves it, under which key condition, what is left to filter,
and what that costs. Nothing is read, and no store is needed. Without a model: the models, with their keys and indexes.

  npm run explain -- todo --userId u1 --state open
  npm run explain -- todo --userId u1 --createdAt[gte] 2026-11-01T00:00:00Z

  OPERATOR   eq, ne, lt, lte, gt, gte or beginsWith
  --index    use this index of the model
  --help     this text

Exit code: 0 when a key or an index serves the query, 2 when the table would be read, 1 for a mistake.`

const OPERATORS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'beginsWith'] as const
const TABLE_IS_READ = 2

/** The models that the features declare, by name. */
export async function declaredModels(): Promise<ReadonlyMap<string, Model>> {
  const features = join(import.meta.dirname, '..', 'src', 'features')
  const files = readdirSync(features).flatMap((feature) => filesIn(join(features, feature, 'model')))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href) as Promise<object>))
  const models = modules.flatMap((module) => Object.values(module).filter(isModel))
  return new Map(models.map((model) => [model.name, model]))
}

export async function explainCommand(args: readonly string[]): Promise<number> {
  const models = await declaredModels()
  const [name, ...rest] = args
  if (name === undefined || name === '--help') {
    console.log(`${USAGE}\n\nModels:\n${[...models.values()].map(described).join('\n')}`)
    return 0
  }
  const model = models.get(name)
  if (!model) throw new UsageError(`No model '${name}'; the models are: ${[...models.keys()].join(', ')}`)
  const { where, index } = asked(model, rest)
  const plan = planQuery(model, where, { index })
  console.log(explained(model, plan).join('\n'))
  return plan.kind === 'scan' ? TABLE_IS_READ : 0
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => join(folder, file))
}

const isModel = (value: unknown): value is Model =>
  typeof value === 'object' && value !== null && 'codec' in value && 'keys' in value && 'table' in value

function described({ name, table, keys }: Model): string {
  const pair = ({ pk, sk }: Model['keys']['primary']): string =>
    [pk, sk].flatMap((key) => (key ? [key.template.source] : [])).join(' / ')
  const indexes = keys.indexes.map((index) => `\n    ${index.name} (${index.index}): ${pair(index)}`)
  return `  ${name} in ${table.base}: ${pair(keys.primary)}${indexes.join('')}`
}

/** What the options ask of the model's attributes. @throws UsageError */
function asked(model: Model, args: readonly string[]) {
  const names = model.codec.names
  const tests = names.flatMap((name) => [name, ...OPERATORS.map((operator) => `${name}[${operator}]`)])
  const options = Object.fromEntries(['index', ...tests].map((each) => [each, { type: 'string' } as const]))
  const { values, positionals } = parseOptions(args, options, USAGE)
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`Unexpected argument '${stray}'\n\n${USAGE}`)
  const where: Record<string, Record<string, unknown>> = {}
  for (const [option, text] of Object.entries(values)) {
    if (option === 'index' || typeof text !== 'string') continue
    const [, name = '', operator = 'eq'] = /^(\w+)(?:\[(\w+)\])?$/.exec(option) ?? []
    where[name] = { ...where[name], [operator]: valueOf(model, name, text) }
  }
  return { where, index: typeof values.index === 'string' ? values.index : undefined }
}

/** Options are text; attributes may not be. */
function valueOf(model: Model, name: string, text: string): unknown {
  const { type, anyOf = [] } = (model.attributes[name] ?? {}) as {
    type?: string
    anyOf?: { type?: string }[]
  }
  const types = [type, ...anyOf.map((member) => member.type)]
  if (types.includes('integer') || types.includes('number')) return Number(text)
  return types.includes('boolean') ? text === 'true' : text
}

function explained({ name, table, keys }: Model, plan: Plan): string[] {
  const lines = [`${name} in the table ${table.base}`]
  const filter = `  filter  ${plan.filter ? JSON.stringify(plan.filter) : 'none: the key says it all'}`
  if (plan.kind === 'scan') return [...lines, '  read    the whole table', filter, `  cost    ${COSTS.scan}`]
  if (plan.kind === 'get') {
    const key = Object.entries(plan.key).map(([attribute, value]) => `${attribute} = ${keyText(value)}`)
    return [...lines, `  read    one item: ${key.join(', ')}`, filter, `  cost    ${COSTS.get}`]
  }
  const { pk, sk } = plan.index ?? keys.primary
  const index = plan.index ? `the index ${plan.index.index} (${plan.index.name})` : 'the table'
  const sort = sk && plan.sk ? `, ${sk.attribute.name} ${sortText(plan.sk)}` : ''
  return [
    ...lines,
    `  read    one partition of ${index}: ${pk.attribute.name} = ${keyText(plan.pk)}${sort}`,
    filter,
    `  cost    ${plan.filter ? COSTS.filtered : COSTS.range}`,
  ]
}

const COSTS = {
  get: 'one read of one item',
  range: 'one query; what is read is what is answered, but for items of other models in between',
  filtered: 'one query or more; what the filter leaves out is read, too',
  scan: 'grows with the table: every item is read, 10,000 at most for a page',
} as const

const SIGNS: Readonly<Record<string, string>> = {
  ...{ eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=', between: 'between', beginsWith: 'begins with' },
}

/** Bytes, where a key is made of them, as Base64. */
function keyText(value: KeyValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return typeof value === 'object' ? value.text : String(value)
}

const sortText = (condition: SortCondition): string =>
  Object.entries(condition)
    .map(([operator, value]: [string, KeyValue | readonly KeyValue[]]) => {
      const values = value instanceof Uint8Array || !Array.isArray(value) ? [value as KeyValue] : value
      return `${SIGNS[operator] ?? operator} ${values.map(keyText).join(' and ')}`
    })
    .join(', ')
