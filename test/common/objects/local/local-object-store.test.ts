import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CorruptItemError, UnavailableError } from '../../../../src/common/data/errors.ts'
import { toDataError } from '../../../../src/common/objects/local/file-errors.ts'
import { LocalObjectStore } from '../../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../../src/common/objects/local/signed-url.ts'
import { bytesOf, csv, read } from '../../../../src/common/objects/testing/object-conformance-case.ts'

const HOUR = 60 * 60 * 1000
const secret = Buffer.from('a secret of the test')
let home = ''
let folder = ''
let store: LocalObjectStore

const openStore = (path: string): LocalObjectStore =>
  new LocalObjectStore({ path, urls: new SignedUrls(secret, '') })

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bulkhead-local-'))
  folder = join(home, 'objects')
  store = openStore(folder)
})
afterEach(async () => {
  await store.close()
  rmSync(home, { recursive: true, force: true })
})

describe('the folder of the local object store', () => {
  test('is made with the first object', async () => {
    expect(await store.get('a')).toBeUndefined()
    expect(await store.delete('a')).toBe(false)
    expect((await store.list('')).objects).toEqual([])
    expect(existsSync(folder)).toBe(false)
    await store.put('a', bytesOf('one'), csv)
    expect(readdirSync(folder).sort()).toEqual(['keys', 'temp'])
  })

  test('has a file an object, whose first line says what it is', async () => {
    await store.put('images/A.png', bytesOf('the bytes'), { contentType: 'image/png' })
    const file = readFileSync(join(folder, 'keys', 'images', '~a.png~'), 'utf8')
    expect(JSON.parse(file.split('\n')[0] ?? '')).toMatchObject({ type: 'image/png', size: 9 })
    expect(file.slice(256)).toBe('the bytes')
  })

  test('may be moved, and removed while the service runs', async () => {
    await store.put('a', bytesOf('one'), csv)
    renameSync(folder, join(home, 'moved'))
    expect((await read(await openStore(join(home, 'moved')).get('a'))).toString()).toBe('one')
    expect(await store.get('a')).toBeUndefined()
    await store.put('a', bytesOf('two'), csv)
    expect((await read(await store.get('a'))).toString()).toBe('two')
  })

  test('is shared by two stores', async () => {
    const other = openStore(folder)
    await store.put('a', bytesOf('one'), csv)
    expect((await read(await other.get('a'))).toString()).toBe('one')
    await other.delete('a')
    expect(await store.head('a')).toBeUndefined()
    await other.close()
  })

  test('keeps nothing of what was deleted, its folders neither', async () => {
    await store.put('a/b/c', bytesOf('one'), csv)
    await store.put('a/d', bytesOf('two'), csv)
    await store.delete('a/b/c')
    expect(readdirSync(join(folder, 'keys', 'a'))).toEqual(['d~'])
    await store.delete('a/d')
    expect(readdirSync(join(folder, 'keys'))).toEqual([])
    expect(readdirSync(join(folder, 'temp'))).toEqual([])
  })
})

describe('nothing outside the folder', () => {
  beforeEach(async () => {
    await store.put('a/b', bytesOf('one'), csv)
    mkdirSync(join(home, 'outside'))
    writeFileSync(join(home, 'outside', 'b~'), readFileSync(join(folder, 'keys', 'a', 'b~')))
  })

  test('is reached by a link to a folder', async () => {
    symlinkSync(join(home, 'outside'), join(folder, 'keys', 'link'))
    await expect(store.get('link/b')).rejects.toThrow(UnavailableError)
    await expect(store.head('link/b')).rejects.toThrow(UnavailableError)
    await expect(store.put('link/x', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
    await expect(store.put('link/deep/x', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
    await expect(store.delete('link/b')).rejects.toThrow(UnavailableError)
    await expect(store.copy('link/b', 'c')).rejects.toThrow(UnavailableError)
    await expect(store.copy('a/b', 'link/c')).rejects.toThrow(UnavailableError)
    expect((await store.list('')).objects.map(({ key }) => key)).toEqual(['a/b'])
    expect(readdirSync(join(home, 'outside'))).toEqual(['b~'])
    expect(readdirSync(join(folder, 'temp'))).toEqual([])
  })

  test('is read through a link to a file', async () => {
    symlinkSync(join(home, 'outside', 'b~'), join(folder, 'keys', 'a', 'link~'))
    await expect(store.get('a/link')).rejects.toThrow(UnavailableError)
    await expect(store.copy('a/link', 'c')).rejects.toThrow(UnavailableError)
    expect((await store.list('')).objects.map(({ key }) => key)).toEqual(['a/b'])
    // A link is a name: it can be replaced and removed without touching what it names.
    await store.put('a/link', bytesOf('own'), csv)
    expect((await read(await store.get('a/link'))).toString()).toBe('own')
    expect(readFileSync(join(home, 'outside', 'b~'), 'utf8').slice(256)).toBe('one')
  })

  test('is written where a link stands in the place of `keys`', async () => {
    rmSync(join(folder, 'keys'), { recursive: true })
    symlinkSync(join(home, 'outside'), join(folder, 'keys'))
    await expect(store.put('x', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
    await expect(store.get('b')).rejects.toThrow(UnavailableError)
    expect(readdirSync(join(home, 'outside'))).toEqual(['b~'])
  })
})

describe('what goes wrong on a disk', () => {
  test('a file in the way is named as such, not as missing', async () => {
    writeFileSync(folder, '')
    await expect(store.put('a', bytesOf('x'), csv)).rejects.toThrow(UnavailableError)
  })

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EACCES', 'may not read or write'],
    ['EROFS', 'read-only'],
    ['EMFILE', 'too many files'],
  ])('%s is unavailable, in words and without a path', (code, words) => {
    const error = toDataError(Object.assign(new Error(`${code}: /secret/path`), { code }))
    expect(error).toBeInstanceOf(UnavailableError)
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('/secret')
  })

  test('a damaged file is reported, keeps nobody from the others, and can be replaced and deleted', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await store.put(key, bytesOf('0123456789'), csv)
    truncateSync(join(folder, 'keys', 'a~'), 260)
    truncateSync(join(folder, 'keys', 'b~'), 10)
    writeFileSync(join(folder, 'keys', 'c~'), 'x'.repeat(300))
    for (const key of ['a', 'b', 'c']) await expect(store.get(key)).rejects.toThrow(CorruptItemError)
    expect((await store.list('')).objects.map(({ key }) => key)).toEqual(['d'])
    await store.put('a', bytesOf('new'), csv)
    expect((await store.head('a'))?.size).toBe(3)
    expect(await store.delete('b')).toBe(true)
  })

  test('files that are not objects are left alone and not listed', async () => {
    await store.put('a', bytesOf('one'), csv)
    writeFileSync(join(folder, 'keys', '.DS_Store'), '')
    writeFileSync(join(folder, 'keys', 'ä~'), '')
    mkdirSync(join(folder, 'keys', 'a b'))
    writeFileSync(join(folder, 'keys', 'a b', 'c~'), '')
    expect((await store.list('')).objects.map(({ key }) => key)).toEqual(['a'])
  })
})

describe('the sweep', () => {
  test('removes abandoned files after an hour, and marks of uploads when they have expired', async () => {
    await store.put('a', bytesOf('one'), csv)
    writeFileSync(join(folder, 'temp', 'abandoned'), 'half of it')
    const now = Date.now()
    const seconds = Math.floor(now / 1000)
    expect(await store.claim({ id: 'early', expires: seconds + 60 })).toBe(true)
    expect(await store.claim({ id: 'late', expires: seconds + 7200 })).toBe(true)
    await store.sweep()
    expect(readdirSync(join(folder, 'temp'))).toEqual(['abandoned'])
    expect(readdirSync(join(folder, 'used'))).toHaveLength(2)
    await store.sweep(now + HOUR + 60_000)
    expect(readdirSync(join(folder, 'temp'))).toEqual([])
    expect(await store.claim({ id: 'late', expires: seconds + 7200 })).toBe(false)
    expect(readdirSync(join(folder, 'used'))).toHaveLength(1)
    expect((await store.head('a'))?.size).toBe(3)
  })
})

describe('signed URLs', () => {
  test('begin with the public URL where there is one, and are relative otherwise', () => {
    const options = { expiresInSeconds: 60 }
    expect(new SignedUrls(secret, '').download('a/b', options)).toMatch(/^\/objects\/a\/b\?/)
    const url = new SignedUrls(secret, 'https://api.example.com/').download('a/b', options)
    expect(url).toMatch(/^https:\/\/api\.example\.com\/objects\/a\/b\?/)
  })

  test('are refused by a service with another secret, and when their second has come', () => {
    let now = 1_000_000_000_000
    const urls = new SignedUrls(secret, '', () => now)
    const query = Object.fromEntries(
      new URL(urls.download('a', { expiresInSeconds: 60 }), 'http://x').searchParams,
    )
    const other = new SignedUrls(Buffer.from('another secret here'), '', () => now)
    expect(urls.openDownload('a', query)).toEqual({ key: 'a', fileName: 'a', contentType: undefined })
    expect(() => other.openDownload('a', query)).toThrow('not one of this service')
    now += 59_999
    expect(urls.openDownload('a', query).key).toBe('a')
    now += 1
    expect(() => urls.openDownload('a', query)).toThrow('expired')
  })
})
