import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Runs the command as npm does; an empty PATH stands for a machine without cfn-lint. */
function validate(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  const script = join(root, 'scripts', 'validate.ts')
  return spawnSync(process.execPath, [tsx, script, ...args], { encoding: 'utf8', env })
}

describe('npm run validate', () => {
  it('reports every tier and environment, and that cfn-lint is not there', () => {
    const { status, stdout } = validate([], { ...process.env, PATH: '' })
    expect(stdout).toMatch(/backend +dev +\d+ combinations evaluated, \d+ refused by its rules/)
    expect(stdout).toContain('Templates and code agree.')
    expect(stdout).toContain('cfn-lint: skipped, it is not on PATH')
    expect(status).toBe(0)
  })

  it('explains itself', () => {
    const { status, stdout } = validate(['--help'])
    expect(stdout).toContain('Usage: npm run validate')
    expect(status).toBe(0)
  })

  it('refuses an option that it does not know', () => {
    const { status, stderr } = validate(['--fix'])
    expect(stderr).toContain("Unknown option '--fix'")
    expect(status).toBe(2)
  })
})
