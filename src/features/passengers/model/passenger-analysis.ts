import { Type, type Static } from '@sinclair/typebox'
import { oneOf, oneOfNumbers } from '../../../common/data/model/attributes.ts'

const TRAITS = ['pclass', 'sex', 'ageBand', 'party'] as const

/** What passengers are compared by. */
const Traits = Type.Object({
  pclass: oneOfNumbers([1, 2, 3]),
  sex: Type.String(),
  /** Child under 12, teenager under 18, adult under 60, then senior. */
  ageBand: oneOf(['child', 'teenager', 'adult', 'senior', 'unknown']),
  /** Relatives aboard: none, up to three, more. */
  party: oneOf(['alone', 'small', 'large']),
})

/** Others who share the traits named by `by`. */
const SurvivalGroup = Type.Object({
  by: Type.Array(oneOf(TRAITS)),
  passengers: Type.Integer({ minimum: 0 }),
  survivors: Type.Integer({ minimum: 0 }),
  /** Between 0 and 1, to four digits; null when there is nobody. */
  survivalRate: Type.Union([Type.Number(), Type.Null()]),
})

/** Survival among the passengers who are like one passenger, from the widest group to the narrowest. */
export const PassengerAnalysis = Type.Object(
  {
    traits: Traits,
    groups: Type.Array(SurvivalGroup),
    analysedAt: Type.String({ format: 'date-time' }),
  },
  {
    description: 'Survival among passengers alike; written by the job passenger_analysis',
    examples: [
      {
        traits: { pclass: 3, sex: 'male', ageBand: 'adult', party: 'small' },
        groups: [{ by: ['pclass'], passengers: 708, survivors: 181, survivalRate: 0.2556 }],
        analysedAt: '2026-11-20T12:00:00.000Z',
      },
    ],
  },
)

export type PassengerAnalysis = Static<typeof PassengerAnalysis>
export type Traits = Static<typeof Traits>
export type SurvivalGroup = Static<typeof SurvivalGroup>
