import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

const require = createRequire(import.meta.url)
/** Of the sources, also when this file itself was compiled elsewhere. */
const root = dirname(require.resolve('bulkhead/package.json'))
/** Of the bundles, by the name that a template gives as `Handler`: `api.handler` is `handler` of `api.mjs`. */
export const ENTRIES = {
  api: 'src/lambda/api-handler.ts',
  worker: 'src/lambda/worker-handler.ts',
  stream: 'src/lambda/stream-handler.ts',
} as const
export type FunctionName = keyof typeof ENTRIES

/** Loaded only for a schema that the build has not compiled: packages of their own, each in a single file. */
const COMPILERS = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler']

/** The oldest Node that runs the service; the runtime of the templates is newer. */
const TARGET = 'node20.19'

/** CommonJS packages in an ES module still ask for these. */
const BANNER = [
  "import { createRequire as __createRequire } from 'node:module'",
  "import { dirname as __dirnameOf } from 'node:path'",
  "import { fileURLToPath as __fileOf } from 'node:url'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = __fileOf(import.meta.url)',
  'const __dirname = __dirnameOf(__filename)',
].join('\n')

/** A function reaches no file of its own and no terminal: these fail by name when a configuration asks for them. */
const LEFT_OUT = /\/(sqlite-store|postgres-store)\.ts$|^pino-pretty$/

const leaveOut: Plugin = {
  name: 'leave-out',
  setup(building) {
    building.onResolve({ filter: LEFT_OUT }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'left-out' } : undefined,
    )
    building.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not part of a Lambda package: use DATA_BACKEND=dynamodb`)})`,
    }))
  },
}

const UI = '@fastify/swagger-ui'
/** The documentation page finds its files beside its own source, which is now in a chunk. */
const documentationFiles: Plugin = {
  name: 'documentation-files',
  setup(building) {
    building.onLoad(
      { filter: /[\\/]@fastify[\\/]swagger-ui[\\/](index|lib[\\/]routes)\.js$/ },
      ({ path }) => {
        const source = readFileSync(path, 'utf8')
        const folder = relative(uiFolder(), dirname(path))
        const contents = source.replaceAll(
          '__dirname',
          `path.join(__dirname, '..', 'swagger-ui', '${folder}')`,
        )
        if (contents === source) throw new Error(`${path} does not find its files as it used to`)
        return { contents, loader: 'js' }
      },
    )
  },
}

const uiFolder = (): string => dirname(require.resolve(`${UI}/package.json`))

/**
 * Writes the bundle of one function, whose source is `entry` as seen from the root, into a folder that is emptied
 * before: its own file, chunks for what is loaded when it is asked for, source maps that nothing refers to, and the
 * files of the documentation page.
 */
export async function bundle(name: string, entry: string, folder: string): Promise<Metafile> {
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: name }],
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: TARGET,
    external: COMPILERS,
    // ES modules first: of CommonJS all is kept and read at the start, used or not.
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    // Reading a map would be part of every start; stacks name functions and lines without it.
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: { js: BANNER },
    plugins: [leaveOut, documentationFiles],
  })
  if (Object.keys(metafile.inputs).some((input) => input.includes(UI))) {
    cpSync(join(uiFolder(), 'static'), join(folder, 'swagger-ui', 'static'), { recursive: true })
  }
  if (Object.keys(metafile.inputs).some((input) => input.includes('node_modules/fastify/'))) {
    await bundleCompilers(join(folder, 'node_modules'))
  }
  writeFileSync(join(folder, 'package.json'), manifest())
  return metafile
}

async function bundleCompilers(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: COMPILERS.map((name) => ({ in: name, out: join(name, 'index') })),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** Says which version this is, and where: the service asks for its own package.json by name. */
function manifest(): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  return `${JSON.stringify({ name, version, type: 'module', exports: { './package.json': './package.json' } })}\n`
}
