import { LocalObjectStore } from '../../../../src/common/objects/local/local-object-store.ts'
import { SignedUrls } from '../../../../src/common/objects/local/signed-url.ts'

/**
 * Puts objects of 50 kB, eight at a time and for ever, each second one over the same key, and prints each key and its
 * etag once it is acknowledged. Somebody kills it.
 */
const [, , path = '', round = ''] = process.argv
const store = new LocalObjectStore({ path, urls: new SignedUrls(Buffer.from('a secret of the test'), '') })
let next = 0

async function putObjects(worker: number): Promise<void> {
  for (;;) {
    const count = next++
    const key = count % 2 === 0 ? `fresh/${round}/${count}` : `same/${worker}`
    const { etag } = await store.put(key, Buffer.alloc(50_000, count), { contentType: 'text/csv' })
    process.stdout.write(`${key} ${etag}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, (_, worker) => putObjects(worker)))
