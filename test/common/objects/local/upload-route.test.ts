import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { UploadTarget } from '../../../../src/common/objects/object-store.ts'
import { bytesOf, post } from '../../../../src/common/objects/testing/object-conformance-case.ts'
import {
  BOUNDARY,
  END,
  FILE,
  formOf,
  objectService,
  postBody,
  someUpload,
  speak,
  TYPE_FIELD,
} from './object-service.ts'

const outside = mkdtempSync(join(tmpdir(), 'bulkhead-upload-'))
const service = objectService(join(outside, 'objects'), { RATE_LIMIT_MAX: '0' })
afterAll(() => {
  rmSync(outside, { recursive: true, force: true })
})

const file = { bytes: bytesOf('01234') }

async function problemOf(answer: Response): Promise<{ status: number; code: string; detail: string }> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  return (await answer.json()) as { status: number; code: string; detail: string }
}

const leftovers = (): string[] => {
  const folder = join(service().folder, 'temp')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('a refused upload says what is wrong', () => {
  const limits = someUpload()

  test.each([
    ['too many bytes', { bytes: Buffer.alloc(11) }, 413, 'larger than the 10 bytes'],
    ['far too many bytes', { bytes: Buffer.alloc(5_000_000) }, 413, 'larger than the 10 bytes'],
    ['too few bytes', { bytes: Buffer.alloc(2) }, 400, 'smaller than the 3 bytes'],
    ['another type', { ...file, fields: { 'Content-Type': 'text/html' } }, 415, 'of type text/csv'],
  ])('%s', async (_, bad, status, words) => {
    const { store, origin } = service()
    const target = await store.createUpload(limits)
    const problem = await problemOf(await post(target, bad, origin))
    expect(problem.status).toBe(status)
    expect(problem.detail).toContain(words)
    expect(await store.head(limits.key)).toBeUndefined()
    expect(leftovers()).toEqual([])
  })

  test('an image that says it is a page', async () => {
    const { store, origin } = service()
    const target = await store.createUpload(someUpload({ contentType: 'image/png' }))
    expect((await post(target, { ...file, type: 'text/html' }, origin)).status).toBe(415)
    expect((await post(target, { ...file, type: 'image/png' }, origin)).status).toBe(204)
  })

  test('a table whatever it says it is, as browsers do not agree', async () => {
    const { store, origin } = service()
    const target = await store.createUpload(someUpload())
    expect((await post(target, { ...file, type: 'application/vnd.ms-excel' }, origin)).status).toBe(204)
  })

  test('a body that is no form', async () => {
    const { url } = await service().store.createUpload(someUpload())
    const asJson = await postBody(service(), url, '{}', { 'content-type': 'application/json' })
    expect(asJson.status).toBe(415)
    expect(asJson.text).toContain('multipart/form-data')
    expect((await postBody(service(), url, '', { 'content-type': 'multipart/form-data' })).status).toBe(400)
  })

  test.each([
    ['no file', formOf([TYPE_FIELD]) + END, 400],
    ['no parts', END, 400],
    ['nothing at all', '', 400],
    ['no end of the file', formOf([TYPE_FIELD, FILE]).slice(0, -2), 400],
    ['the type behind the file, where S3 does not look either', formOf([FILE, TYPE_FIELD]) + END, 415],
    ['no type', formOf([FILE]) + END, 415],
    ['another name of the file', formOf([TYPE_FIELD, ['name="upload"; filename="a"', '01234']]) + END, 400],
    ['no names', formOf([['x=y', '01234']]) + END, 400],
    ['another boundary', (formOf([TYPE_FIELD, FILE]) + END).replaceAll(BOUNDARY, 'another'), 400],
  ])('a form with %s', async (_, body, status) => {
    const { store } = service()
    const spec = someUpload()
    const { url } = await store.createUpload(spec)
    expect((await postBody(service(), url, body)).status).toBe(status)
    expect(await store.head(spec.key)).toBeUndefined()
    expect(leftovers()).toEqual([])
    expect((await postBody(service(), url, formOf([TYPE_FIELD, FILE]) + END)).status).toBe(204)
  })

  test('a form that breaks off anywhere', async () => {
    const { store } = service()
    const spec = someUpload()
    const { url } = await store.createUpload(spec)
    const form = formOf([TYPE_FIELD, FILE]) + END
    const complete = form.length - '--\r\n'.length
    for (let length = 0; length < complete; length++)
      expect([400, 415]).toContain((await postBody(service(), url, form.slice(0, length))).status)
    expect(await store.head(spec.key)).toBeUndefined()
    expect(leftovers()).toEqual([])
  })

  test('one file is taken, the first', async () => {
    const { store } = service()
    const spec = someUpload()
    const { url } = await store.createUpload(spec)
    const second = ['name="file"; filename="b"', 'other'] as const
    expect((await postBody(service(), url, formOf([TYPE_FIELD, FILE, second]) + END)).status).toBe(204)
    expect((await store.head(spec.key))?.size).toBe(5)
  })

  test('a file name goes nowhere', async () => {
    const { store, folder } = service()
    const spec = someUpload()
    const { url } = await store.createUpload(spec)
    const evil = [`name="file"; filename="../../../../${outside}/evil"`, '01234'] as const
    expect((await postBody(service(), url, formOf([TYPE_FIELD, evil]) + END)).status).toBe(204)
    expect((await store.head(spec.key))?.size).toBe(5)
    expect(readdirSync(outside)).toEqual(['objects'])
    expect(readdirSync(folder).sort()).toEqual(['keys', 'temp', 'used'])
  })
})

describe('a URL is for one upload', () => {
  test('a second one is refused, also after the object has gone elsewhere', async () => {
    const { store, origin } = service()
    const spec = someUpload()
    const target = await store.createUpload(spec)
    expect((await post(target, file, origin)).status).toBe(204)
    const again = await problemOf(await post(target, { bytes: bytesOf('other') }, origin))
    expect([again.status, again.code]).toEqual([409, 'conflict'])
    expect(again.detail).toContain('used')
    await store.copy(spec.key, `${spec.key}-final`)
    await store.delete(spec.key)
    expect((await post(target, file, origin)).status).toBe(409)
    expect(await store.head(spec.key)).toBeUndefined()
  })

  test('of ten at once, one is taken, and its bytes are whole', async () => {
    const { store, origin } = service()
    const spec = someUpload({ maxBytes: 2_000_000 })
    const target = await store.createUpload(spec)
    const uploads = Array.from({ length: 10 }, (_, index) =>
      post(target, { bytes: Buffer.alloc(1_000_000 + index, index) }, origin),
    )
    const statuses = (await Promise.all(uploads)).map(({ status }) => status)
    const winner = statuses.indexOf(204)
    expect([...statuses].sort()).toEqual([204, ...Array<number>(9).fill(409)])
    expect((await store.head(spec.key))?.size).toBe(1_000_000 + winner)
    expect(leftovers()).toEqual([])
  })

  test('an upload that was refused or cut off may be tried again', async () => {
    const { store, origin } = service()
    const spec = someUpload({ maxBytes: 5_000_000 })
    const target = await store.createUpload(spec)
    const { pathname, search } = new URL(target.url, origin)
    const head =
      `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n` +
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n\r\n`
    await speak(origin, head + formOf([TYPE_FIELD, FILE]).slice(0, -2) + 'x'.repeat(100_000), 150)
    for (let tries = 0; leftovers().length > 0 && tries < 50; tries++) await sleep(20)
    expect(leftovers()).toEqual([])
    expect(await store.head(spec.key)).toBeUndefined()
    expect((await post(target, { bytes: Buffer.alloc(2) }, origin)).status).toBe(400)
    expect((await post(target, file, origin)).status).toBe(204)
  })

  test('a key that has an object is not overwritten', async () => {
    const { store, origin } = service()
    const spec = someUpload()
    const [first, second] = [await store.createUpload(spec), await store.createUpload(spec)]
    expect((await post(first, file, origin)).status).toBe(204)
    expect((await post(second, file, origin)).status).toBe(409)
  })
})

describe('the bytes are counted', () => {
  test('a length that is too great is refused before the body is read', async () => {
    const { store, origin } = service()
    const { url } = await store.createUpload(someUpload())
    const { pathname, search } = new URL(url, origin)
    const head =
      `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n` +
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n\r\n`
    expect(await speak(origin, head)).toMatch(/^HTTP\/1.1 413 /)
  })

  test('a chunked body without an end is refused, whatever it is made of', async () => {
    const { store, origin } = service()
    const { url } = await store.createUpload(someUpload())
    const { pathname, search } = new URL(url, origin)
    const head =
      `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n` +
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n\r\n`
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
    const bodies = [
      chunk('x'.repeat(100_000)),
      chunk(formOf([TYPE_FIELD, FILE]) + 'x'.repeat(100_000)),
      chunk(formOf([['name="a"', 'b'.repeat(100_000)]])),
      chunk(formOf(Array.from({ length: 2000 }, () => ['name="a"', 'b'] as const))),
    ]
    for (const body of bodies) expect(await speak(origin, head + body)).toMatch(/^HTTP\/1.1 413 /)
  })

  test('20 MB pass through without being held', async () => {
    const { store, origin } = service()
    const spec = someUpload({ maxBytes: 30_000_000 })
    const target = await store.createUpload(spec)
    const bytes = Buffer.alloc(20_000_000, 'x')
    expect((await post(target, { bytes }, origin)).status).toBe(204)
    expect((await store.head(spec.key))?.size).toBe(20_000_000)
  })
})

/** What a server reads from a URL. */
function meaning(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://x')
  return JSON.stringify([pathname, ...searchParams])
}

describe('a forged URL is refused', () => {
  async function statusOf(target: UploadTarget, url: string): Promise<number> {
    const { origin } = service()
    return (await post({ ...target, url }, file, origin)).status
  }

  test('with any one parameter changed, added, repeated or left out', async () => {
    const { store } = service()
    const spec = someUpload()
    const target = await store.createUpload(spec)
    const [path = '', query = ''] = target.url.split('?')
    const names = [...new URLSearchParams(query).keys()]
    expect(names.sort()).toEqual(['expires', 'id', 'max', 'min', 'signature', 'type'])
    for (const name of names) {
      for (const value of ['', '0', '99999999999', 'image/png', '../x', 'A'.repeat(43)]) {
        const changed = new URLSearchParams(query)
        changed.set(name, value)
        expect(await statusOf(target, `${path}?${changed.toString()}`)).toBe(403)
      }
      const [without, twice] = [new URLSearchParams(query), new URLSearchParams(query)]
      without.delete(name)
      expect(await statusOf(target, `${path}?${without.toString()}`)).toBe(403)
      twice.append(name, twice.get(name) ?? '')
      expect(await statusOf(target, `${path}?${twice.toString()}`)).toBe(403)
    }
    expect(await statusOf(target, `${target.url}&extra=1`)).toBe(403)
    expect(await statusOf(target, `${target.url}&__proto__=1`)).toBe(403)
    expect(await statusOf(target, path)).toBe(403)
    expect(await statusOf(target, `${path}x?${query}`)).toBe(403)
    expect(await statusOf(target, target.url)).toBe(204)
  })

  test('with any one character changed (300 URLs, printed seed on failure)', async () => {
    const { store } = service()
    const spec = someUpload()
    const target = await store.createUpload(spec)
    const start = '/objects/'.length
    const place = fc.integer({ min: start, max: target.url.length - 1 })
    const character = fc.constantFrom(...'abcXYZ0189-_.=&%/+~?#'.split(''))
    await fc.assert(
      fc.asyncProperty(place, character, async (index, other) => {
        const forged = target.url.slice(0, index) + other + target.url.slice(index + 1)
        // Another way to write the same URL is not a forgery.
        fc.pre(meaning(forged) !== meaning(target.url))
        expect([400, 403, 404]).toContain(await statusOf(target, forged))
      }),
      { numRuns: 300 },
    )
    expect(await store.head(spec.key)).toBeUndefined()
  })

  test('that leads out of the folder', async () => {
    const { store, origin } = service()
    const target = await store.createUpload(someUpload())
    const query = target.url.slice(target.url.indexOf('?'))
    const paths = [
      '/objects/../../etc/passwd',
      '/objects/..%2f..%2fetc%2fpasswd',
      '/objects/%2e%2e/%2e%2e/etc/passwd',
      '/objects/..%5c..%5cx',
      '/objects//etc/passwd',
      '/objects/a%00b',
      '/objects/.',
      '/objects/',
    ]
    for (const path of paths) {
      const text = await speak(
        origin,
        `POST ${path}${query} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n` +
          `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n\r\n`,
      )
      expect(text).toMatch(/^HTTP\/1.1 (400|403|404) /)
    }
    expect(readdirSync(outside)).toEqual(['objects'])
  })

  test('that is a download URL, or of another secret', async () => {
    const { store } = service()
    const spec = someUpload()
    const target = await store.createUpload(spec)
    expect(await statusOf(target, await store.downloadUrl(spec.key, { expiresInSeconds: 60 }))).toBe(403)
  })
})
