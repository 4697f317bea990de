import { resolveValue, type Scope } from './intrinsics.ts'
import { isList, isObject, type Json } from './json.ts'
import { TemplateError } from './template.ts'
import type { Template } from './template-schema.ts'

/** Conditions and rules see parameters only: no resource exists yet when they are evaluated. */
type ParameterScope = Scope['ref']

/** The conditions of a template by name, each evaluated once. */
export function conditionEvaluator(template: Template, ref: ParameterScope): (name: string) => boolean {
  const known = new Map<string, boolean>()
  const open = new Set<string>()
  const condition = (name: string): boolean => {
    const found = known.get(name)
    if (found !== undefined) return found
    const body = template.Conditions?.[name]
    if (body === undefined) throw new TemplateError(`condition ${name} is not declared`)
    if (open.has(name)) throw new TemplateError(`condition ${name} is circular`)
    open.add(name)
    const result = truth(body, ref, condition)
    known.set(name, result)
    return result
  }
  return condition
}

/** The descriptions of the assertions that the parameters break, each with the name of its rule. */
export function brokenRules(template: Template, ref: ParameterScope): string[] {
  const noConditions = (name: string): never => {
    throw new TemplateError(`a rule cannot refer to condition ${name}`)
  }
  const holds = (expression: Json) => truth(expression, ref, noConditions)
  return Object.entries(template.Rules ?? {}).flatMap(([name, { RuleCondition, Assertions }]) =>
    RuleCondition !== undefined && !holds(RuleCondition)
      ? []
      : Assertions.filter(({ Assert }) => !holds(Assert)).map((a) => `rule ${name}: ${a.AssertDescription}`),
  )
}

type Truth = (expression: Json) => boolean

/** How each condition function judges its operands, with how many it may have. */
const FUNCTIONS: Readonly<
  Record<
    string,
    {
      least: number
      most: number
      judge: (operands: readonly Json[], truth: Truth, ref: ParameterScope) => boolean
    }
  >
> = {
  'Fn::Equals': {
    least: 2,
    most: 2,
    judge: (operands, _, ref) => {
      const [left, right] = operands.map((operand) => asText(resolveValue(operand, parametersOnly(ref))))
      return JSON.stringify(left) === JSON.stringify(right)
    },
  },
  'Fn::Not': { least: 1, most: 1, judge: (operands, truth) => !operands.every(truth) },
  // No short cut: an undeclared name in the last operand is a fault whatever the first says.
  'Fn::And': { least: 2, most: 10, judge: (operands, truth) => operands.map(truth).every(Boolean) },
  'Fn::Or': { least: 2, most: 10, judge: (operands, truth) => operands.map(truth).some(Boolean) },
}

function truth(expression: Json, ref: ParameterScope, condition: (name: string) => boolean): boolean {
  const [entry, ...others] = isObject(expression) ? Object.entries(expression) : []
  if (!entry || others.length > 0) throw new TemplateError(`not a condition: ${JSON.stringify(expression)}`)
  const [name, argument] = entry
  if (name === 'Condition' && typeof argument === 'string') return condition(argument)
  const found = FUNCTIONS[name]
  if (!found) throw new TemplateError(`${name} is not supported in a condition`)
  const operands = isList(argument) ? argument : []
  if (operands.length < found.least || operands.length > found.most) {
    throw new TemplateError(`${name} has ${operands.length} operands, not ${found.least} to ${found.most}`)
  }
  return found.judge(operands, (operand) => truth(operand, ref, condition), ref)
}

// Parameters are text: a literal 1 or true in the template equals '1' or 'true'.
const asText = (value: Json | undefined) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

const parametersOnly = (ref: ParameterScope): Scope => ({
  ref,
  getAtt: (id) => {
    throw new TemplateError(`a condition cannot refer to resource ${id}`)
  },
  condition: () => {
    throw new TemplateError('Fn::If is not allowed in a condition')
  },
})
