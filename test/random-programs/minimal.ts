import type { Operation, Program } from './operations.ts'

/** Makes a program that fails shorter for as long as it fails: shrinking leaves some idle parts behind. */
export async function minimal(
  program: Program,
  fails: (program: Program) => Promise<boolean>,
): Promise<Program> {
  for (const shorter of shortened(program)) {
    if (await fails(shorter)) return minimal(shorter, fails)
  }
  return program
}

/** Without one operation; then with one operation that does a little less. */
function* shortened(program: Program): Generator<Program> {
  for (const at of program.keys()) yield program.toSpliced(at, 1)
  for (const [at, operation] of program.entries()) {
    for (const lesser of lessened(operation)) yield program.with(at, lesser)
  }
}

function* lessened(operation: Operation): Generator<Operation> {
  for (const [name, value] of Object.entries(operation)) {
    if (!Array.isArray(value)) continue
    for (const at of value.keys()) yield { ...operation, [name]: value.toSpliced(at, 1) }
  }
}
