import type { HttpServer } from '../../src/http-server.ts'
import type { UploadDto } from '../../src/features/properties/routes/upload-dto.ts'

export interface UploadAnswer {
  readonly status: number
  readonly text: string
}

/** The form that an upload wants, with the file as its last part. */
export function formOf({ fields }: Pick<UploadDto, 'fields'>, bytes: Uint8Array, type?: string): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const blob = new Blob([Uint8Array.from(bytes)], { type: type ?? String(fields['Content-Type']) })
  form.append('file', blob, 'image')
  return form
}

/** Posts a file as a browser does: over the network where the URL is absolute, else to the app itself. */
export async function upload(
  app: HttpServer,
  target: Pick<UploadDto, 'url' | 'fields'>,
  bytes: Uint8Array,
  type?: string,
): Promise<UploadAnswer> {
  const request = new Request(new URL(target.url, 'http://localhost'), {
    method: 'POST',
    body: formOf(target, bytes, type),
  })
  if (!target.url.startsWith('/')) {
    const answer = await fetch(request)
    return { status: answer.status, text: await answer.text() }
  }
  const answer = await app.inject({
    method: 'POST',
    url: target.url,
    headers: { 'content-type': String(request.headers.get('content-type')) },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: answer.statusCode, text: answer.body }
}

/** The bytes behind a URL; undefined where there are none. */
export async function download(app: HttpServer, url: string): Promise<Buffer | undefined> {
  if (url.startsWith('/')) {
    const answer = await app.inject(url)
    return answer.statusCode === 200 ? answer.rawPayload : undefined
  }
  const answer = await fetch(url)
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined
}
