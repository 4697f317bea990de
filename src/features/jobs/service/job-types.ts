import { ValueErrorType, type ValueError } from '@sinclair/typebox/errors'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import { Value } from '@sinclair/typebox/value'
import type { TSchema } from '@sinclair/typebox'
import { ValidationError, type ValidationIssue } from '../../../common/data/errors.ts'
import { fits, inCharacters } from '../../../common/data/model/characters.ts'
import type { JobType } from '../../../common/queue/job-type.ts'

export type InputData = Readonly<Record<string, unknown>>

/** Enough to mend an input by. */
const MAX_ISSUES = 50

/** The job types that this process knows, in the order in which they were registered. */
export class JobTypes {
  readonly all: readonly JobType[]
  readonly #known = new Map<string, { readonly type: JobType; readonly check: TypeCheck<TSchema> }>()

  /** @throws Error when two have one name */
  constructor(types: readonly JobType[]) {
    this.all = types
    for (const type of types) {
      if (this.#known.has(type.name)) throw new Error(`Job type ${type.name} is registered twice`)
      this.#known.set(type.name, { type, check: TypeCompiler.Compile(type.input) })
    }
  }

  get names(): readonly string[] {
    return this.all.map(({ name }) => name)
  }

  get(name: string): JobType | undefined {
    return this.#known.get(name)?.type
  }

  /**
   * The name of the type, the first one where none is given, and the input with the defaults of the type filled in.
   * @throws ValidationError that names the known types, or every place of `inputData` that does not fit
   */
  checked(name: string | undefined, inputData: InputData): { jobType: string; inputData: InputData } {
    const jobType = name ?? this.names[0]
    const known = jobType === undefined ? undefined : this.#known.get(jobType)
    if (jobType === undefined || !known) throw this.#unknown(jobType)
    const input = Value.Default(known.type.input, structuredClone(inputData)) as InputData
    if (fits(known.check, input)) return { jobType, inputData: input }
    throw invalid(issuesOf(known.check.Errors(inCharacters(input))))
  }

  #unknown(name: string | undefined): ValidationError {
    const names = this.names.join(', ')
    const message = names === '' ? 'is unknown: there are no job types' : `must be one of: ${names}`
    return new ValidationError(`Field jobType ${message}${name === undefined ? '' : `, not ${name}`}`, [
      { path: '/jobType', message },
    ])
  }
}

interface InputIssue extends ValidationIssue {
  readonly isMissing: boolean
}

/** One problem a place: a union reports each of its members, a missing member also its type. */
function issuesOf(errors: Iterable<ValueError>): InputIssue[] {
  const issues = new Map<string, InputIssue>()
  for (const error of errors) {
    if (!issues.has(error.path)) issues.set(error.path, toIssue(error))
    if (issues.size === MAX_ISSUES) break
  }
  return [...issues.values()]
}

function toIssue({ path, message, type }: ValueError): InputIssue {
  const isMissing = type === ValueErrorType.ObjectRequiredProperty
  const isUnknown = type === ValueErrorType.ObjectAdditionalProperties
  const words = isMissing ? 'is required' : isUnknown ? 'is unknown' : message.replace(/^E/, 'e')
  return { path: `/inputData${path}`, message: words, isMissing }
}

function invalid(issues: readonly InputIssue[]): ValidationError {
  const nameOf = ({ path }: ValidationIssue): string => path.slice(1).replaceAll('/', '.')
  const missing = issues.filter(({ isMissing }) => isMissing)
  const [first] = issues
  const message =
    missing.length > 0
      ? `Missing required fields: ${missing.map(nameOf).join(', ')}`
      : `Field ${first ? `${nameOf(first)} ${first.message}` : 'inputData is invalid'}`
  return new ValidationError(message, issues)
}
