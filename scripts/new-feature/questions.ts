import { createInterface } from 'node:readline/promises'
import { UsageError } from '../command-line.ts'
import { parseAttribute } from './parse-attribute.ts'

/** Where the questions are asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

type Ask = (question: string, otherwise?: string) => Promise<string>

/** Asks for what a feature needs. Returns the arguments that say the same. */
export async function askForFeature({ input, output }: Terminal): Promise<string[]> {
  const terminal = createInterface({ input, output })
  const answers = terminal[Symbol.asyncIterator]()
  const ask: Ask = async (question, otherwise = '') => {
    output.write(`${question}${otherwise === '' ? '' : ` [${otherwise}]`}: `)
    const answer = await answers.next()
    if (answer.done) throw new UsageError('Nothing was written: the questions were not answered to the end')
    return answer.value.trim() || otherwise
  }
  try {
    return await questions(ask, output)
  } finally {
    terminal.close()
  }
}

async function questions(ask: Ask, output: NodeJS.WritableStream): Promise<string[]> {
  const name = await ask('Name of the feature, plural (books)')
  const key = await ask('Key: one attribute, or two with a comma (owner,bookId)', 'id')
  output.write('Attributes as NAME:TYPE (title:string, pages:integer?); an empty line ends them\n')
  const attributes = await severally(ask, '  attribute', output, parseAttribute)
  output.write('Indexes as NAME=ATTRIBUTE (byTitle=title); an empty line ends them\n')
  const indexes = await severally(ask, '  index', output)
  const table = await ask('A table of its own, or the shared one (own, entities)', 'own')
  const ttl = await ask('Attribute with the time at which an item vanishes, if any')
  const versioned = await ask('Versions as ETags (yes, no)', 'yes')
  return [
    name,
    ...['--key', key],
    ...attributes.flatMap((each) => ['--attribute', each]),
    ...indexes.flatMap((each) => ['--index', each]),
    ...(table === 'own' ? [] : ['--table', table]),
    ...(ttl === '' ? [] : ['--ttl', ttl]),
    ...(/^n/i.test(versioned) ? ['--no-version'] : []),
  ]
}

/** Answers until an empty one; one that is wrong is asked for again. */
async function severally(
  ask: Ask,
  question: string,
  output: NodeJS.WritableStream,
  check: (answer: string) => unknown = () => undefined,
): Promise<string[]> {
  const answers: string[] = []
  for (;;) {
    const answer = await ask(question)
    if (answer === '') return answers
    try {
      check(answer)
      answers.push(answer)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      output.write(`  ${error.message}\n`)
    }
  }
}
