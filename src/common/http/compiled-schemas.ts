import { createHash } from 'node:crypto'
import type { BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { SerializerFactory } from '@fastify/fast-json-stringify-compiler'
import { buildSerializers, buildValidators, type SchemaController } from './schema-compilers.ts'
import { late, validatorBuilder } from './validation.ts'

/** The function that a schema was compiled to before the start, by its key; undefined where it was not. */
export type FindCompiled = (key: string) => unknown

/** Of all that a function depends on: the schema, those that it may refer to, and options. */
export const schemaKey = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)

type Validator = ReturnType<ReturnType<BuildCompilerFromPool>>
type Serialize = (data: unknown) => string

/** As `schemaController`, for a start that is waited for: what is found need not be compiled, the rest is when used. */
export function compiledSchemaController(find: FindCompiled): SchemaController {
  const build: BuildCompilerFromPool = (externalSchemas, options) => (route) => {
    const { schema } = route as { schema?: unknown }
    const found = find(schemaKey(schema, externalSchemas, options?.customOptions)) as Validator | undefined
    return found ?? buildValidators(externalSchemas, options)(route)
  }
  const buildSerializer: SerializerFactory = (externalSchemas, options) => (route) => {
    const compile = (): Serialize =>
      (find(schemaKey(route.schema, externalSchemas)) as Serialize | undefined) ??
      buildSerializers(externalSchemas, options)(route)
    let serialize: Serialize | undefined
    return (data) => (serialize ??= compile())(data)
  }
  return { compilersFactory: { buildValidator: late(validatorBuilder(build)), buildSerializer } }
}
