import type { BuildCompilerFromPool } from '@fastify/ajv-compiler'
import { buildValidators, type SchemaController } from './schema-compilers.ts'
import { compileCoercion } from './text-coercion.ts'

const common = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: true,
  // `type: ['number', 'null']` is how OpenAPI 3.1 writes nullable, and Ajv's strict mode would log about it.
  allowUnionTypes: true,
} as const

type Compile = ReturnType<BuildCompilerFromPool>
type Validate = ReturnType<Compile>
/** A validator as Fastify calls it: returns the verdict and leaves the findings on itself. */
type Check = ((data: unknown) => boolean) & { errors?: unknown }

/** Values that a body may hold for all its errors to be listed; past it, a hostile body would cost seconds. */
const MAX_VALUES_FOR_ALL_ERRORS = 20_000

function isSmall(body: unknown): boolean {
  let values = 0
  const open = [body]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const members: unknown[] = Array.isArray(next) ? next : Object.values(next)
    values += members.length
    if (values > MAX_VALUES_FOR_ALL_ERRORS) return false
    for (const member of members) if (typeof member === 'object' && member !== null) open.push(member)
  }
  return true
}

/** The fast validator decides; only a body that failed is gone through again to name everything wrong with it. */
function bodyValidator(decide: Check, findAll: Check): Check {
  const validate: Check = (body) => {
    if (decide(body)) return true
    validate.errors = decide.errors
    if (isSmall(body)) {
      if (!findAll(body)) validate.errors = findAll.errors
    }
    return false
  }
  return validate
}

function textValidator(schema: unknown, decide: Check): Check {
  const coerce = compileCoercion(schema)
  const validate: Check = (part) => {
    coerce(part as Record<string, unknown>)
    if (decide(part)) return true
    validate.errors = decide.errors
    return false
  }
  return validate
}

/** Compiles when the check is first made. */
export const late =
  (build: BuildCompilerFromPool): BuildCompilerFromPool =>
  (externalSchemas, options) =>
  (route) => {
    let compiled: Check | undefined
    const validate: Check = (data) => {
      compiled ??= build(externalSchemas, options)(route) as Check
      if (compiled(data)) return true
      validate.errors = compiled.errors
      return false
    }
    return validate as unknown as Validate
  }

/**
 * Bodies are JSON and carry their types: nothing is coerced, and unknown members are refused by the schemas'
 * `additionalProperties: false`. Query, path and header parts are text and are converted strictly first.
 * `buildRare` compiles what few requests need.
 */
export const validatorBuilder =
  (build: BuildCompilerFromPool, buildRare = late(build)): BuildCompilerFromPool =>
  (externalSchemas) => {
    const firstError = build(externalSchemas, { customOptions: { ...common, allErrors: false } })
    const allErrors = buildRare(externalSchemas, { customOptions: { ...common, allErrors: true } })
    const text = build(externalSchemas, { customOptions: { ...common, allErrors: true, verbose: true } })
    const compile = (compiler: Compile, route: Parameters<Compile>[0]): Check => compiler(route) as Check
    return (route) => {
      // Fastify passes the whole route definition where the types of the compiler say "schema".
      const { httpPart, schema } = route as { httpPart?: string; schema?: unknown }
      const check =
        httpPart === 'body'
          ? bodyValidator(compile(firstError, route), compile(allErrors, route))
          : textValidator(schema, compile(text, route))
      return check as unknown as Validate
    }
  }

/** The Fastify option that makes every route validate this way, `$ref`s to shared schemas included. */
export const schemaController: SchemaController = {
  compilersFactory: { buildValidator: validatorBuilder(buildValidators) },
}
