interface Parameter {
  readonly required?: boolean
  readonly schema?: { readonly enum?: unknown; readonly default?: unknown; examples?: unknown[] }
  description?: string
  example?: string | number | boolean
}

/**
 * The documentation page fills in the example of each parameter and sends them all at once, which makes no sense of ten
 * filters, nor of a condition on a version that nobody has. So the example of an optional parameter is said in its
 * description and stands in its schema, where it is not sent. Several examples stay as a choice, of which the page sends the
 * first. Changes the document.
 */
export function withUnsentExamples({ paths = {} }: { readonly paths?: object }): void {
  const operations = Object.values(paths).flatMap((path: object) => Object.values(path) as object[])
  for (const operation of operations) {
    const { parameters = [] } = operation as { readonly parameters?: readonly Parameter[] }
    for (const parameter of parameters) if (parameter.required !== true) unsend(parameter)
  }
}

function unsend(parameter: Parameter): void {
  const { schema, example, description = '' } = parameter
  if (schema === undefined || example === undefined) return
  schema.examples = [example]
  delete parameter.example
  // The page shows values to choose from and defaults by itself.
  if (schema.enum === undefined && schema.default === undefined && typeof example !== 'boolean')
    parameter.description = `${description} (such as \`${String(example)}\`)`
}
