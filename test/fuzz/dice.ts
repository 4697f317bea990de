import fc, { type Arbitrary, type GeneratorValue } from 'fast-check'

/** Every chance of one request, from one seed. */
export class Dice {
  readonly #generate: GeneratorValue

  constructor(seed: number) {
    const [generate] = fc.sample(fc.gen(), { seed, numRuns: 1 })
    if (!generate) throw new Error('fast-check made no generator')
    this.#generate = generate
  }

  draw<T>(arbitrary: Arbitrary<T>): T {
    return this.#generate(() => arbitrary)
  }

  /** 0 to bound - 1, each as likely: fast-check itself likes small numbers. */
  below(bound: number): number {
    return this.draw(fc.noBias(fc.nat({ max: bound - 1 })))
  }

  chance(probability: number): boolean {
    return this.below(10_000) < probability * 10_000
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }
}
