import { brokenRules, conditionEvaluator } from './conditions.ts'
import { resolveValue, type Scope } from './intrinsics.ts'
import { asList, type Json, type JsonObject } from './json.ts'
import { type GivenParameters, type ParameterValue, resolveParameters } from './parameters.ts'
import {
  physicalAttribute,
  physicalId,
  pseudoParameters,
  SAMPLE_STACK,
  type StackIdentity,
} from './physical.ts'
import { TemplateError } from './template.ts'
import type { ResourceDeclaration, Template } from './template-schema.ts'

export interface EvaluatedResource extends Omit<ResourceDeclaration, 'Properties'> {
  readonly Properties: JsonObject
}

/** A template as one set of parameters makes it: the resources that would exist, with every value resolved. */
export interface Evaluation {
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly conditions: Readonly<Record<string, boolean>>
  readonly resources: Readonly<Record<string, EvaluatedResource>>
  readonly outputs: Readonly<Record<string, Json>>
  /** Values that the declared parameters do not allow. */
  readonly invalidParameters: readonly string[]
  /** Assertions of section Rules that do not hold. */
  readonly brokenRules: readonly string[]
}

/**
 * Evaluates a template offline. When the parameters are invalid or break a rule, CloudFormation would refuse the
 * deployment: the evaluation then says why and has no resources.
 *
 * @throws TemplateError for a template that is wrong whatever its parameters.
 */
export function evaluate(
  template: Template,
  given: GivenParameters = {},
  stack: StackIdentity = SAMPLE_STACK,
): Evaluation {
  const { values: parameters, problems: invalidParameters } = resolveParameters(template, given)
  const refused = { parameters, conditions: {}, resources: {}, outputs: {}, invalidParameters }
  if (invalidParameters.length > 0) return { ...refused, brokenRules: [] }

  const known: Readonly<Record<string, ParameterValue>> = { ...pseudoParameters(stack), ...parameters }
  const parameterRef = (name: string): ParameterValue => {
    const value = known[name]
    if (value === undefined)
      throw new TemplateError(`a condition or rule refers to unknown parameter ${name}`)
    return value
  }
  const broken = brokenRules(template, parameterRef)
  if (broken.length > 0) return { ...refused, brokenRules: broken }

  const condition = conditionEvaluator(template, parameterRef)
  const conditions = Object.fromEntries(
    Object.keys(template.Conditions ?? {}).map((name) => [name, condition(name)]),
  )
  const present = (entry: { Condition?: string }) =>
    entry.Condition === undefined || condition(entry.Condition)
  const { scope, properties } = resourceScope(template, known, condition, present, stack)

  const resources = Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, declaration]) => present(declaration))
      .map(([id, declaration]) => [id, { ...declaration, Properties: properties(id) }]),
  )
  const outputs = Object.entries(template.Outputs ?? {}).flatMap(([name, output]) => {
    const value = present(output) ? resolveValue(output.Value, scope) : undefined
    return value === undefined ? [] : [[name, value] as const]
  })
  const named = { conditions, resources, outputs: Object.fromEntries(outputs) }
  return { parameters, ...named, invalidParameters: [], brokenRules: [] }
}

/** Names as resources and outputs see them: parameters, and the other resources that are present. */
function resourceScope(
  template: Template,
  known: Readonly<Record<string, ParameterValue>>,
  condition: (name: string) => boolean,
  present: (entry: { Condition?: string }) => boolean,
  stack: StackIdentity,
): { scope: Scope; properties: (id: string) => JsonObject } {
  const resolved = new Map<string, JsonObject>()
  const open = new Set<string>()
  const declared = (id: string): ResourceDeclaration => {
    const declaration = template.Resources[id]
    if (!declaration) throw new TemplateError(`reference to ${id}, which is not declared`)
    if (present(declaration)) return declaration
    throw new TemplateError(
      `reference to ${id}, which its condition ${declaration.Condition ?? ''} leaves out`,
    )
  }
  const properties = (id: string): JsonObject => {
    const found = resolved.get(id)
    if (found) return found
    if (open.has(id)) throw new TemplateError(`circular reference: ${[...open, id].join(' -> ')}`)
    open.add(id)
    const { Properties = {}, DependsOn = [] } = declared(id)
    for (const other of asList(DependsOn)) {
      if (!template.Resources[other])
        throw new TemplateError(`${id} depends on ${other}, which is not declared`)
    }
    const result = resolveValue(Properties, scope) as JsonObject
    open.delete(id)
    resolved.set(id, result)
    return result
  }
  const scope: Scope = {
    condition,
    ref: (name) => {
      if (name === 'AWS::NoValue') return undefined
      return known[name] ?? physicalId(declared(name).Type, { id: name, properties: properties(name), stack })
    },
    getAtt: (id, attribute) =>
      physicalAttribute(declared(id).Type, attribute, { id, properties: properties(id), stack }),
  }
  return { scope, properties }
}
