import type { Update, UpdateAction } from '../../expressions/update.ts'
import type { ExpressionNames } from './expression-names.ts'

type Clause = 'SET' | 'REMOVE' | 'ADD' | 'DELETE'

/**
 * The text of an update, or undefined when it has no action: an UpdateItem without an expression only makes the item
 * out of its key when it is absent.
 */
export function compileUpdate(update: Update, names: ExpressionNames): string | undefined {
  const clauses = new Map<Clause, string[]>()
  for (const action of update) {
    const [clause, text] = compileAction(action, names)
    const parts = clauses.get(clause)
    if (parts) parts.push(text)
    else clauses.set(clause, [text])
  }
  if (clauses.size === 0) return undefined
  return [...clauses].map(([clause, parts]) => `${clause} ${parts.join(', ')}`).join(' ')
}

function compileAction(action: UpdateAction, names: ExpressionNames): [Clause, string] {
  const path = names.path(action.path)
  switch (action.action) {
    case 'set':
      return ['SET', `${path} = ${names.value(action.value)}`]
    case 'setIfMissing':
      return ['SET', `${path} = if_not_exists(${path}, ${names.value(action.value)})`]
    case 'increment': {
      const current = `if_not_exists(${path}, ${names.value(action.initial)})`
      return ['SET', `${path} = ${current} + ${names.value(action.by)}`]
    }
    case 'append':
      return ['SET', `${path} = list_append(${list(path, names)}, ${names.value(action.values)})`]
    case 'prepend': {
      const values = names.value(action.values)
      return ['SET', `${path} = list_append(${values}, ${list(path, names)})`]
    }
    case 'addToSet':
      return ['ADD', `${path} ${names.value(action.members)}`]
    case 'deleteFromSet':
      return ['DELETE', `${path} ${names.value(action.members)}`]
    case 'remove':
      return ['REMOVE', path]
  }
}

const list = (path: string, names: ExpressionNames): string => `if_not_exists(${path}, ${names.value([])})`
