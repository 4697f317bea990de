import { describe, expect, it } from 'vitest'

import { run } from './run.ts'

/** The value of one output, with parameters A='a', N=3 (Number) and L='x,y' (list). */
const value = (expression: string) =>
  run(`Parameters:
  A: { Type: String, Default: a }
  N: { Type: Number, Default: 3 }
  L: { Type: CommaDelimitedList, Default: 'x, y' }
Conditions:
  Yes: !Equals [!Ref A, a]
  No: !Not [!Condition Yes]
Outputs:
  O: { Value: ${expression} }`).outputs.O

describe('intrinsic functions', () => {
  it.each([
    ['!Ref A', 'a'],
    ['!Ref N', '3'],
    ['!Ref L', ['x', 'y']],
    ['!Ref T', 't'],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!GetAtt T.Arn', 'arn:aws:dynamodb:us-east-1:123456789012:table/t'],
    ['{ Fn::GetAtt: [T, Arn] }', 'arn:aws:dynamodb:us-east-1:123456789012:table/t'],
    ["!Sub '${A}-${T}-${T.Arn}'", 'a-t-arn:aws:dynamodb:us-east-1:123456789012:table/t'],
    ["!Sub ['${A}${V}', { V: !Ref N }]", 'a3'],
    ["!Sub '${!A} costs $5'", '${A} costs $5'],
    ["!Join ['-', [!Ref A, b, !Ref N]]", 'a-b-3'],
    ["!Join ['', !Ref L]", 'xy'],
    ["!Join [',', [x, !If [No, y, !Ref AWS::NoValue]]]", 'x'],
    ["!Select [1, !Split ['/', 'p/q/r']]", 'q'],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, !Ref Nowhere, [true, null]]', [true, null]],
    ['{ a: !If [No, 1, !Ref AWS::NoValue], b: [!Ref AWS::NoValue, 2] }', { b: [2] }],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  it.each([
    ['!Ref Nowhere', 'reference to Nowhere, which is not declared'],
    ['!GetAtt T.Colour', 'GetAtt of T.Colour: not known'],
    ['!If [Perhaps, 1, 2]', 'condition Perhaps is not declared'],
    ['!If [Yes, 1]', 'Fn::If needs 3 elements, not 2'],
    ["!Sub 'x${L}'", 'Fn::Sub ${L}: ["x","y"] is not text'],
    ["!Sub 'x${AWS::NoValue}'", 'AWS::NoValue is not text'],
    ['!Select [9, !Ref L]', 'there is no element 9'],
    ['!Equals [a, a]', 'Fn::Equals is not supported here'],
    ['{ Fn::GetAZs: us-east-1 }', 'Fn::GetAZs is not supported here'],
    ['{ Ref: A, b: 1 }', 'Ref stands beside other members: Ref, b'],
  ])('%s is a fault', (expression, message) => {
    expect(() => value(expression)).toThrow(message)
  })
})

describe('conditions', () => {
  const holds = (expression: string, others = '') =>
    run(`Parameters: { A: { Type: String, Default: '1' } }\nConditions:\n  C: ${expression}\n${others}`)
      .conditions.C

  it.each([
    ['!Equals [!Ref A, 1]', true],
    ["!Equals [!Ref A, '2']", false],
    ['!Equals [!Sub "x${A}", x1]', true],
    ['!Not [!Equals [!Ref A, 1]]', false],
    ['!And [!Equals [a, a], !Equals [a, b]]', false],
    ['!Or [!Equals [a, b], !Condition D]', true],
  ])('%s is %s', (expression, expected) => {
    expect(holds(expression, '  D: !Equals [a, a]')).toBe(expected)
  })

  it.each([
    ['!Condition C', 'condition C is circular'],
    ['!Condition E', 'condition E is not declared'],
    ['!And [!Equals [a, b], !Condition E]', 'condition E is not declared'],
    ['!Equals [!Ref T, t]', 'unknown parameter T'],
    ['!Equals [!GetAtt T.Arn, t]', 'a condition cannot refer to resource T'],
    ['!And [!Equals [a, a]]', 'Fn::And has 1 operands, not 2 to 10'],
    ["'true'", 'not a condition'],
    ['{ Fn::Contains: [[a], a] }', 'Fn::Contains is not supported in a condition'],
  ])('%s is a fault', (expression, message) => {
    expect(() => holds(expression)).toThrow(message)
  })
})

describe('resources', () => {
  it('are there with their condition, and so are their outputs', () => {
    const sections = `Parameters: { F: { Type: String } }
Conditions: { On: !Equals [!Ref F, 'true'] }
Resources:
  T: { Type: AWS::DynamoDB::Table, Condition: On, Properties: { TableName: t } }
Outputs:
  Arn: { Condition: On, Value: !GetAtt T.Arn }`
    const on = run(sections, { F: 'true' })
    const off = run(sections, { F: 'false' })
    expect(on.resources.T?.Properties).toEqual({ TableName: 't' })
    expect(on.outputs).toEqual({ Arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/t' })
    expect([off.resources, off.outputs]).toEqual([{}, {}])
  })

  it.each([
    ['T: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Ref T } }', 'circular reference: T -> T'],
    ['T: { Type: AWS::DynamoDB::Table, DependsOn: U }', 'T depends on U, which is not declared'],
    ['T: { Type: AWS::DynamoDB::Table, Condition: C }', 'condition C is not declared'],
    [
      'T: { Type: AWS::X::Y, Properties: { V: !Ref U } }\n  U: { Type: AWS::X::Y }',
      'type AWS::X::Y is not known',
    ],
  ])('%s is a fault', (resource, message) => {
    expect(() => run(`Resources:\n  ${resource}`)).toThrow(message)
  })
})
