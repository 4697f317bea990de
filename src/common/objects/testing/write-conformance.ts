import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { AlreadyExistsError, ConflictError, NotFoundError, ValidationError } from '../../data/errors.ts'
import { bytesOf, csv, inParts, objectCase, read, rejects } from './object-conformance-case.ts'

const MEGABYTE = 1024 * 1024

/** More than one part of a multipart upload, with no two parts alike. */
function* manyBytes(size: number): Generator<Uint8Array> {
  for (let written = 0, count = 0; written < size; written += MEGABYTE, count++)
    yield new Uint8Array(Math.min(MEGABYTE, size - written)).fill(count + 1)
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield bytesOf('half of it')
  await new Promise(setImmediate)
  throw new RangeError('the source broke')
}

export const writeConformance = [
  objectCase('bytes come back as they were put', async ({ store, prefix }) => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
    const stored = await store.put(`${prefix}a`, bytes, { contentType: 'application/octet-stream' })
    assert.equal(stored.size, 1000)
    const object = await store.get(`${prefix}a`)
    assert.deepEqual(await read(object), Buffer.from(bytes))
    assert.equal(object?.key, `${prefix}a`)
    assert.equal(object.size, 1000)
    assert.equal(object.contentType, 'application/octet-stream')
    assert.equal(object.etag, stored.etag)
    assert.ok(Math.abs(object.lastModified.getTime() - Date.now()) < 60_000)
  }),

  objectCase('a stream of unknown length is put, text parts in UTF-8', async ({ store, prefix }) => {
    const stored = await store.put(`${prefix}a.csv`, inParts('id,name\n', bytesOf('1,Zoë\n'), '2,王\n'), csv)
    const expected = bytesOf('id,name\n1,Zoë\n2,王\n')
    assert.equal(stored.size, expected.length)
    assert.deepEqual(await read(await store.get(`${prefix}a.csv`)), expected)
  }),

  objectCase('a stream of 12 MB is put', async ({ store, prefix }) => {
    const size = 12 * MEGABYTE + 7
    const stored = await store.put(`${prefix}big`, Readable.from(manyBytes(size)), csv)
    assert.equal(stored.size, size)
    const bytes = await read(await store.get(`${prefix}big`))
    assert.ok(bytes.equals(Buffer.concat([...manyBytes(size)])))
    assert.equal((await store.head(`${prefix}big`))?.size, size)
  }),

  objectCase('no bytes are an object too', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, new Uint8Array(), csv)
    await store.put(`${prefix}b`, inParts(), csv)
    for (const key of [`${prefix}a`, `${prefix}b`]) {
      const object = await store.get(key)
      assert.equal(object?.size, 0)
      assert.equal((await read(object)).length, 0)
    }
  }),

  objectCase('a put replaces what was there', async ({ store, prefix }) => {
    const first = await store.put(`${prefix}a`, bytesOf('one'), csv)
    const second = await store.put(`${prefix}a`, bytesOf('two!'), { contentType: 'text/plain' })
    assert.notEqual(first.etag, second.etag)
    const object = await store.get(`${prefix}a`)
    assert.equal((await read(object)).toString(), 'two!')
    assert.equal(object?.contentType, 'text/plain')
  }),

  objectCase(
    'a put if absent leaves what is there',
    async ({ store, prefix }) => {
      await store.put(`${prefix}a`, bytesOf('one'), { ...csv, ifAbsent: true })
      await rejects(store.put(`${prefix}a`, bytesOf('two'), { ...csv, ifAbsent: true }), AlreadyExistsError)
      await rejects(store.put(`${prefix}a`, inParts('two'), { ...csv, ifAbsent: true }), AlreadyExistsError)
      assert.equal((await read(await store.get(`${prefix}a`))).toString(), 'one')
    },
    'put if absent',
  ),

  objectCase(
    'of ten puts if absent at once, one wins',
    async ({ store, prefix }) => {
      const puts = Array.from({ length: 10 }, (_, index) =>
        store.put(`${prefix}a`, bytesOf(`by ${index}`), { ...csv, ifAbsent: true }),
      )
      const outcomes = await Promise.allSettled(puts)
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled')
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof AlreadyExistsError)
      assert.equal((await read(await store.get(`${prefix}a`))).toString(), `by ${winner}`)
    },
    'put if absent',
  ),

  objectCase('a stream that breaks leaves the key as it was', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('one'), csv)
    await assert.rejects(store.put(`${prefix}a`, failing(), csv), { message: 'the source broke' })
    assert.equal((await read(await store.get(`${prefix}a`))).toString(), 'one')
    await assert.rejects(store.put(`${prefix}b`, failing(), csv), { message: 'the source broke' })
    assert.equal(await store.head(`${prefix}b`), undefined)
  }),

  objectCase('a delete says whether there was something', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('one'), csv)
    assert.equal(await store.delete(`${prefix}a`), true)
    assert.equal(await store.delete(`${prefix}a`), false)
    assert.equal(await store.get(`${prefix}a`), undefined)
    assert.equal(await store.head(`${prefix}a`), undefined)
  }),

  objectCase('puts and deletes at once disturb nobody', async ({ store, prefix }) => {
    const work = Array.from({ length: 20 }, async (_, index) => {
      const key = `${prefix}folder/${index}`
      for (let round = 0; round < 5; round++) {
        await store.put(key, bytesOf(`${index} ${round}`), csv)
        assert.equal((await read(await store.get(key))).toString(), `${index} ${round}`)
        assert.equal(await store.delete(key), true)
      }
    })
    await Promise.all(work)
    assert.deepEqual((await store.list(prefix)).objects, [])
  }),

  objectCase('a copy has the bytes and the type, and stands by itself', async ({ store, prefix }) => {
    const stored = await store.put(`${prefix}incoming/a`, bytesOf('one'), csv)
    const copied = await store.copy(`${prefix}incoming/a`, `${prefix}final/a`, { ifMatch: stored.etag })
    assert.deepEqual(copied, { size: 3, etag: stored.etag })
    await store.put(`${prefix}incoming/a`, bytesOf('two!'), csv)
    await store.delete(`${prefix}incoming/a`)
    const object = await store.get(`${prefix}final/a`)
    assert.equal((await read(object)).toString(), 'one')
    assert.equal(object?.contentType, 'text/csv')
  }),

  objectCase('a copy replaces what was there, and may be done again', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('one'), csv)
    await store.put(`${prefix}b`, bytesOf('two'), csv)
    await store.copy(`${prefix}a`, `${prefix}b`)
    await store.copy(`${prefix}a`, `${prefix}b`)
    assert.equal((await read(await store.get(`${prefix}b`))).toString(), 'one')
  }),

  objectCase('a copy of nothing fails', async ({ store, prefix }) => {
    await rejects(store.copy(`${prefix}a`, `${prefix}b`), NotFoundError)
  }),

  objectCase(
    'a copy of other bytes than those that were looked at fails',
    async ({ store, prefix }) => {
      const { etag } = await store.put(`${prefix}a`, bytesOf('looked at'), csv)
      await store.put(`${prefix}a`, bytesOf('put in its place'), csv)
      await rejects(store.copy(`${prefix}a`, `${prefix}b`, { ifMatch: etag }), ConflictError)
      assert.equal(await store.head(`${prefix}b`), undefined)
    },
    'copy if match',
  ),

  objectCase('a content type that would break a header is refused', async ({ store, prefix }) => {
    for (const contentType of ['', 'text', 'text/csv\r\nx-a: b', 'text/csv; a="b"', `a/${'b'.repeat(200)}`])
      await rejects(store.put(`${prefix}a`, bytesOf('one'), { contentType }), ValidationError)
  }),
]
