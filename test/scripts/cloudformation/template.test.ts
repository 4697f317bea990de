import { describe, expect, it } from 'vitest'

import { parseTemplate } from '../../../scripts/cloudformation/template.ts'

const HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nDescription: test\n"
const parse = (text: string) => parseTemplate(HEAD + text, 'test.yaml')

describe('parseTemplate', () => {
  it('reads short tags as their long forms, nested as well', () => {
    const { Resources } = parse(`Resources:
  T:
    Type: AWS::DynamoDB::Table
    Properties:
      A: !Ref X
      B: !GetAtt T.Stream.Arn
      C: !If [On, !Sub '\${X}', !Join ['-', [!Ref X, b]]]
      D: !Sub ['\${V}', { V: !GetAtt [T, Arn] }]`)
    expect(Resources.T?.Properties).toEqual({
      A: { Ref: 'X' },
      B: { 'Fn::GetAtt': ['T', 'Stream.Arn'] },
      C: { 'Fn::If': ['On', { 'Fn::Sub': '${X}' }, { 'Fn::Join': ['-', [{ Ref: 'X' }, 'b']] }] },
      D: { 'Fn::Sub': ['${V}', { V: { 'Fn::GetAtt': ['T', 'Arn'] } }] },
    })
  })

  it.each([
    [
      'a key twice',
      'Resources:\n  T: { Type: AWS::A::B }\n  T: { Type: AWS::A::B }',
      'Map keys must be unique',
    ],
    ['an unknown tag', 'Resources:\n  T: { Type: AWS::A::B, Properties: { A: !Reff X } }', 'Unresolved tag'],
    ['an unknown section', 'Resources: {}\nResource: {}', '/Resource: Unexpected property'],
    ['a misspelt member', 'Resources:\n  T: { Type: AWS::A::B, Condtion: C }', '/Resources/T/Condtion'],
    ['a resource without a type', 'Resources:\n  T: { Properties: {} }', '/Resources/T/Type'],
    ['a logical id with a hyphen', 'Resources:\n  T-1: { Type: AWS::A::B }', '/Resources/T-1'],
    [
      'an alias',
      'Resources:\n  T: &t { Type: AWS::A::B }\n  U: *t',
      'CloudFormation does not accept YAML aliases',
    ],
    ['no mapping at all', 'Resources: [', 'test.yaml'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})
