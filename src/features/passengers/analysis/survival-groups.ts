import type { SurvivalGroup, Traits } from '../model/passenger-analysis.ts'
import type { Passenger } from '../model/passenger-table.ts'

type Described = Pick<Passenger, 'id' | 'pclass' | 'sex' | 'age' | 'sibsp' | 'parch' | 'survived'>

/** Each group is a part of the one before. */
const STEPS = [
  ['pclass'],
  ['pclass', 'sex'],
  ['pclass', 'sex', 'ageBand'],
  ['pclass', 'sex', 'ageBand', 'party'],
] as const satisfies readonly (readonly (keyof Traits)[])[]

export function ageBand(age: number | null): Traits['ageBand'] {
  if (age === null) return 'unknown'
  if (age < 12) return 'child'
  if (age < 18) return 'teenager'
  return age < 60 ? 'adult' : 'senior'
}

export function partySize(relatives: number): Traits['party'] {
  if (relatives === 0) return 'alone'
  return relatives <= 3 ? 'small' : 'large'
}

export const traitsOf = ({ pclass, sex, age, sibsp, parch }: Described): Traits => ({
  pclass,
  sex,
  ageBand: ageBand(age),
  party: partySize(sibsp + parch),
})

/** Counts those who are like one passenger, without that passenger. */
export class SurvivalCounter {
  readonly #id: string
  readonly #traits: Traits
  readonly #counts = STEPS.map(() => ({ passengers: 0, survivors: 0 }))

  constructor(passenger: Described) {
    this.#id = passenger.id
    this.#traits = traitsOf(passenger)
  }

  add(other: Described): void {
    if (other.id === this.#id) return
    const traits = traitsOf(other)
    for (const [step, by] of STEPS.entries()) {
      const count = this.#counts[step]
      if (!count || !by.every((trait) => traits[trait] === this.#traits[trait])) return
      count.passengers += 1
      count.survivors += other.survived
    }
  }

  groups(): SurvivalGroup[] {
    return this.#counts.map(({ passengers, survivors }, step) => ({
      by: [...(STEPS[step] ?? [])],
      passengers,
      survivors,
      survivalRate: passengers === 0 ? null : Number((survivors / passengers).toFixed(4)),
    }))
  }
}
