import ts from 'typescript'

/** Names that the written code gives to other things. */
const TAKEN = [
  ...[
    'app',
    'service',
    'request',
    'reply',
    'response',
    'answer',
    'load',
    'one',
    'tags',
    'examples',
    'params',
  ],
  ...[
    'condition',
    'item',
    'items',
    'entity',
    'created',
    'filters',
    'limit',
    'cursor',
    'next-cursor',
    'schema',
  ],
  ...[
    'data',
    'body',
    'url',
    'path',
    'page',
    'problem',
    'problems',
    'error',
    'session',
    'model',
    'table',
    'n',
  ],
  ...[
    'test',
    'describe',
    'it',
    'expect',
    'headers',
    'payload',
    'context',
    'status',
    'query',
    'list',
    'is-deleted',
  ],
  // Types of the language, which the written code uses.
  ...['partial', 'promise', 'omit', 'pick'],
]

const { FirstReservedWord, LastReservedWord } = ts.SyntaxKind
const words = Object.values(ts.SyntaxKind)
  .filter((kind) => typeof kind === 'number' && kind >= FirstReservedWord && kind <= LastReservedWord)
  .map((kind) => ts.tokenToString(kind as ts.SyntaxKind) ?? '')

/** Names of the language, which no variable can have. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...words,
  'await',
  'eval',
  'arguments',
  'undefined',
])

/** Names that a feature cannot have: variables of what is written are called after it. */
export const takenNames: ReadonlySet<string> = new Set([...TAKEN, ...reservedWords])
