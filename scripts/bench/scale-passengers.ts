import type { PassengerInput } from '../../src/features/passengers/model/passenger-table.ts'

export type ScalePassenger = PassengerInput

/** As many as the well-known passenger list has, so that figures can be compared. */
const PASSENGERS = 1309

const NAMES = [
  'Mr. Ada Example',
  'Mrs. Brontë (Café) Sample',
  'Master "Jack" Placeholder',
  'Miss Dolores Quux',
] as const

/** Made-up passengers in the size and with the gaps of real ones: two of three have no cabin, one of five no age. */
export const scalePassengers: readonly ScalePassenger[] = Array.from({ length: PASSENGERS }, (_, index) => ({
  id: scaleId(index),
  ticket: `T ${(100_000 + Math.floor(index / 2)).toString()}`,
  name: `${NAMES[index % NAMES.length] ?? ''} ${index}`,
  pclass: [1, 2, 3, 3][index % 4] as 1 | 2 | 3,
  survived: index % 3 === 0 ? 1 : 0,
  sex: index % 2 === 0 ? 'female' : 'male',
  age: index % 5 === 4 ? null : 1 + (index % 70) + (index % 4 === 0 ? 0.5 : 0),
  sibsp: index % 3,
  parch: index % 2,
  fare: Math.round((7 + (index % 200) * 1.0375) * 10_000) / 10_000,
  cabin: index % 3 === 0 ? `C${index % 120}` : null,
  embarked: ['S', 'C', 'Q'][index % 3] ?? 'S',
  boat: index % 3 === 0 ? String(1 + (index % 16)) : null,
  body: index % 11 === 1 ? index : null,
  homeDest: index % 2 === 0 ? 'Somewhere, County / Elsewhere, Province' : null,
}))

/** Ids of one length, so that the answers to different ones are of one size. */
export function scaleId(index: number): string {
  return `bench-${String(index).padStart(5, '0')}`
}
