import { ConflictError, AlreadyExistsError, TransactionFailedError } from '../../../common/data/errors.ts'
import type { DataContext } from '../../../common/data/data-context.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { transact, type PlannedWrite } from '../../../common/data/transaction.ts'
import { passengerModel, type Passenger, type PassengerInput } from '../model/passenger-table.ts'
import { passengerId } from './passenger-id.ts'

/** A passenger whose id may still be given by the service. */
export type NewPassenger = Omit<PassengerInput, 'id' | 'version'> & { readonly id?: string | undefined }

/** Ids looked up at once for a free one: more than most parties. */
const PARTY_PROBE = 12
/** Of those who meet on a free id one gets it each time, so this many can add to a ticket at once. */
const MAX_ATTEMPTS = 50

/** Writes that must be done together with the passengers; given the passengers, since they may depend on them. */
export type Companions = (passengers: readonly Passenger[]) => readonly PlannedWrite[]

export class PassengerDataService extends TableDataService<typeof passengerModel> {
  constructor(context: DataContext) {
    super(passengerModel, context)
  }

  /**
   * Creates all of the passengers or none; one without an id gets the next free id of its ticket.
   * @throws AlreadyExistsError naming the passenger that exists, TransactionFailedError for a companion's reason
   */
  async enroll(news: readonly NewPassenger[], companions: Companions = () => []): Promise<Passenger[]> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const planned = (await this.#withIds(news)).map((input) => this.planCreate(input))
      const passengers = planned.map(({ entity }) => entity)
      try {
        await transact(this.context.store, [...planned, ...companions(passengers)])
        return passengers
      } catch (error) {
        const taken = takenAt(error, news.length)
        if (taken === undefined) throw error
        if (news[taken]?.id !== undefined) throw reasonAt(error, taken)
        // Somebody took the id that was free a moment ago: the next one.
      }
    }
    throw new ConflictError('Too many passengers are added to one ticket at once; try again')
  }

  async #withIds(news: readonly NewPassenger[]): Promise<PassengerInput[]> {
    const given = new Set(news.flatMap(({ id }) => (id === undefined ? [] : [id])))
    const free = new Map<string, AsyncGenerator<string, never>>()
    const inputs: PassengerInput[] = []
    for (const { id, ...rest } of news) {
      if (id !== undefined) {
        inputs.push({ ...rest, id })
        continue
      }
      const ids = free.get(rest.ticket) ?? this.#freeIds(rest.ticket, given)
      free.set(rest.ticket, ids)
      inputs.push({ ...rest, id: (await ids.next()).value })
    }
    return inputs
  }

  /** Ids of a ticket that nobody has, in order. */
  async *#freeIds(ticket: string, given: ReadonlySet<string>): AsyncGenerator<string, never> {
    for (let first = 1; ; first += PARTY_PROBE) {
      const ids = Array.from({ length: PARTY_PROBE }, (_, offset) => passengerId(ticket, first + offset))
      const found = await this.batchGet(ids)
      yield* ids.filter((id, index) => found[index] === null && !given.has(id))
    }
  }
}

/** Which passenger met one that was there already; undefined when the error has another reason, or one more. */
function takenAt(error: unknown, passengers: number): number | undefined {
  if (!(error instanceof TransactionFailedError)) return undefined
  const position = error.reasons.findIndex((reason) => reason instanceof AlreadyExistsError)
  const isOurs = position !== -1 && error.reasons.slice(passengers).every((reason) => reason === null)
  return isOurs ? position : undefined
}

const reasonAt = (error: unknown, position: number): unknown =>
  error instanceof TransactionFailedError ? error.reasons[position] : error
