import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { HttpServer } from '../../src/http-server.ts'
import { createApiFunction } from '../../src/lambda/api-function.ts'
import type { AnswerV1, AnswerV2 } from '../../src/lambda/http-answer.ts'
import { LoopbackServer } from '../../src/lambda/loopback-server.ts'
import { eventFor, wireRequest, type Door } from './lambda-events.ts'

/** An invocation that may take so long. */
export const within = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds })

/** The app with an `inject` that goes through a Lambda function behind a door of AWS. */
export async function behind(door: Door, app: HttpServer): Promise<HttpServer> {
  const server = new LoopbackServer(app)
  await server.listen()
  const answer = createApiFunction(server)
  const inject = async (options: InjectOptions | string): Promise<LightMyRequestResponse> => {
    const event = eventFor(door, wireRequest(options))
    // Lambda takes and gives JSON.
    const input = JSON.parse(JSON.stringify(event)) as typeof event
    return injected(JSON.parse(JSON.stringify(await answer(input, within(29_000)))) as AnswerV1 | AnswerV2)
  }
  return new Proxy(app, {
    get: (target, name) => (name === 'inject' ? inject : (Reflect.get(target, name) as unknown)),
  })
}

/** An answer in the form of an injected one, as far as our suites read it. */
function injected(answer: AnswerV1 | AnswerV2): LightMyRequestResponse {
  const headers =
    'multiValueHeaders' in answer
      ? Object.fromEntries(
          Object.entries(answer.multiValueHeaders).map(([name, values]) => [
            name,
            values.length > 1 ? [...values] : values[0],
          ]),
        )
      : { ...answer.headers, ...(answer.cookies && { 'set-cookie': [...answer.cookies] }) }
  const rawPayload = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8')
  const body = rawPayload.toString()
  const json = (): unknown => JSON.parse(body)
  return {
    statusCode: answer.statusCode,
    headers,
    body,
    payload: body,
    rawPayload,
    json,
  } as LightMyRequestResponse
}
