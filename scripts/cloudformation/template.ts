import { readFileSync } from 'node:fs'

import { Value } from '@sinclair/typebox/value'
import { type CollectionTag, parseDocument, type ScalarTag, visit } from 'yaml'

import { type Template, TemplateSchema } from './template-schema.ts'

/** A template that CloudFormation would refuse, or that says something the evaluator does not know. */
export class TemplateError extends Error {
  override name = 'TemplateError'
}

const FUNCTIONS = ['Sub', 'Join', 'If', 'Equals', 'Not', 'And', 'Or', 'Select', 'Split', 'GetAtt']
const PLAIN = ['Ref', 'Condition']

/** `!Sub x` means `{ "Fn::Sub": x }`; `!Ref` and `!Condition` have no `Fn::` in their long form. */
function longForm(tag: string, value: unknown): Record<string, unknown> {
  if (tag === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.')
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] }
  }
  return { [PLAIN.includes(tag) ? tag : `Fn::${tag}`]: value }
}

const customTags = [...FUNCTIONS, ...PLAIN].flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text) => longForm(name, text) },
  { tag: `!${name}`, collection: 'seq', resolve: (list) => longForm(name, list.toJSON()) },
  { tag: `!${name}`, collection: 'map', resolve: (map) => longForm(name, map.toJSON()) },
])

/**
 * Parses a template with the short tags of CloudFormation and checks its shape.
 *
 * @throws TemplateError with the name of the template and the first fault.
 */
export function parseTemplate(text: string, name: string): Template {
  const document = parseDocument(text, { customTags, version: '1.1', schema: 'core', merge: false })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) throw new TemplateError(`${name}: ${fault.message}`)
  visit(document, {
    Alias: () => {
      throw new TemplateError(`${name}: CloudFormation does not accept YAML aliases`)
    },
  })
  const template: unknown = document.toJS()
  if (Value.Check(TemplateSchema, template)) return template
  const error = Value.Errors(TemplateSchema, template).First()
  throw new TemplateError(`${name}: ${error?.path ?? ''}: ${error?.message ?? 'not a template'}`)
}

/** @throws TemplateError with the name when there is no such file */
export function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TemplateError(`${name}: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
}

/** Reads and parses a template; `text` is what CloudFormation receives. */
export function loadTemplate(path: string, name: string): { template: Template; text: string } {
  const text = readText(path, name)
  return { template: parseTemplate(text, name), text }
}
