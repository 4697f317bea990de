import { describe, expect, it } from 'vitest'

import { run } from './run.ts'

describe('rules', () => {
  const rule = (condition: string) => `Parameters: { A: { Type: String } }
Rules:
  R:
    RuleCondition: ${condition}
    Assertions: [{ Assert: !Equals [!Ref A, x], AssertDescription: A must be x }]`

  it('refuse the parameters that break them, and then nothing exists', () => {
    const evaluation = run(rule('!Equals [1, 1]'), { A: 'y' })
    expect(evaluation.brokenRules).toEqual(['rule R: A must be x'])
    expect(evaluation.resources).toEqual({})
  })

  it('let pass what they do not concern', () => {
    expect(run(rule('!Equals [1, 2]'), { A: 'y' }).brokenRules).toEqual([])
    expect(run(rule('!Equals [1, 1]'), { A: 'x' }).resources).toHaveProperty('T')
  })

  it('cannot refer to conditions', () => {
    expect(() => run(rule('!Condition C'), { A: 'x' })).toThrow('a rule cannot refer to condition C')
  })
})

describe('parameters', () => {
  it.each([
    ['{ Type: String }', undefined, 'parameter A has no value and no default'],
    ['{ Type: String, AllowedValues: [dev, prod] }', 'qa', "parameter A: 'qa' is not one of dev, prod"],
    ["{ Type: String, AllowedPattern: '[a-z]+' }", 'a1', "parameter A: 'a1' does not match [a-z]+"],
    ['{ Type: String, MinLength: 2 }', 'a', "parameter A: 'a' is shorter than 2"],
    ['{ Type: String, MaxLength: 2 }', 'abc', "parameter A: 'abc' is longer than 2"],
    ['{ Type: Number }', 'ten', "parameter A: 'ten' is not a number"],
    ['{ Type: Number, MinValue: 1 }', '0', "parameter A: '0' is below 1"],
    ['{ Type: Number, MaxValue: 9 }', '10', "parameter A: '10' is above 9"],
  ])('%s given %s', (declaration, given, message) => {
    const { invalidParameters, resources } = run(
      `Parameters: { A: ${declaration} }`,
      given === undefined ? {} : { A: given },
    )
    expect(invalidParameters).toEqual([message])
    expect(resources).toEqual({})
  })

  it('must be declared', () => {
    expect(run('', { Owner: 'me' }).invalidParameters).toEqual(['parameter Owner is not declared'])
  })
})
