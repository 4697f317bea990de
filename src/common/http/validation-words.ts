/** What is read of an Ajv error; `data` is there when the validator was built verbose. */
export interface AjvError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly data?: unknown
}

const UNIONS: ReadonlySet<string> = new Set(['anyOf', 'oneOf'])

const typeNames = (type: unknown): string[] =>
  Array.isArray(type) ? type.map(String) : String(type).split(',')
const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The problem as the end of a sentence that starts with the name of the field: `must be <= 3`. */
export function inWords(error: AjvError): string {
  const { allowedValues, allowedValue, type } = error.params
  // A scalar parameter that came twice arrives as an array, and "must be integer" would not say why.
  if (Array.isArray(error.data) && (error.keyword === 'type' || error.keyword === 'enum')) {
    return 'must be given once'
  }
  switch (error.keyword) {
    case 'type':
      return `must be ${alternatives([...new Set(typeNames(type))])}`
    case 'enum':
      return `must be one of: ${Array.isArray(allowedValues) ? allowedValues.map(show).join(', ') : ''}`
    case 'const':
      return `must be ${show(allowedValue)}`
    default:
      return error.message ?? 'is invalid'
  }
}

/** Children of a union error: what Ajv says about each branch, before it says that no branch fits. */
const isBranchOf = (union: AjvError, error: AjvError): boolean =>
  error.schemaPath.startsWith(`${union.schemaPath}/`) ||
  (error.instancePath.startsWith(`${union.instancePath}/`) && !error.schemaPath.startsWith('#/properties'))

function collapse(union: AjvError, branches: readonly AjvError[]): AjvError[] {
  const here = branches.filter((error) => error.instancePath === union.instancePath)
  // A branch of the right type that failed for another reason is what the caller meant.
  const meant = branches.filter(
    (error) => !(error.keyword === 'type' && error.instancePath === union.instancePath),
  )
  const constants = here.filter((error) => error.keyword === 'const')
  if (meant.length > 0 && constants.length < meant.length) {
    return meant.filter((error) => error.keyword !== 'const')
  }
  if (constants.length > 0) {
    const allowedValues = constants.map((error) => error.params.allowedValue)
    return [{ ...union, keyword: 'enum', params: { allowedValues } }]
  }
  const type = here.flatMap((error) => typeNames(error.params.type))
  return type.length > 0 ? [{ ...union, keyword: 'type', params: { type } }] : [union]
}

/**
 * Ajv reports a failed `anyOf` as every branch's errors and one more. For `age: number | null` the caller is told
 * "must be number or null", or "must be >= 0" where the branch that was meant says so.
 */
export function collapseUnions(errors: readonly AjvError[]): AjvError[] {
  const kept: AjvError[] = []
  for (const error of errors) {
    if (!UNIONS.has(error.keyword)) {
      kept.push(error)
      continue
    }
    let start = kept.length
    while (start > 0) {
      const previous = kept[start - 1]
      if (!previous || !isBranchOf(error, previous)) break
      start -= 1
    }
    kept.push(...collapse(error, kept.splice(start)))
  }
  return kept
}
