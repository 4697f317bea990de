import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'
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
function bodyValidator(decide: Check, compileAll: () => Check): Check {
  let findAll: Check | undefined
  const validate: Check = (body) => {
    if (decide(body)) return true
    validate.errors = decide.errors
    if (isSmall(body)) {
      findAll ??= compileAll()
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

const build: BuildCompilerFromPool = AjvCompiler()

/**
 * Bodies are JSON and carry their types: nothing is coerced, and unknown members are refused by the schemas'
 * `additionalProperties: false`. Query, path and header parts are text and are converted strictly first.
 */
const validatorBuilder =
  (options: object): BuildCompilerFromPool =>
  (externalSchemas) => {
    const given = { ...common, ...options }
    const firstError = build(externalSchemas, { customOptions: { ...given, allErrors: false } })
    const allErrors = build(externalSchemas, { customOptions: { ...given, allErrors: true } })
    const text = build(externalSchemas, { customOptions: { ...given, allErrors: true, verbose: true } })
    const compile = (compiler: Compile, route: Parameters<Compile>[0]): Check => compiler(route) as Check
    return (route) => {
      // Fastify passes the whole route definition where the types of the compiler say "schema".
      const { httpPart, schema } = route as { httpPart?: string; schema?: unknown }
      const check =
        httpPart === 'body'
          ? bodyValidator(compile(firstError, route), () => compile(allErrors, route))
          : textValidator(schema, compile(text, route))
      return check as unknown as Validate
    }
  }

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>

/** The Fastify option that makes every route validate this way, `$ref`s to shared schemas included. */
export const schemaController: SchemaController = {
  compilersFactory: { buildValidator: validatorBuilder({}) },
}

/** Compiles a schema when it is first needed, and does not check that it is one. */
const lateValidators: BuildCompilerFromPool = (externalSchemas) => {
  const compiler = once(() => validatorBuilder({ validateSchema: false })(externalSchemas))
  return (route) => {
    const compiled = once(() => compiler()(route) as unknown as Check)
    const validate: Check = (data) => {
      if (compiled()(data)) return true
      validate.errors = compiled().errors
      return false
    }
    return validate as unknown as Validate
  }
}

const lateSerializers: ReturnType<typeof SerializerSelector> = (externalSchemas, options) => {
  const compiler = once(() => serializers(externalSchemas, options))
  return (route) => {
    const serialize = once(() => compiler()(route))
    return (data) => serialize()(data)
  }
}

/** The same for a process that answers few requests after its start. What is wrong with a schema stops all others. */
export const lazySchemaController: SchemaController = {
  compilersFactory: { buildValidator: lateValidators, buildSerializer: lateSerializers },
}

const serializers = SerializerSelector()

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
