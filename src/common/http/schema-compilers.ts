import { createRequire } from 'node:module'
import type { BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { SerializerFactory } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

export type SchemaController = NonNullable<FastifyServerOptions['schemaController']>

// Both packages are large. They are loaded when something is compiled, and a Lambda function has had that done.
const load = createRequire(import.meta.url)
let validators: BuildCompilerFromPool | undefined
let serializers: SerializerFactory | undefined

export const buildValidators: BuildCompilerFromPool = (externalSchemas, options) => {
  validators ??= (load('@fastify/ajv-compiler') as typeof import('@fastify/ajv-compiler')).AjvCompiler()
  return validators(externalSchemas, options)
}

export const buildSerializers: SerializerFactory = (externalSchemas, options) => {
  serializers ??= (
    load('@fastify/fast-json-stringify-compiler') as typeof import('@fastify/fast-json-stringify-compiler')
  ).SerializerSelector()
  return serializers(externalSchemas, options)
}
