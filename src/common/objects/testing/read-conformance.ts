import assert from 'node:assert/strict'
import { ValidationError } from '../../data/errors.ts'
import { bytesOf, csv, objectCase, read, rejects } from './object-conformance-case.ts'

export const readConformance = [
  objectCase('what is not there is undefined', async ({ store, prefix }) => {
    assert.equal(await store.get(`${prefix}a`), undefined)
    assert.equal(await store.head(`${prefix}a`), undefined)
    assert.equal(await store.get(`${prefix}a`, { range: { start: 0 } }), undefined)
  }),

  objectCase('head says what get does', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('0123456789'), { contentType: 'text/csv; charset=utf-8' })
    const object = await store.get(`${prefix}a`)
    object?.stream.destroy()
    const info = await store.head(`${prefix}a`)
    assert.ok(info && object)
    const { key, size, contentType, etag, lastModified } = object
    assert.deepEqual(info, { key, size, contentType, etag, lastModified })
    assert.deepEqual(object.range, { start: 0, end: 9 })
  }),

  objectCase('a range gives its bytes and says which they are', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('0123456789'), csv)
    const cases = [
      [{ start: 2, end: 4 }, '234', { start: 2, end: 4 }],
      [{ start: 0, end: 0 }, '0', { start: 0, end: 0 }],
      [{ start: 7 }, '789', { start: 7, end: 9 }],
      [{ start: 9, end: 5000 }, '9', { start: 9, end: 9 }],
    ] as const
    for (const [range, text, given] of cases) {
      const object = await store.get(`${prefix}a`, { range })
      assert.equal((await read(object)).toString(), text)
      assert.deepEqual(object?.range, given)
      assert.equal(object.size, 10)
    }
  }),

  objectCase('a range behind the end is refused', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('0123456789'), csv)
    await store.put(`${prefix}empty`, bytesOf(''), csv)
    await rejects(store.get(`${prefix}a`, { range: { start: 10 } }), ValidationError)
    await rejects(store.get(`${prefix}a`, { range: { start: 5, end: 4 } }), ValidationError)
    await rejects(store.get(`${prefix}a`, { range: { start: -1 } }), ValidationError)
    await rejects(store.get(`${prefix}a`, { range: { start: 0.5 } }), ValidationError)
    await rejects(store.get(`${prefix}empty`, { range: { start: 0 } }), ValidationError)
  }),

  objectCase('a read goes on to the end of what it began with', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, Buffer.alloc(300_000, 'a'), csv)
    const object = await store.get(`${prefix}a`)
    await store.put(`${prefix}a`, Buffer.alloc(300_000, 'b'), csv)
    await store.delete(`${prefix}a`)
    const bytes = await read(object)
    assert.equal(bytes.length, 300_000)
    assert.ok(bytes.every((byte) => byte === 97))
  }),
]
