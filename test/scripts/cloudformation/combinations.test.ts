import { describe, expect, it } from 'vitest'
import { combinations } from '../../../scripts/cloudformation/combinations.ts'
import { parseTemplate } from '../../../scripts/cloudformation/template.ts'

const flagsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `Enable${at}`)

/** The settings that are tried of a template with so many flags, as one letter a flag. */
function settingsOf(count: number): Set<string> {
  const flag = "{ Type: String, Default: 'false', AllowedValues: ['true', 'false'] }"
  const parameters = flagsOf(count).map((name) => `  ${name}: ${flag}\n`)
  const text = `AWSTemplateFormatVersion: '2010-09-09'\nDescription: flags\nParameters:\n${parameters.join('')}Resources: {}\n`
  const tried = combinations(parseTemplate(text, 'flags'), {})
  return new Set(
    tried.map((each) =>
      flagsOf(count)
        .map((name) => (each.parameters[name] === 'true' ? '+' : '-'))
        .join(''),
    ),
  )
}

describe('the settings of flags that are tried', () => {
  it('are all of them while there are few', () => {
    expect(settingsOf(10).size).toBe(1024)
  })

  it('stay few where there are many, and set every two flags in each of the four ways', () => {
    const settings = [...settingsOf(25)]
    expect(settings.length).toBeLessThan(700)
    expect(settings).toContain('+'.repeat(25))
    expect(settings).toContain('-'.repeat(25))
    for (const one of Array(25).keys()) {
      for (const other of Array(one).keys())
        expect(new Set(settings.map((each) => `${each[one]}${each[other]}`)).size).toBe(4)
    }
  })
})
