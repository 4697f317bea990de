import { evaluate } from '../../../scripts/cloudformation/evaluate.ts'
import type { GivenParameters } from '../../../scripts/cloudformation/parameters.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'

/** Evaluates a template of these sections; a table `T` is there to refer to unless Resources are given. */
export function run(sections: string, given: GivenParameters = {}) {
  const table = 'Resources:\n  T: { Type: AWS::DynamoDB::Table, Properties: { TableName: t } }\n'
  const resources = sections.includes('Resources:') ? '' : table
  const text = `AWSTemplateFormatVersion: '2010-09-09'\nDescription: test\n${resources}${sections}\n`
  return evaluate(parseTemplate(text, 'test.yaml'), given)
}
