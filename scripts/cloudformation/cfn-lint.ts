import { spawnSync } from 'node:child_process'

/** `absent` when cfn-lint is not on PATH. */
export type LintResult = 'clean' | 'absent' | { readonly findings: string }

/** Runs cfn-lint over the templates; warnings count as findings. */
export function runCfnLint(templates: readonly string[]): LintResult {
  const run = spawnSync('cfn-lint', ['--format', 'parseable', '--', ...templates], { encoding: 'utf8' })
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT') return 'absent'
  if (run.error) return { findings: run.error.message }
  return run.status === 0 ? 'clean' : { findings: `${run.stdout}${run.stderr}`.trim() }
}
