import { setTimeout as sleep } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { dataOf, type ApiClient, type Job } from './client.ts'

const RECONNECT_MS = 1000

/** Each state of a job as it comes, until it is finished; goes on where it was when the connection breaks. */
export async function* followJob(
  client: ApiClient,
  jobId: string,
  { reconnectMs = RECONNECT_MS }: { readonly reconnectMs?: number } = {},
): AsyncGenerator<Job> {
  let last: string | undefined
  for (;;) {
    const stream = await open(client, jobId, last)
    if (!stream) return
    try {
      for await (const { id, data } of eventsOf(stream)) {
        if (data === '[DONE]') return
        last = id ?? last
        yield JSON.parse(data) as Job
      }
    } catch (error) {
      // The way of a connection that broke; anything else is a fault of the program.
      if (!(error instanceof TypeError)) throw error
    }
    await sleep(reconnectMs)
  }
}

/** Undefined when the job is finished and all of it was seen: 204. */
async function open(
  client: ApiClient,
  jobId: string,
  last: string | undefined,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const outcome = await client.GET('/api/v1/sse/jobs/{jobId}', {
    params: { path: { jobId }, ...(last !== undefined && { header: { 'last-event-id': last } }) },
    headers: { accept: 'text/event-stream' },
    parseAs: 'stream',
  })
  if (outcome.response.status === 204) return undefined
  return dataOf<ReadableStream<Uint8Array>>(outcome)
}

async function* eventsOf(stream: ReadableStream<Uint8Array>) {
  const events = stream.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const reader = events.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Also when who listens has seen enough: the service counts the streams of a client.
    await reader.cancel().catch(() => undefined)
  }
}
