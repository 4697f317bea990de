import { Type, type TUnsafe } from '@sinclair/typebox'
import { documentedAs } from '../../../common/http/documented-as.ts'
import { nullable, stringEnum, strictObject } from '../../../common/http/schema.ts'
import { notifyAccountId } from '../model/job-table.ts'
import type { JobType } from '../../../common/queue/job-type.ts'

export interface SubmitJobDto {
  readonly jobType?: string
  readonly inputData: Readonly<Record<string, unknown>>
  readonly notifyAccountId?: string | null
}

const notified = nullable(notifyAccountId)

const DESCRIPTION = 'What is to be done, and with what; without a type it is the first one'

/**
 * A job as it is submitted. The input is validated by the service, which knows the types; the documentation shows each
 * type with its input.
 */
export function submitBody(types: readonly JobType[]): TUnsafe<SubmitJobDto> {
  const names = types.map(({ name }) => name)
  const validated = strictObject(
    {
      jobType: Type.Optional(names.length > 0 ? stringEnum(names) : Type.String()),
      inputData: Type.Object({}, { additionalProperties: true }),
      notifyAccountId: Type.Optional(notified),
    },
    { description: DESCRIPTION },
  )
  const body = Type.Unsafe<SubmitJobDto>(validated)
  const [first, ...others] = types.map((type, index) => documentedType(type, index === 0))
  if (!first) return body
  return documentedAs(
    body,
    others.length === 0 ? first : { description: DESCRIPTION, anyOf: [first, ...others] },
  )
}

/** Without a `jobType` it is the first one: what it is left out of can be no other. */
function documentedType({ name, description, input, examples }: JobType, isFirst: boolean) {
  const jobType = { type: 'string', const: name, description: 'What is to be done', examples: [name] }
  return {
    title: name,
    description,
    type: 'object',
    properties: { jobType, inputData: withDefaults(input), notifyAccountId: notified },
    required: isFirst ? ['inputData'] : ['jobType', 'inputData'],
    additionalProperties: false,
    examples: [{ jobType: name, inputData: examples.input }],
  }
}

/** Members that have a default may be left out. */
function withDefaults(input: JobType['input']): object {
  const { properties = {}, required = [] } = input as {
    properties?: Readonly<Record<string, { readonly default?: unknown }>>
    required?: readonly string[]
  }
  return { ...input, required: required.filter((name) => properties[name]?.default === undefined) }
}
