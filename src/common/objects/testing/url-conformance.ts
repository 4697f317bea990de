import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { ValidationError } from '../../data/errors.ts'
import type { UploadSpec } from '../object-store.ts'
import { bytesOf, csv, objectCase, post, read, rejects } from './object-conformance-case.ts'

const spec = (key: string): UploadSpec => ({
  key,
  contentType: 'text/csv',
  minBytes: 3,
  maxBytes: 10,
  expiresInSeconds: 60,
})

export const urlConformance = [
  objectCase(
    'a client uploads one file by itself',
    async ({ store, prefix, origin }) => {
      const target = await store.createUpload(spec(`${prefix}a`))
      assert.equal(target.method, 'POST')
      const remaining = Date.parse(target.expiresAt) - Date.now()
      assert.ok(remaining > 50_000 && remaining <= 60_000)
      const answer = await post(target, { bytes: bytesOf('0123456789') }, origin)
      assert.equal(answer.status, 204, await answer.text())
      const object = await store.get(`${prefix}a`)
      assert.equal((await read(object)).toString(), '0123456789')
      assert.equal(object?.contentType, 'text/csv')
    },
    'post uploads',
  ),

  objectCase(
    'an upload that is not what was agreed on stores nothing',
    async ({ store, prefix, origin }) => {
      const key = `${prefix}a`
      const target = await store.createUpload(spec(key))
      const tries = [
        { bytes: bytesOf('0123456789+') },
        { bytes: bytesOf('01') },
        { bytes: bytesOf('') },
        { bytes: bytesOf('01234'), fields: { 'Content-Type': 'text/html' } },
      ]
      for (const file of tries) {
        const { status } = await post(target, file, origin)
        assert.ok(status >= 400 && status < 500, `status ${status}`)
        assert.equal(await store.head(key), undefined)
      }
      assert.equal((await post(target, { bytes: bytesOf('01234') }, origin)).status, 204)
    },
    'post uploads',
    'upload policies',
  ),

  objectCase(
    'an upload after its time stores nothing',
    async ({ store, prefix, origin }) => {
      const target = await store.createUpload({ ...spec(`${prefix}a`), expiresInSeconds: 1 })
      await sleep(2100)
      assert.equal((await post(target, { bytes: bytesOf('01234') }, origin)).status, 403)
      assert.equal(await store.head(`${prefix}a`), undefined)
    },
    'post uploads',
    'upload policies',
  ),

  objectCase('a download URL serves the object as a file to save', async ({ store, prefix, origin }) => {
    const text = 'id,name\n1,Zoë\n'
    await store.put(`${prefix}a.csv`, bytesOf(text), csv)
    const fileName = 'Zoës "list".csv'
    const options = { expiresInSeconds: 60, fileName, contentType: 'text/csv; charset=utf-8' }
    const answer = await fetch(new URL(await store.downloadUrl(`${prefix}a.csv`, options), origin))
    assert.equal(answer.status, 200)
    assert.equal(await answer.text(), text)
    // Emulators of S3 serve the object and leave out what the URL says of its headers.
    const disposition = answer.headers.get('content-disposition')
    if (store.backend === 'local' || disposition !== null) {
      const expected = `attachment; filename="Zo_s _list_.csv"; filename*=UTF-8''Zo%C3%ABs%20%22list%22.csv`
      assert.equal(disposition, expected)
      assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8')
    }
  }),

  objectCase(
    'a download URL is for its object and its time only',
    async ({ store, prefix, origin }) => {
      await store.put(`${prefix}a`, bytesOf('one'), csv)
      await store.put(`${prefix}b`, bytesOf('two'), csv)
      const url = new URL(await store.downloadUrl(`${prefix}a`, { expiresInSeconds: 1 }), origin)
      const other = new URL(url)
      other.pathname = other.pathname.replace(/a$/, 'b')
      assert.equal((await fetch(other)).status, 403)
      await sleep(2100)
      assert.equal((await fetch(url)).status, 403)
    },
    'signatures',
  ),

  objectCase('limits that make no sense are refused', async ({ store, prefix }) => {
    const good = spec(`${prefix}a`)
    const bad: readonly Partial<UploadSpec>[] = [
      { contentType: 'csv' },
      { maxBytes: -1 },
      { maxBytes: 2 },
      { maxBytes: 1.5 },
      { maxBytes: 6 * 1024 ** 3 },
      { minBytes: -1 },
      { minBytes: 11 },
      { expiresInSeconds: 0 },
      { expiresInSeconds: 0.5 },
      { expiresInSeconds: 604_801 },
    ]
    for (const change of bad) await rejects(store.createUpload({ ...good, ...change }), ValidationError)
    for (const expiresInSeconds of [0, 604_801, Number.NaN])
      await rejects(store.downloadUrl(`${prefix}a`, { expiresInSeconds }), ValidationError)
    await rejects(
      store.downloadUrl(`${prefix}a`, { expiresInSeconds: 60, contentType: 'text/html\r\nx: y' }),
      ValidationError,
    )
  }),
]
