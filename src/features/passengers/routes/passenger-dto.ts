import { createSchema, patchSchema, responseSchema } from '../../../common/http/entity-schemas.ts'
import type { PassengerAnalysis } from '../model/passenger-analysis.ts'
import { passengerModel, type Passenger, type PassengerInput } from '../model/passenger-table.ts'

/** A passenger as clients see it: no version (it is the ETag), no keys of the store, null where nothing is known. */
export class PassengerDto implements Omit<Passenger, 'version'> {
  readonly id: string
  readonly ticket: string
  readonly name: string
  readonly pclass: 1 | 2 | 3
  readonly survived: 0 | 1
  readonly sex: string
  readonly age: number | null
  readonly sibsp: number
  readonly parch: number
  readonly fare: number | null
  readonly cabin: string | null
  readonly embarked: string | null
  readonly boat: string | null
  readonly body: number | null
  readonly homeDest: string | null
  /** What the job `passenger_analysis` found; not the client's to write. */
  readonly analysis: PassengerAnalysis | null

  // Member by member and not by copying: that is much cheaper on a page, and a new attribute stays private until named.
  private constructor(passenger: Passenger) {
    this.id = passenger.id
    this.ticket = passenger.ticket
    this.name = passenger.name
    this.pclass = passenger.pclass
    this.survived = passenger.survived
    this.sex = passenger.sex
    this.age = passenger.age
    this.sibsp = passenger.sibsp
    this.parch = passenger.parch
    this.fare = passenger.fare
    this.cabin = passenger.cabin
    this.embarked = passenger.embarked
    this.boat = passenger.boat
    this.body = passenger.body
    this.homeDest = passenger.homeDest
    this.analysis = passenger.analysis
  }

  /** Numbers are the stored decimal numbers, digit for digit: the store's codec refuses what a number cannot hold. */
  static fromModel(passenger: Passenger): PassengerDto {
    return new PassengerDto(passenger)
  }
}

export type CreatePassengerDto = Omit<PassengerInput, 'id' | 'version' | 'analysis'> & {
  readonly id?: string
}
export type PatchPassengerDto = Partial<Omit<Passenger, 'version' | 'analysis'>>

const { attributes } = passengerModel
const { analysis: _analysis, ...writable } = attributes

/** One whom the sample does not have, without an id: creating him works as often as it is tried. */
export const exampleNewPassenger: CreatePassengerDto = {
  ticket: '17463',
  name: 'McCarthy, Mr. Timothy J',
  pclass: 1,
  survived: 0,
  sex: 'male',
  age: 54,
  fare: 51.8625,
  cabin: 'E46',
  embarked: 'S',
}

export const PassengerSchema = responseSchema<PassengerDto>(attributes, {
  $id: 'Passenger',
  title: 'Passenger',
  description: 'A traveller on the passenger list',
})

export const CreatePassengerSchema = createSchema<CreatePassengerDto>(writable, {
  $id: 'CreatePassenger',
  title: 'CreatePassenger',
  description: 'A passenger to be stored; without an id a new one gets the next free id of its ticket',
  examples: [exampleNewPassenger],
  optional: ['id'],
})

export const PatchPassengerSchema = patchSchema<PatchPassengerDto>(writable, {
  $id: 'PatchPassenger',
  title: 'PatchPassenger',
  description: 'JSON merge patch: members that are left out stay as they are, null removes',
  examples: [{ homeDest: 'Bridgerule, Devon, England' }],
})

/** What the documentation shows; it is in the sample that ships, so trying it works. */
export const examplePassenger: PassengerDto = PassengerDto.fromModel({
  id: 'A/5 21171',
  ticket: 'A/5 21171',
  name: 'Braund, Owen Harris',
  pclass: 3,
  survived: 0,
  sex: 'male',
  age: 22,
  sibsp: 1,
  parch: 0,
  fare: 7.25,
  cabin: null,
  embarked: 'S',
  boat: null,
  body: null,
  homeDest: 'Bridgerule, England',
  analysis: null,
  version: 1,
})
