import ts from 'typescript'
import { UsageError } from '../../command-line.ts'

/* Small edits of a TypeScript source, found by its syntax and not by its lines. Each gives the new text. */

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)

const splice = (text: string, start: number, end: number, by = ''): string =>
  text.slice(0, start) + by + text.slice(end)

function importsOf(text: string): { readonly from: string; readonly start: number; readonly end: number }[] {
  const source = parse(text)
  return source.statements.filter(ts.isImportDeclaration).map((each) => ({
    from: (each.moduleSpecifier as ts.StringLiteral).text,
    start: each.getStart(source),
    end: each.end,
  }))
}

/** Adds an import among those whose path begins alike, in the order of the paths. */
export function addImport(text: string, statement: string, from: string, alike: string): string {
  const all = importsOf(text)
  const family = all.filter((each) => each.from.startsWith(alike))
  const next = family.find((each) => each.from > from)
  if (next) return splice(text, next.start, next.start, `${statement}\n`)
  const last = family.at(-1) ?? all.at(-1)
  return splice(text, last?.end ?? 0, last?.end ?? 0, `\n${statement}`)
}

export function removeImport(text: string, from: string): string {
  const found = importsOf(text).find((each) => each.from === from)
  return found ? splice(text, found.start, found.end + 1) : text
}

/** Every array of names or texts below a node. */
function arraysOf(root: ts.Node): ts.ArrayLiteralExpression[] {
  const found: ts.ArrayLiteralExpression[] = []
  const isPlain = (node: ts.Node): boolean => ts.isIdentifier(node) || ts.isStringLiteral(node)
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && node.elements.every(isPlain)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

/** Adds a name to the array that has one which fits. @throws UsageError that says what to do by hand */
export function addToArray(text: string, path: string, name: string, fits: RegExp): string {
  const array = arraysOf(parse(text)).find(({ elements }) =>
    elements.some((each) => fits.test(each.getText())),
  )
  const last = array?.elements.at(-1)
  if (!last) throw new UsageError(`${path}: there is no list of ${fits.source}; add ${name} by hand`)
  return splice(text, last.end, last.end, `, ${name}`)
}

/** Adds an element to the array that a constant is made of. @throws UsageError that says what to do by hand */
export function addToSet(text: string, path: string, constant: string, element: string): string {
  const declared = parse(text)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === constant)
  const last = declared && arraysOf(declared)[0]?.elements.at(-1)
  if (!last) throw new UsageError(`${path}: there is no list ${constant}; add ${element} by hand`)
  return splice(text, last.end, last.end, `, ${element}`)
}

export function removeFromArrays(text: string, name: string): string {
  const array = arraysOf(parse(text)).find(({ elements }) => elements.some((each) => each.getText() === name))
  if (!array) return text
  const kept = array.elements.map((each) => each.getText()).filter((each) => each !== name)
  return splice(text, array.getStart(), array.end, `[${kept.join(', ')}]`)
}

/** `await app.register(passengers, { prefix: …, … })`, each with the names it registers and is called on. */
function registrations(
  text: string,
): { readonly app: string; readonly name: string; readonly node: ts.Node }[] {
  const found: { app: string; name: string; node: ts.Node }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isAwaitExpression(node.expression)) {
      const call = node.expression.expression
      if (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
        const [plugin, options] = call.arguments
        const isRegister = call.expression.name.text === 'register' && plugin && ts.isIdentifier(plugin)
        if (isRegister && options?.getText().includes('prefix'))
          found.push({ app: call.expression.expression.getText(), name: plugin.text, node })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(text))
  return found
}

/** Registers a feature behind the last one. @throws UsageError that says what to do by hand */
export function addRegistration(text: string, path: string, name: string): string {
  const last = registrations(text).at(-1)
  const line = (app: string): string => `await ${app}.register(${name}, { prefix: '/api/v1', data })`
  if (!last) throw new UsageError(`${path}: no feature is registered here; add \`${line('app')}\` by hand`)
  return splice(text, last.node.end, last.node.end, `\n${line(last.app)}`)
}

export function removeRegistration(text: string, name: string): string {
  const found = registrations(text).find((each) => each.name === name)
  return found ? splice(text, text.lastIndexOf('\n', found.node.getStart()), found.node.end) : text
}

/** Every name that the text uses. */
export function identifiersOf(text: string): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(text))
  return names
}
