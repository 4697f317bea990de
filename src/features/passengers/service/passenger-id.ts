/**
 * A ticket covers a party, so a ticket number alone does not name a passenger: the first traveller on a ticket has the
 * ticket as id, the others `{ticket}/2`, `{ticket}/3`, …
 */
export function passengerId(ticket: string, position: number): string {
  return position === 1 ? ticket : `${ticket}/${position}`
}

/** Numbers the travellers of each ticket in the order in which they are met. */
export class PartyCounter {
  readonly #met = new Map<string, number>()

  nextId(ticket: string): string {
    const position = (this.#met.get(ticket) ?? 0) + 1
    this.#met.set(ticket, position)
    return passengerId(ticket, position)
  }
}
