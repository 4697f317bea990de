import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))

function bench(...args: string[]) {
  const script = ['--import', 'tsx', 'scripts/bench.ts', ...args]
  return spawnSync(process.execPath, script, { encoding: 'utf8', timeout: 60_000 })
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('npm run bench', { timeout: 90_000 }, () => {
  it.each(['get-one-sqlite', 'data-save-dynamodb'])('measures %s to the end', (name) => {
    const json = join(folder, `${name}.json`)
    const { status, stdout, stderr } = bench('--quick', '--only', `^${name}$`, '--json', json)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/\d+\.\d+ .* (pass|over)/)
    const { results } = JSON.parse(readFileSync(json, 'utf8')) as { results: Record<string, unknown>[] }
    expect(results).toHaveLength(1)
    for (const figure of [
      'baseMicros',
      'ourMicros',
      'ratio',
      'operations',
      'baseKilobytes',
      'ourKilobytes',
    ]) {
      expect(results[0]?.[figure]).toBeGreaterThan(0)
    }
  })

  it('walks a table and finds memory flat', () => {
    const { status, stdout, stderr } = bench('--memory', '30000', '--check')
    expect(stderr).toBe('')
    expect(stdout).toContain('Scan of 30000 passengers')
    expect(stdout).toMatch(/\n +30000 .*\nThe heap grew by .* MB: flat\n/)
    expect(status).toBe(0)
  })

  it('measures cold starts of the bundled API and of a bare function', () => {
    const json = join(folder, 'cold-start.json')
    const { status, stdout, stderr } = bench('--cold-start', '--quick', '--json', json)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/bare function +[\d.]+ +1\.00 /)
    const { results } = JSON.parse(readFileSync(json, 'utf8')) as { results: Record<string, unknown>[] }
    const names = ['bare function', 'API', 'API with SQS and S3', 'empty process']
    expect(results.slice(0, 4).map(({ name }) => name)).toEqual(names)
    for (const each of results) expect(each.cpuMs).toBeGreaterThan(0)
  })

  it('says which rows there are when none matches', () => {
    const { status, stderr } = bench('--only', 'nothing-like-this')
    expect(status).toBe(2)
    expect(stderr).toContain('page-100-dynamodb')
  })

  it('explains itself', () => {
    const { status, stdout } = bench('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('--profile ROW')
  })
})
