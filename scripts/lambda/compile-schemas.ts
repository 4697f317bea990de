import { StandaloneValidator, type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import { StandaloneSerializer, type SerializerFactory } from '@fastify/fast-json-stringify-compiler'
import { build, type Plugin } from 'esbuild'
import { buildApp } from '../../src/app.ts'
import { schemaKey } from '../../src/common/http/compiled-schemas.ts'
import { validatorBuilder } from '../../src/common/http/validation.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies } from '../../src/dependencies.ts'

/** Code by the key of what it was made of. */
type Sources = Map<string, string>

/**
 * Compiles the schemas of every route, and writes the function of each into a file of its own that needs no other.
 * Each is compiled alone, so that a file depends on nothing but what its key is made of.
 * @throws what is wrong with a schema
 */
export async function compileSchemas(folder: string): Promise<void> {
  const sources = await collectSources()
  await build({
    entryPoints: [...sources.keys()],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [inMemory(sources)],
  })
}

const inMemory = (sources: Sources): Plugin => ({
  name: 'in-memory',
  setup(building) {
    building.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point' ? { path, namespace: 'in-memory' } : undefined,
    )
    building.onLoad({ filter: /.*/, namespace: 'in-memory' }, ({ path }) => ({
      contents: sources.get(path) ?? '',
      // What the code asks for is found from here.
      resolveDir: import.meta.dirname,
    }))
  },
})

/** Of the service as it is without a backend: what its routes take and give does not depend on one. */
async function collectSources(): Promise<Sources> {
  const sources: Sources = new Map()
  const config = loadConfig({ SQLITE_PATH: ':memory:' })
  const dependencies = await createDependencies(config)
  const schemaController = { compilersFactory: recorders(sources) }
  const app = await buildApp({ config, dependencies, logger: false, schemaController })
  await app.ready()
  await app.close()
  await dependencies.close()
  return sources
}

const NEVER_CALLED = (): never => {
  throw new Error('This app serves nobody')
}

/** Compilers that keep the code of what they compile. */
function recorders(sources: Sources) {
  const storeAs =
    (key: string) =>
    (_route: unknown, code: string): void =>
      void sources.set(key, withoutCounters(code))
  const recordValidator: BuildCompilerFromPool = (externalSchemas, options) => (route) => {
    const key = schemaKey((route as { schema?: unknown }).schema, externalSchemas, options?.customOptions)
    if (sources.has(key)) return NEVER_CALLED as unknown as ReturnType<ReturnType<BuildCompilerFromPool>>
    const validator = StandaloneValidator({ readMode: false, storeFunction: storeAs(key) })
    return validator(externalSchemas, { customOptions: { ...options?.customOptions } })(route)
  }
  const buildSerializer: SerializerFactory = (externalSchemas) => (route) => {
    const key = schemaKey(route.schema, externalSchemas)
    if (sources.has(key)) return NEVER_CALLED
    const serializer = StandaloneSerializer({ readMode: false, storeFunction: storeAs(key) })
    return serializer(externalSchemas, { inlineValidators: true })(route)
  }
  return { buildValidator: validatorBuilder(recordValidator, recordValidator), buildSerializer }
}

/** Names that count what the process has compiled before: here they count within the file. */
function withoutCounters(code: string): string {
  const names = new Map<string, string>()
  return code.replace(/__fjs_merged_\d+/g, (name) => {
    const own = names.get(name) ?? `__fjs_merged_${names.size}`
    names.set(name, own)
    return own
  })
}
