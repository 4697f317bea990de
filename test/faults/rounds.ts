import { expect } from 'vitest'
import { startServer, type Environment } from '../support/server-process.ts'
import { type Fault, faultRound, type Round } from './round.ts'

/** For a test that goes through many faults. */
export const PATIENCE_MS = 300_000

/** Each fault in its turn, in one process that is never started again. */
export async function roundsOf(
  cwd: string,
  environment: Environment,
  faults: readonly Fault[],
): Promise<Round[]> {
  const server = await startServer(cwd, {
    ...environment,
    MAX_EVENT_LOOP_DELAY_MS: '0',
    CREATE_TABLES: 'true',
  })
  const rounds: Round[] = []
  try {
    for (const fault of faults) rounds.push(await faultRound(server.origin, fault))
  } finally {
    const { code, stderr } = await server.program.stop()
    expect([code, stderr]).toEqual([0, ''])
  }
  return rounds
}

/** Each answer was a documented one in time, nothing acknowledged was lost, nothing happened twice. */
export function expectBorne(rounds: readonly Round[], faults: readonly Fault[], deadline: number): void {
  for (const [index, round] of rounds.entries()) {
    const { fault, requests, done, refused, wrong, slowestMs, recoveredMs, lost, doubled } = round
    expect({ fault, wrong, lost, doubled }).toEqual({ fault, wrong: [], lost: 0, doubled: 0 })
    expect(done + refused, fault).toBe(requests)
    expect(slowestMs, fault).toBeLessThan(deadline)
    expect(recoveredMs, fault).toBeLessThan(10_000)
    if (faults[index]?.isTotal === true) expect(refused, fault).toBeGreaterThan(0)
    if (faults[index]?.isHarmless === true) expect(refused, fault).toBe(0)
  }
}
