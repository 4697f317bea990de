import fc from 'fast-check'

const SEED = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31)

/** The parameters of a property; prints the seed, which `FC_SEED` gives back. */
export function seeded(runs: number): { seed: number; numRuns: number } {
  console.log(`property: ${runs} runs, seed ${SEED}`)
  return { seed: SEED, numRuns: runs }
}

/** Checks a property on many inputs. */
export function checkProperty<T>(property: fc.IProperty<T>, runs = 1000): void {
  fc.assert(property, seeded(runs))
}
