import { backendText, edit, prepareTexts, queueText } from './support.ts'

/** A fault seeded in a template, and the message that must name the difference. */
export interface Fault {
  readonly name: string
  /** The faulty template; throws when there is nothing to replace. */
  readonly text: () => string
  readonly message: RegExp
}

/** A fault within one block of the template. */
export const within = (section: string, name: string, from: string, to: string, message: RegExp): Fault => ({
  name,
  text: () => edit(backendText, section, from, to),
  message,
})

/** A fault within one block of the queue template. */
export const inQueue = (section: string, name: string, from: string, to: string, message: RegExp): Fault => ({
  name,
  text: () => edit(queueText, section, from, to),
  message,
})

/** A fault at the first place that reads `from`. */
export const anywhere = (name: string, from: string, to: string, message: RegExp): Fault => ({
  name,
  text: () => {
    if (!backendText.includes(from)) throw new Error(`nothing to replace: ${from}`)
    return backendText.replace(from, () => to)
  },
  message,
})

/** A fault within one block of the template of another tier. */
export const inTier =
  (tier: keyof typeof prepareTexts) =>
  (section: string, name: string, from: string, to: string, message: RegExp): Fault => ({
    name,
    text: () => edit(prepareTexts[tier], section, from, to),
    message,
  })
