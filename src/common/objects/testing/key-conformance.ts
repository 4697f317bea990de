import assert from 'node:assert/strict'
import { ValidationError } from '../../data/errors.ts'
import { bytesOf, csv, objectCase, read, rejects } from './object-conformance-case.ts'

const BAD_KEYS = [
  '',
  '/',
  '.',
  '..',
  'a/',
  '/a',
  'a//b',
  './a',
  '../a',
  'a/..',
  'a/../b',
  'a/./b',
  '..\\a',
  'a\\b',
  'C:',
  'a b',
  'a\u0000b',
  'a\nb',
  'a%2fb',
  'ä',
  'a~',
  '~a',
  'a?b',
  'a#b',
  'a*',
  '$' + '{filename}',
  '😀',
  'a'.repeat(121),
  `${'a/'.repeat(300)}a`,
]

export const keyConformance = [
  objectCase('what is not a key is refused by every operation', async ({ store, prefix }) => {
    await store.put(`${prefix}a`, bytesOf('one'), csv)
    const spec = { contentType: 'text/csv', maxBytes: 10, expiresInSeconds: 60 }
    for (const key of BAD_KEYS) {
      await rejects(store.put(key, bytesOf('x'), csv), ValidationError)
      await rejects(store.get(key), ValidationError)
      await rejects(store.head(key), ValidationError)
      await rejects(store.delete(key), ValidationError)
      await rejects(store.copy(`${prefix}a`, key), ValidationError)
      await rejects(store.copy(key, `${prefix}a`), ValidationError)
      await rejects(store.createUpload({ ...spec, key }), ValidationError)
      await rejects(store.downloadUrl(key, { expiresInSeconds: 60 }), ValidationError)
    }
  }),

  objectCase(
    'every key of the grammar is an object of its own',
    async ({ store, prefix }) => {
      const names = [
        'a',
        'A',
        'a/b',
        'A/b',
        'a/B',
        'a.',
        '.a',
        '...',
        '-',
        '_',
        '=',
        'a=b_c-d.e',
        'con',
        'Ab/cD/eF',
        'Z'.repeat(120),
        Array.from({ length: 40 }, () => 'xyz1').join('/'),
      ]
      for (const name of names) await store.put(prefix + name, bytesOf(name), csv)
      for (const name of names) assert.equal((await read(await store.get(prefix + name))).toString(), name)
      const { objects } = await store.list(prefix)
      assert.deepEqual(objects.map(({ key }) => key).sort(), names.map((name) => prefix + name).sort())
      for (const name of names) assert.equal(await store.delete(prefix + name), true, name)
      assert.deepEqual((await store.list(prefix)).objects, [])
    },
    'keys below keys',
  ),
]
