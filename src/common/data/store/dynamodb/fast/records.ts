/** On a command: its answer may have stored records for items. On an answer: it has. */
const RECORDS = Symbol('records for items')

/** Marks a read whose answer `recordsOf` takes, so that the fast lane may put records into it, and such an answer. */
export const forRecords = <Thing extends object>(thing: Thing): Thing =>
  Object.assign(thing, { [RECORDS]: true })

export const isForRecords = (thing: object): boolean => RECORDS in thing
