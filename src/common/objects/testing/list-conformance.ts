import assert from 'node:assert/strict'
import { ValidationError } from '../../data/errors.ts'
import type { ObjectStore } from '../object-store.ts'
import { bytesOf, csv, objectCase, rejects } from './object-conformance-case.ts'

/** In byte order: `-` and `.` come before the slash, digits, `=`, capitals, `_` and small letters after it. */
const NAMES = [
  'A',
  'a',
  'a-b',
  'a.b',
  'a/A/x',
  'a/_',
  'a/a',
  'a/b/c',
  'a0',
  'a=',
  'aB',
  'a_',
  'ab',
  'ab/c',
  'b',
]

async function putAll(store: ObjectStore, prefix: string): Promise<void> {
  for (const name of [...NAMES].reverse()) await store.put(prefix + name, bytesOf(name), csv)
}

/** Keys of all pages, without the prefix. */
async function walk(store: ObjectStore, prefix: string, begin: string, limit: number): Promise<string[]> {
  const keys: string[] = []
  let after: string | undefined
  for (;;) {
    const page = await store.list(prefix + begin, { limit, ...(after !== undefined && { after }) })
    assert.ok(page.objects.length <= limit)
    keys.push(...page.objects.map(({ key }) => key.slice(prefix.length)))
    if (page.next === null) return keys
    after = page.next
  }
}

export const listConformance = [
  objectCase(
    'a list is in byte order of the keys, whatever the pages',
    async ({ store, prefix }) => {
      await putAll(store, prefix)
      for (const limit of [1, 2, 7, NAMES.length, 1000])
        assert.deepEqual(await walk(store, prefix, '', limit), NAMES)
    },
    'byte order',
    'keys below keys',
  ),

  objectCase(
    'a list has what begins with the prefix, folder or not',
    async ({ store, prefix }) => {
      await putAll(store, prefix)
      for (const begin of ['a', 'a/', 'a/b', 'a/A/x', 'ab', 'b', 'A', 'c', 'a/x', 'a.'])
        assert.deepEqual(
          await walk(store, prefix, begin, 3),
          NAMES.filter((name) => name.startsWith(begin)),
          begin,
        )
    },
    'byte order',
    'keys below keys',
  ),

  objectCase(
    'a list goes on behind any key, there or not',
    async ({ store, prefix }) => {
      await putAll(store, prefix)
      for (const after of [...NAMES, 'a/aa', 'a/b', 'a1', '0', 'zz']) {
        const { objects } = await store.list(prefix, { after: prefix + after })
        assert.deepEqual(
          objects.map(({ key }) => key.slice(prefix.length)),
          NAMES.filter((name) => name > after),
          after,
        )
      }
    },
    'byte order',
    'keys below keys',
  ),

  objectCase('a list says of an object what head says', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('0123456789'), csv)
    const { objects, next } = await store.list(prefix)
    const info = await store.head(`${prefix}a`)
    assert.equal(next, null)
    assert.equal(objects.length, 1)
    const [object] = objects
    assert.deepEqual([object?.key, object?.size, object?.etag], [info?.key, 10, info?.etag])
    const apart = Number(object?.lastModified) - Number(info?.lastModified)
    assert.ok(Math.abs(apart) < 1000, 'head of S3 has whole seconds only')
  }),

  objectCase('a list of nothing is empty', async ({ store, prefix }) => {
    assert.deepEqual(await store.list(prefix), { objects: [], next: null })
    assert.deepEqual(await store.list(`${prefix}a/b/c`), { objects: [], next: null })
  }),

  objectCase('the last key of a full page may be the last of all', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('a'), csv)
    await store.put(`${prefix}b`, bytesOf('b'), csv)
    const { objects, next } = await store.list(prefix, { limit: 2 })
    assert.deepEqual([objects.length, next], [2, null])
  }),

  objectCase('a list from what no key begins with, or of no size, is refused', async ({ store, prefix }) => {
    for (const bad of ['a b', 'ä', '~a']) {
      await rejects(store.list(bad), ValidationError)
      await rejects(store.list(prefix, { after: bad }), ValidationError)
    }
    for (const limit of [0, -1, 1.5, 1001, Number.NaN])
      await rejects(store.list(prefix, { limit }), ValidationError)
    assert.deepEqual((await store.list('../')).objects, [])
  }),
]
