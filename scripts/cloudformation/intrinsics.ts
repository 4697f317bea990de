import { isList, isObject, type Json } from './json.ts'
import { TemplateError } from './template.ts'

/** What names stand for at one place of a template. */
export interface Scope {
  /** undefined is AWS::NoValue. */
  ref(name: string): Json | undefined
  getAtt(id: string, attribute: string): Json
  condition(name: string): boolean
}

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': (argument, scope) => {
    const [id, attribute] = list(argument, 'Fn::GetAtt', 2)
    return scope.getAtt(text(id, 'Fn::GetAtt'), text(attribute, 'Fn::GetAtt'))
  },
  // Only the branch taken is resolved: the other may refer to a resource that its condition leaves out.
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list(argument, 'Fn::If', 3)
    return resolveValue((scope.condition(text(name, 'Fn::If')) ? whenTrue : whenFalse) ?? null, scope)
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, 'Fn::Join', 2)
    const texts = list(resolveValue(parts ?? null, scope), 'Fn::Join').map((part) => text(part, 'Fn::Join'))
    return texts.join(text(separator, 'Fn::Join'))
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument, 'Fn::Split', 2)
    return text(resolveValue(source ?? null, scope), 'Fn::Split').split(text(separator, 'Fn::Split'))
  },
  'Fn::Select': (argument, scope) => {
    const [index, source] = list(argument, 'Fn::Select', 2)
    const picked = list(resolveValue(source ?? null, scope), 'Fn::Select')[Number(text(index, 'Fn::Select'))]
    if (picked === undefined)
      throw new TemplateError(`Fn::Select: there is no element ${text(index, 'Fn::Select')}`)
    return picked
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables = {}] = isList(argument) ? list(argument, 'Fn::Sub', 2) : [argument]
    return substitute(text(template, 'Fn::Sub'), variables, scope)
  },
}

/** `${Name}`, `${Resource.Attribute}`, a variable of the second argument, and `${!Literal}`. */
function substitute(template: string, variables: Json, scope: Scope): string {
  return template.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    const variable = isObject(variables) ? variables[name] : undefined
    const dot = name.indexOf('.')
    if (variable !== undefined) return text(resolveValue(variable, scope), `Fn::Sub \${${name}}`)
    const value = dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1))
    return text(value, `Fn::Sub \${${name}}`)
  })
}

/**
 * A value of a template with every intrinsic function resolved. `AWS::NoValue` takes its member or list element away.
 *
 * @throws TemplateError for a function that is unknown, misused or allowed only in conditions.
 */
export function resolveValue(value: Json, scope: Scope): Json | undefined {
  if (isList(value)) return value.map((v) => resolveValue(v, scope)).filter((v) => v !== undefined)
  if (!isObject(value)) return value
  const names = Object.keys(value)
  const name = names.find((key) => key === 'Ref' || key.startsWith('Fn::'))
  if (name !== undefined) {
    const intrinsic = INTRINSICS[name]
    if (!intrinsic) throw new TemplateError(`${name} is not supported here`)
    if (names.length > 1) throw new TemplateError(`${name} stands beside other members: ${names.join(', ')}`)
    return intrinsic(value[name] ?? null, scope)
  }
  const resolved = Object.entries(value).map(([key, member]) => [key, resolveValue(member, scope)] as const)
  return Object.fromEntries(
    resolved.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  )
}

function text(value: Json | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new TemplateError(
    `${where}: ${value === undefined ? 'AWS::NoValue' : JSON.stringify(value)} is not text`,
  )
}

function list(value: Json | undefined, where: string, length?: number): readonly Json[] {
  if (value === undefined || !isList(value)) throw new TemplateError(`${where} needs a list`)
  if (length !== undefined && value.length !== length) {
    throw new TemplateError(`${where} needs ${length} elements, not ${value.length}`)
  }
  return value
}
