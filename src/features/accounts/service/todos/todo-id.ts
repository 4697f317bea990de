import { parse, v7, validate, version } from 'uuid'

/** What names a todo among those of its user: the id, and the time that the id carries. */
export interface TodoKey {
  readonly todoId: string
  readonly createdAt: string
}

export function newTodoKey(): TodoKey {
  const todoId = v7()
  return { todoId, createdAt: timeOf(todoId).toISOString() }
}

/** The key of a todo by its id; undefined for a text that can be the id of none. */
export function todoKey(id: string): TodoKey | undefined {
  if (!validate(id) || version(id) !== 7) return undefined
  const todoId = id.toLowerCase()
  const time = timeOf(todoId)
  return time.getUTCFullYear() > 9999 ? undefined : { todoId, createdAt: time.toISOString() }
}

/** RFC 9562, section 5.7: the first 48 bits are the milliseconds since 1970. */
const timeOf = (todoId: string): Date => new Date(Buffer.from(parse(todoId)).readUIntBE(0, 6))
