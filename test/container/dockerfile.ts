import { readFileSync } from 'node:fs'

export interface Instruction {
  readonly name: string
  /** What follows the name, without `--from` and other flags. */
  readonly args: string
  readonly flags: Readonly<Record<string, string>>
}

export interface Stage {
  readonly name: string
  /** An image, or the name of another stage. */
  readonly from: string
  readonly instructions: readonly Instruction[]
}

const FLAG = /^--([a-z-]+)=(\S+)\s+/

/** The stages of a Dockerfile in order: comments left out, continued lines joined. */
export function stagesOf(file: string): readonly Stage[] {
  const text = readFileSync(file, 'utf8')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
  const stages: (Stage & { readonly instructions: Instruction[] })[] = []
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const instruction = parse(line.trim())
    if (instruction.name === 'FROM') {
      const [from = '', , name = ''] = instruction.args.split(/\s+/)
      stages.push({ name, from, instructions: [] })
    } else stages.at(-1)?.instructions.push(instruction)
  }
  return stages
}

function parse(line: string): Instruction {
  const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
  let args = rest
  const flags: Record<string, string> = {}
  for (let found = FLAG.exec(args); found; found = FLAG.exec(args)) {
    flags[found[1] ?? ''] = found[2] ?? ''
    args = args.slice(found[0].length)
  }
  return { name, args, flags }
}

/** The last one of a name in a stage or in those it is made from, as an image has it. */
export function lastOf(stages: readonly Stage[], name: string): Instruction | undefined {
  const instructions = lineage(stages).flatMap((stage) => stage.instructions)
  return instructions.findLast((each) => each.name === name)
}

/** The stages of the image itself, the base first. */
function lineage(stages: readonly Stage[]): readonly Stage[] {
  const line: Stage[] = []
  let stage = stages.at(-1)
  while (stage) {
    line.unshift(stage)
    const { from } = stage
    stage = stages.find(({ name }) => name === from)
  }
  return line
}

/** `A=b C=d` of the ENV instructions. */
export function environmentOf(stages: readonly Stage[]): Readonly<Record<string, string>> {
  const texts = lineage(stages).flatMap((stage) => stage.instructions.filter(({ name }) => name === 'ENV'))
  const pairs = texts.flatMap(({ args }) => args.split(/\s+/)).map((pair) => pair.split('=', 2))
  return Object.fromEntries(pairs) as Record<string, string>
}

/** The exec form: a JSON array. */
export const commandOf = ({ args }: Instruction): readonly string[] =>
  JSON.parse(args.replace(/^CMD\s+/, '')) as string[]
