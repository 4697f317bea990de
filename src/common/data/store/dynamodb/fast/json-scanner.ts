/**
 * Strings cut from a text keep all of it in memory. Up to this length that is nothing to worry about: whoever holds on
 * to one attribute of a page holds on to 128 Ki characters at most.
 */
const MAX_LENGTH = 131_072

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

const QUOTE = 34
const COMMA = 44
const COLON = 58
const N = 78
const S = 83
const LIST = 91
const LIST_END = 93
const FALSE = 102
const NULL = 110
const TRUE = 116
const OBJECT = 123
const OBJECT_END = 125

/** Thrown, and caught, for all that the scanner leaves to `JSON.parse`. It tells nothing, so that one will do. */
const UNUSUAL = new Error('Not the JSON of every day')

/**
 * `JSON.parse` for answers of DynamoDB, which have no blanks and mostly no escapes: twice as fast, since it cuts strings
 * from the text where `JSON.parse` copies and interns them, and takes `{"S":"…"}` at one go. A text with anything else
 * is left to `JSON.parse`, errors included.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (text.length <= MAX_LENGTH && !text.includes('\\')) {
    try {
      return new Scanner(text).whole()
    } catch {
      // Unusual, or no JSON at all: it is for `JSON.parse` to say.
    }
  }
  return JSON.parse(text)
}

class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): unknown {
    const value = this.#value()
    if (this.#at !== this.#text.length) throw UNUSUAL
    return value
  }

  #value(): unknown {
    switch (this.#text.charCodeAt(this.#at)) {
      case OBJECT:
        return this.#textValue() ?? this.#object()
      case QUOTE:
        return this.#string()
      case LIST:
        return this.#list()
      case TRUE:
        return this.#word('true', true)
      case FALSE:
        return this.#word('false', false)
      case NULL:
        return this.#word('null', null)
      default:
        return this.#number()
    }
  }

  /** `{"S":"…"}` and `{"N":"…"}`: most of what there is. */
  #textValue(): object | undefined {
    const text = this.#text
    const at = this.#at
    const type = text.charCodeAt(at + 2)
    if ((type !== S && type !== N) || !text.startsWith('":"', at + 3) || text.charCodeAt(at + 1) !== QUOTE)
      return
    const end = text.indexOf('"', at + 6)
    if (end < 0 || text.charCodeAt(end + 1) !== OBJECT_END) return
    this.#at = end + 2
    const value = text.slice(at + 6, end)
    return type === S ? { S: value } : { N: value }
  }

  #object(): object {
    const text = this.#text
    const members: Record<string, unknown> = {}
    if (text.charCodeAt(++this.#at) === OBJECT_END) {
      this.#at++
      return members
    }
    for (;;) {
      const name = this.#string()
      // Assigning to it would set the prototype.
      if (name === '__proto__' || text.charCodeAt(this.#at++) !== COLON) throw UNUSUAL
      members[name] = this.#value()
      const next = text.charCodeAt(this.#at++)
      if (next === OBJECT_END) return members
      if (next !== COMMA) throw UNUSUAL
    }
  }

  #list(): unknown[] {
    const text = this.#text
    const members: unknown[] = []
    if (text.charCodeAt(++this.#at) === LIST_END) {
      this.#at++
      return members
    }
    for (;;) {
      members.push(this.#value())
      const next = text.charCodeAt(this.#at++)
      if (next === LIST_END) return members
      if (next !== COMMA) throw UNUSUAL
    }
  }

  #string(): string {
    const start = this.#at + 1
    const end = this.#text.charCodeAt(this.#at) === QUOTE ? this.#text.indexOf('"', start) : -1
    if (end < 0) throw UNUSUAL
    this.#at = end + 1
    return this.#text.slice(start, end)
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw UNUSUAL
    this.#at += word.length
    return value
  }

  #number(): number {
    NUMBER.lastIndex = this.#at
    const [digits] = NUMBER.exec(this.#text) ?? []
    if (digits === undefined) throw UNUSUAL
    this.#at += digits.length
    return Number(digits)
  }
}
