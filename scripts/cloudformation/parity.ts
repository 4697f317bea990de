import type { TableDefinition } from '../../src/common/data/model/table.ts'
import { envTableName } from '../../src/common/data/table-name.ts'
import type { Evaluation } from './evaluate.ts'
import { tablesOf } from './resources.ts'
import { shapeDifferences, shapeOfDefinition, shapeOfProperties } from './table-shape.ts'

/**
 * Holds an evaluated tier equal to the tables that the code declares, in both directions: a table whose flag is on is
 * there with exactly the declared shape, name and outputs; no other table is there.
 */
export function parityProblems(
  tier: string,
  evaluation: Evaluation,
  tables: readonly TableDefinition[],
): string[] {
  const { parameters } = evaluation
  const naming = { namespace: String(parameters.Namespace), environment: String(parameters.Environment) }
  const declared = tables
    .filter((table) => table.deployment.tier === tier)
    .map((table) => ({
      table,
      name: envTableName(table.base, naming),
      on: parameters[table.deployment.flag] === 'true',
    }))
  const { found: resources, problems } = tablesOf(evaluation)

  for (const { table, name, on } of declared) {
    const { flag } = table.deployment
    const matches = resources.filter(({ properties }) => properties.TableName === name)
    const ids = matches.map(({ id }) => id).join(', ')
    if (parameters[flag] === undefined) problems.push(`${table.base}: tier ${tier} has no parameter ${flag}`)
    if (!on && matches.length > 0)
      problems.push(`${table.base}: ${ids} exists although ${flag} is not 'true'`)
    if (on && matches.length !== 1) {
      const have = matches.length === 0 ? 'no table' : `${matches.length} tables (${ids})`
      problems.push(`${table.base}: ${flag} is 'true' but the template has ${have} named ${name}`)
    }
    if (on) {
      problems.push(
        ...matches.flatMap(({ id, properties }) => [
          ...shapeDifferences(shapeOfProperties(properties), shapeOfDefinition(table)).map(
            (difference) => `${table.base}: ${id}: ${difference}`,
          ),
          ...outputProblems(evaluation, id, name),
        ]),
      )
    }
  }
  const names = new Set(declared.map(({ name }) => name))
  return [
    ...problems,
    ...resources
      .filter(({ properties }) => !names.has(properties.TableName))
      .map(
        ({ id, properties }) => `${id}: the code declares no table ${properties.TableName} in tier ${tier}`,
      ),
  ]
}

/** A table is found by its outputs, which come and go with it. */
function outputProblems({ outputs }: Evaluation, id: string, name: string): string[] {
  const expected = {
    [`${id}Name`]: (value: string) => value === name,
    [`${id}Arn`]: (value: string) => value.endsWith(`:table/${name}`),
  }
  return Object.entries(expected).flatMap(([output, fits]) => {
    const value = outputs[output]
    if (value === undefined) return [`${id}: output ${output} is missing`]
    return typeof value === 'string' && fits(value)
      ? []
      : [`${id}: output ${output} is ${JSON.stringify(value)}`]
  })
}
