import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DownloadOptions } from '../../../../src/common/objects/object-store.ts'
import { bytesOf } from '../../../../src/common/objects/testing/object-conformance-case.ts'
import { objectService, someUpload } from './object-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-download-'))
const service = objectService(folder)
const key = `images/${randomUUID()}.png`
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
beforeAll(async () => {
  await service().store.put(key, bytesOf('0123456789'), { contentType: 'image/png' })
})

async function urlOf(options: Partial<DownloadOptions> = {}, of: string = key): Promise<URL> {
  const { store, origin } = service()
  return new URL(await store.downloadUrl(of, { expiresInSeconds: 60, ...options }), origin)
}

async function get(headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(await urlOf(), { method, headers })
}

/** Files of the store that this process has open. */
function openFiles(): string[] {
  const own = realpathSync(folder)
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`)
      return path.startsWith(own) ? [path] : []
    } catch {
      // Closed since it was listed.
      return []
    }
  })
}

describe('a download', () => {
  test('is a file to save, of its type, that can do nothing in a browser', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('0123456789')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10',
      'content-disposition': `attachment; filename="${key.slice('images/'.length)}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
    })
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
  })

  test('HEAD says the same without the bytes', async () => {
    const [whole, head] = [await get(), await get({}, 'HEAD')]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['content-type', 'content-length', 'etag', 'content-disposition', 'last-modified'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })

  test('is not sent again to who has it', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    const again = await get({ 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await get({ 'if-none-match': etag }, 'HEAD')).status).toBe(304)
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-50', '0123456789', 'bytes 0-9/10'],
    ['bytes=9-500', '9', 'bytes 9-9/10'],
  ])('in part: %s', async (range, text, expected) => {
    const answer = await get({ range })
    expect([answer.status, await answer.text()]).toEqual([206, text])
    expect(answer.headers.get('content-range')).toBe(expected)
    expect(answer.headers.get('content-length')).toBe(String(text.length))
  })

  test.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'pages=1-2', 'bytes=0-1,4-5', 'bytes 0-1', ''])(
    'whole where the part makes no sense: %s',
    async (range) => {
      const answer = await get({ range })
      expect([answer.status, await answer.text()]).toEqual([200, '0123456789'])
    },
  )

  test.each(['bytes=10-', 'bytes=999-1000', 'bytes=-0', 'bytes=99999999999999999999-'])(
    'refused where the part is behind the end: %s',
    async (range) => {
      const answer = await get({ range })
      expect(answer.status).toBe(416)
      expect(answer.headers.get('content-range')).toBe('bytes */10')
      expect(answer.headers.get('content-type')).toContain('problem+json')
    },
  )

  test('in part only of the file that the client began with', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
  })

  test.skipIf(!existsSync('/proc/self/fd'))('that is broken off leaves no file open', async () => {
    const large = `images/${randomUUID()}`
    await service().store.put(large, Buffer.alloc(20_000_000), { contentType: 'image/png' })
    const url = await urlOf({}, large)
    const breakOff = async (headers: Record<string, string>): Promise<void> => {
      const controller = new AbortController()
      const answer = await fetch(url, { headers, signal: controller.signal })
      const reader = answer.body?.getReader()
      await reader?.read()
      expect(openFiles()).not.toEqual([])
      controller.abort()
    }
    for (let round = 0; round < 10; round++)
      await Promise.all([breakOff({}), breakOff({}), breakOff({ range: 'bytes=9-' })])
    await vi.waitFor(() => {
      expect(openFiles()).toEqual([])
    })
  })

  test('of no bytes', async () => {
    const empty = `images/${randomUUID()}`
    await service().store.put(empty, Buffer.alloc(0), { contentType: 'text/csv' })
    const answer = await fetch(await urlOf({}, empty))
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '0', ''])
    expect((await fetch(await urlOf({}, empty), { headers: { range: 'bytes=0-' } })).status).toBe(416)
  })

  test('of what is not there is 404', async () => {
    const answer = await fetch(await urlOf({}, 'images/none'))
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-disposition')).toBeNull()
    expect(answer.headers.get('content-type')).toContain('problem+json')
  })

  test('of 20 MB is streamed', async () => {
    const big = `images/${randomUUID()}`
    await service().store.put(big, Buffer.alloc(20_000_000, 'x'), { contentType: 'image/png' })
    const answer = await fetch(await urlOf({}, big))
    expect((await answer.arrayBuffer()).byteLength).toBe(20_000_000)
  })

  test('takes GET and HEAD only', async () => {
    const url = await urlOf()
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await fetch(url, { method })).status).toBe(405)
    expect((await fetch(url, { method: 'POST', body: new FormData() })).status).toBe(403)
  })

  test('of what an upload URL is for is refused', async () => {
    const { store, origin } = service()
    const { url } = await store.createUpload(someUpload({ key }))
    expect((await fetch(new URL(url, origin))).status).toBe(403)
  })

  test('with another name or type than the URL was made for is refused', async () => {
    const url = await urlOf({ fileName: 'a.png' })
    expect((await fetch(url)).status).toBe(200)
    const changes = [
      ['name', 'b.png'],
      ['type', 'text/html'],
      ['expires', '99999999999'],
    ] as const
    for (const [name, value] of changes) {
      const changed = new URL(url)
      changed.searchParams.set(name, value)
      expect((await fetch(changed)).status).toBe(403)
    }
  })
})
