interface Schema {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  format?: string
}

const MAX_INT32 = 2 ** 31 - 1
const MIN_INT32 = -(2 ** 31)

/**
 * Says of every integer of a document in how many bits it fits, as its bounds have it: generated clients choose their
 * types by that. Changes the document.
 */
export function withIntegerFormats(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const schema: Schema = node
  if ([schema.type].flat().includes('integer')) schema.format ??= fitsInt32(schema) ? 'int32' : 'int64'
  for (const [name, child] of Object.entries(node)) {
    // What is shown as an example is data, whatever its members are called.
    if (name !== 'example' && name !== 'examples') withIntegerFormats(child)
  }
}

function fitsInt32({ enum: values = [], minimum, maximum }: Schema): boolean {
  const numbers = values.filter((value) => typeof value === 'number')
  const least = minimum ?? (numbers.length > 0 ? Math.min(...numbers) : -Infinity)
  const most = maximum ?? (numbers.length > 0 ? Math.max(...numbers) : Infinity)
  return least >= MIN_INT32 && most <= MAX_INT32
}
