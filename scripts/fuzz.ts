import type { OpenApiDocument } from '../test/app/openapi-document.ts'
import { Callers, SCOPES } from '../test/fuzz/callers.ts'
import { fuzz } from '../test/fuzz/fuzz.ts'
import { injectInto, sendTo } from '../test/fuzz/send.ts'
import { startTestApp, type Environment } from '../test/support/test-app.ts'
import { TokenProvider } from '../test/support/token-provider.ts'
import { parseOptions, runCommand, UsageError } from './command-line.ts'

const USAGE = `Usage: npm run fuzz -- [OPTIONS]

Sends requests that are made from the service's own OpenAPI document, right, wrong and odd ones, and holds every answer
against it: its status, its headers, its body, no server error, every error as problem details.

  --requests N    how many (default: 20000)
  --seed S        the choices of an earlier run
  --url ORIGIN    a service that runs, such as http://127.0.0.1:3000; it is written to. Without it the service is
                  started in this process, on an empty store
  --auth          the service asks for tokens, of a provider on loopback: each request is sent by its owner, by others, or
                  with a token that is not good, and has to be answered as its caller may be; not with --url
  --backend NAME  sqlite (default), dynamodb (needs DYNAMODB_ENDPOINT) or postgres (needs DATABASE_URL)
  --help          this text

Each kind of fault is shown with the first request that met it, as a curl command, and makes the exit code 1.`

const OPTIONS = {
  requests: { type: 'string', default: '20000' },
  seed: { type: 'string' },
  url: { type: 'string' },
  auth: { type: 'boolean', default: false },
  backend: { type: 'string', default: 'sqlite' },
  help: { type: 'boolean', default: false },
} as const

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(args, OPTIONS, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const requests = whole('requests', values.requests)
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : whole('seed', values.seed)
  const began = Date.now()
  const origin = values.url?.replace(/\/$/, '')
  if (values.auth && origin !== undefined) throw new UsageError(`--auth is not for --url\n\n${USAGE}`)
  const tally = await (origin === undefined
    ? values.auth
      ? withTokens(values.backend, requests, seed)
      : inProcess(environmentOf(values.backend), requests, seed)
    : overHttp(origin, requests, seed))
  console.log(tally.table())
  console.log(`\nseed ${seed}, ${((Date.now() - began) / 1000).toFixed(1)} s, ${tally.summary()}`)
  if (tally.failures.length === 0) return 0
  console.log(`\n${tally.report(origin ?? 'http://127.0.0.1:3000')}`)
  return 1
}

async function overHttp(origin: string, requests: number, seed: number) {
  const answer = await fetch(`${origin}/openapi.json`)
  const document = (await answer.json()) as OpenApiDocument
  return fuzz({ document, send: sendTo(origin), requests, seed })
}

async function withTokens(backend: string, requests: number, seed: number) {
  const provider = await TokenProvider.start()
  try {
    const environment = { ...environmentOf(backend), ...provider.environment(SCOPES) }
    return await inProcess(environment, requests, seed, await Callers.of(provider))
  } finally {
    await provider.stop()
  }
}

async function inProcess(environment: Environment, requests: number, seed: number, callers?: Callers) {
  const test = await startTestApp(environment, { jobTypes: [], withOwnJobTypes: true })
  try {
    const document = (await test.app.inject('/openapi.json')).json<OpenApiDocument>()
    return await fuzz({ document, send: injectInto(test.app), requests, seed, callers })
  } finally {
    await test.close()
  }
}

/** On a busy machine the service would rightly refuse some requests, and other ones each time. */
const STEADY = { MAX_EVENT_LOOP_DELAY_MS: '0' }

function environmentOf(backend: string): Environment {
  const namespace = { ...STEADY, APP_NAMESPACE: `f${Date.now().toString(36)}` }
  const { DYNAMODB_ENDPOINT, DATABASE_URL } = process.env
  if (backend === 'sqlite') return STEADY
  if (backend === 'dynamodb' && DYNAMODB_ENDPOINT !== undefined)
    return { ...namespace, DATA_BACKEND: backend, DYNAMODB_ENDPOINT }
  if (backend === 'postgres' && DATABASE_URL !== undefined)
    return { ...namespace, DATA_BACKEND: backend, DATABASE_URL }
  throw new UsageError(`There is no backend ${backend}, or the variable that it needs is not set\n\n${USAGE}`)
}

function whole(option: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new UsageError(`--${option} needs a whole number, not ${text}`)
  return number
}

await runCommand(main)
