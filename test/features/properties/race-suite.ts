import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { offer, type PropertyDto } from '../../support/properties.ts'
import type { CurrentApp } from '../../support/test-app.ts'

const CLIENTS = 32
const LOST = 'Property was modified by another user. Please refresh and try again.'

interface Accepted {
  readonly version: number
  readonly patch: object
  readonly answer: PropertyDto
}

/** Of the members that clients patch, two that must change together and one that changes alone. */
const patchOf = (n: number): object => (n % 3 === 0 ? { zip: String(n) } : { price: n, title: String(n) })

/** Each refused client reads again and tries again, after a while of its own. */
const PATIENCE_MS = 60

/** 32 clients that bring so many patches through; what was accepted, by version, and what was refused. */
async function race(app: CurrentApp, url: string, patches: number, isConditional: boolean) {
  const accepted: Accepted[] = []
  const refused: number[] = []
  let taken = 0
  const isAccepted = async (patch: object): Promise<boolean> => {
    const etag = isConditional ? String((await app().inject(url)).headers.etag) : undefined
    const headers = etag === undefined ? {} : { 'if-match': etag }
    const response = await app().inject({ method: 'PATCH', url, payload: patch, headers })
    if (response.statusCode === 200) {
      const version = Number(JSON.parse(String(response.headers.etag)))
      accepted.push({ version, patch, answer: response.json<PropertyDto>() })
      return true
    }
    refused.push(response.statusCode)
    if (!isConditional) expect(response.json()).toMatchObject({ status: 409, detail: LOST })
    return false
  }
  const client = async (): Promise<void> => {
    while (taken < patches) {
      taken += 1
      const patch = patchOf(taken)
      while (!(await isAccepted(patch))) await delay(Math.random() * PATIENCE_MS)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return { accepted: accepted.toSorted((a, b) => a.version - b.version), refused }
}

export function raceSuite(app: CurrentApp, patches: number): void {
  it.each([
    ['with If-Match', true, 412],
    ['without it', false, 409],
  ] as const)(
    `${CLIENTS} clients patch one property ${patches} times %s: it is what was accepted, in the order of versions`,
    async (_how, isConditional, status) => {
      const { property, url, etag } = await offer(app())
      const { accepted, refused } = await race(app, url, patches, isConditional)
      console.info(`${patches} patches of ${CLIENTS} clients accepted, ${refused.length} refused meanwhile`)
      expect(accepted).toHaveLength(patches)
      expect(refused.every((each) => each === status)).toBe(true)
      // Every version is one accepted patch, on top of exactly the one before.
      const first = Number(JSON.parse(etag))
      expect(accepted.map(({ version }) => version)).toEqual(accepted.map((_, index) => first + index + 1))
      let expected = property
      for (const { patch, answer } of accepted) {
        expect(answer.updatedAt > expected.updatedAt).toBe(true)
        expected = Object.assign({}, expected, patch, { updatedAt: answer.updatedAt })
        expect(answer).toEqual(expected)
      }
      expect((await app().inject(url)).json()).toEqual(expected)
    },
    300_000,
  )

  it('is never there again once it was deleted, whoever patches it', async () => {
    for (let round = 0; round < 5; round++) {
      const { url } = await offer(app())
      const patches = Array.from({ length: CLIENTS }, (_, n) =>
        app().inject({ method: 'PATCH', url, payload: patchOf(n) }),
      )
      const deleted = await app().inject({ method: 'DELETE', url })
      expect(deleted.statusCode).toBe(204)
      const statuses = (await Promise.all(patches)).map(({ statusCode }) => statusCode)
      expect(statuses.filter((status) => ![200, 404, 409].includes(status))).toEqual([])
      expect((await app().inject(url)).statusCode).toBe(404)
    }
  })
}
