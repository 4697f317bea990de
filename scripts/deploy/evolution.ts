import type { Evaluation } from '../cloudformation/evaluate.ts'
import { tablesOf, type TableProperties } from '../cloudformation/resources.ts'
import { shapeOfProperties } from '../cloudformation/table-shape.ts'

/**
 * What CloudFormation would refuse, or do at the cost of data, when a deployed tier becomes another: found before it is
 * asked, because it finds out only in the middle. Every sentence says what to do instead.
 */
export function evolutionProblems(deployed: Evaluation, next: Evaluation): string[] {
  const before = tablesOf(deployed).found
  const after = new Map(tablesOf(next).found.map((table) => [table.id, table.properties]))
  return before.flatMap(({ id, properties }) => {
    const changed = after.get(id)
    if (changed) return tableProblems(properties, changed).map((problem) => `${id}: ${problem}`)
    const renamed = [...after].find(([, { TableName }]) => TableName === properties.TableName)?.[0]
    return [
      renamed === undefined
        ? `${id}: the table ${properties.TableName} would leave the stack and stay behind without it; set its flag again`
        : `${id}: another logical id, ${renamed}, would create ${properties.TableName}, which exists; keep ${id}`,
    ]
  })
}

function tableProblems(before: TableProperties, after: TableProperties): string[] {
  const [was, is] = [shapeOfProperties(before), shapeOfProperties(after)]
  const replaced = [
    ...(before.TableName === after.TableName
      ? []
      : [`the name is ${after.TableName}, it was ${before.TableName}`]),
    ...(was.key === is.key ? [] : [`the key is ${is.key}, it was ${was.key}`]),
  ].map((change) => `${change}: the table would be replaced by an empty one; migrate to a new table instead`)
  return [...replaced, ...indexProblems(was.indexes, is.indexes), ...streamAndExpiry(was, is)]
}

type Indexes = Readonly<Record<string, string>>

function indexProblems(before: Indexes, after: Indexes): string[] {
  const isLocal = (shape: string): boolean => shape.startsWith('local,')
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const edited = names.filter((name) => name in before && name in after && before[name] !== after[name])
  const moved = names.filter((name) => name in before !== name in after)
  const local = [...edited, ...moved].filter((name) => isLocal(after[name] ?? before[name] ?? ''))
  const global = moved.filter((name) => !local.includes(name))
  return [
    ...local.map(
      (name) => `local index ${name} differs: only a new table can get or lose one; migrate to a new table`,
    ),
    ...edited
      .filter((name) => !local.includes(name))
      .map((name) => `index ${name} differs: add it under a new name, deploy, then drop the old one`),
    ...(global.length > 1
      ? [
          `${global.join(' and ')} come or go at once: CloudFormation takes one index in one update; deploy each alone`,
        ]
      : []),
  ]
}

/** These have to be turned off in one update and on, otherwise, in the next. */
function streamAndExpiry(
  was: { ttl: string; stream: string },
  is: { ttl: string; stream: string },
): string[] {
  return (['ttl', 'stream'] as const)
    .filter((what) => was[what] !== 'none' && is[what] !== 'none' && was[what] !== is[what])
    .map((what) => `${what} is ${is[what]}, it was ${was[what]}: turn it off, deploy, then on`)
}
