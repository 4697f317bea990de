import type { Update, UpdateAction } from '../../expressions/update.ts'
import type { ExpressionNames } from './expression-names.ts'

type Clause = 'SET' | 'REMOVE' | 'ADD' | 'DELETE'

/**
 * The text of an update, or undefined when it has no action: an UpdateItem without an expression only makes the item
 * out of its key when it is absent.
 */
export function compileUpdate(update: Update, names: ExpressionNames): string | undefined {
  const clauses: Record<Clause, string> = { SET: '', ADD: '', DELETE: '', REMOVE: '' }
  for (const action of update) {
    const clause = CLAUSE[action.action]
    const text = compileAction(action, names)
    clauses[clause] += clauses[clause] === '' ? `${clause} ${text}` : `, ${text}`
  }
  const texts = Object.values(clauses).filter((text) => text !== '')
  return texts.length > 0 ? texts.join(' ') : undefined
}

const CLAUSE: Readonly<Record<UpdateAction['action'], Clause>> = {
  set: 'SET',
  setIfMissing: 'SET',
  increment: 'SET',
  append: 'SET',
  prepend: 'SET',
  addToSet: 'ADD',
  deleteFromSet: 'DELETE',
  remove: 'REMOVE',
}

function compileAction(action: UpdateAction, names: ExpressionNames): string {
  const path = names.path(action.path)
  switch (action.action) {
    case 'set':
      return `${path} = ${names.value(action.value)}`
    case 'setIfMissing':
      return `${path} = if_not_exists(${path}, ${names.value(action.value)})`
    case 'increment': {
      const current = `if_not_exists(${path}, ${names.value(action.initial)})`
      return `${path} = ${current} + ${names.value(action.by)}`
    }
    case 'append':
      return `${path} = list_append(${list(path, names)}, ${names.value(action.values)})`
    case 'prepend': {
      const values = names.value(action.values)
      return `${path} = list_append(${values}, ${list(path, names)})`
    }
    case 'addToSet':
      return `${path} ${names.value(action.members)}`
    case 'deleteFromSet':
      return `${path} ${names.value(action.members)}`
    case 'remove':
      return path
  }
}

const list = (path: string, names: ExpressionNames): string => `if_not_exists(${path}, ${names.value([])})`
