import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Problem } from '../../../src/common/http/problem.ts'
import { aGif, aPng } from '../../support/properties.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { upload } from '../../support/uploads.ts'
import { confirm, withUpload } from './image-suite.ts'

let test: TestApp
beforeAll(async () => {
  // Before the service is made, which asks this clock then.
  vi.useFakeTimers({ toFake: ['Date'] })
  test = await startTestApp()
})
afterAll(async () => {
  vi.useRealTimers()
  await test.close()
})
const app = () => test.app

/** An upload that has to be refused, and leaves nothing to confirm. */
async function refused(
  target: Parameters<typeof upload>[1],
  confirmUrl: string,
  bytes: Uint8Array = aPng(),
  type?: string,
): Promise<Problem> {
  const { text } = await upload(app(), target, bytes, type)
  expect((await confirm(app, confirmUrl)).statusCode).toBe(404)
  return JSON.parse(text) as Problem
}

describe('an upload is refused', () => {
  it('of another type', async () => {
    const { target, confirmUrl } = await withUpload(app)
    expect(await refused(target, confirmUrl, aGif(), 'image/gif')).toMatchObject({
      status: 415,
      detail: expect.stringContaining('image/png') as string,
    })
    const fields = { ...target.fields, 'Content-Type': 'image/gif' }
    expect(await refused({ ...target, fields }, confirmUrl, aGif())).toMatchObject({ status: 415 })
  })

  it('of another size', async () => {
    const { target, confirmUrl } = await withUpload(app)
    expect(await refused(target, confirmUrl, new Uint8Array(10 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      detail: expect.stringContaining('10485760 bytes') as string,
    })
    expect(await refused(target, confirmUrl, new Uint8Array(0))).toMatchObject({ status: 400 })
  })

  it('that comes too late', async () => {
    const { target, confirmUrl } = await withUpload(app)
    vi.setSystemTime(Date.parse(target.expiresAt) + 1)
    expect(await refused(target, confirmUrl)).toMatchObject({
      status: 403,
      detail: 'The URL has expired. Ask for a new one.',
    })
  })

  it('that comes twice, before the confirmation and after it', async () => {
    const { target, confirmUrl } = await withUpload(app)
    const again = async () => JSON.parse((await upload(app(), target, aPng(9, 9))).text) as Problem
    const used = { status: 409, detail: 'The URL was used for an upload before. Ask for a new one.' }
    await upload(app(), target, aPng())
    expect(await again()).toMatchObject(used)
    expect((await confirm(app, confirmUrl)).json()).toMatchObject({ width: 3 })
    expect(await again()).toMatchObject(used)
  })

  it('to another key, with another limit, with another signature, or with none', async () => {
    const { target, confirmUrl, property } = await withUpload(app)
    const other = await withUpload(app)
    const { url } = target
    const forged = [
      url.replace(property.propertyId, other.property.propertyId),
      url.replace('/incoming/', '/incoming/../'),
      url.replace('/incoming/', '/incoming/%2e%2e/%2e%2e/'),
      url.replace('/incoming/', '/..%2f..%2fetc/'),
      url.replace('max=10485760', 'max=99999999'),
      url.replace('image%2Fpng', 'text%2Fhtml'),
      url.replace(/expires=\d+/, 'expires=4102444800'),
      url.replace(/signature=.+/, `signature=${other.target.url.split('signature=')[1] ?? ''}`),
      url.split('?')[0] ?? '',
    ]
    for (const each of forged) {
      expect(each).not.toBe(url)
      const problem = await refused({ ...target, url: each }, confirmUrl)
      expect([403, 404], each).toContain(problem.status)
    }
    expect((await upload(app(), target, aPng())).status).toBe(204)
  })
})
